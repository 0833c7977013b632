import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ConnectionInput } from "#shared/connection.ts";
import { createNotices } from "../notices.ts";
import { createPortDoubles, createReversingVault, type PortDoubles } from "../port-doubles.ts";
import type { Vault } from "../ports.ts";
import type { StorageContext } from "../storage/storage-context.ts";
import { connectionDefaults } from "./connection-defaults.ts";
import { openConnections, type Connections } from "./connections.ts";

/** For tests: a connection to a server that no test reaches. */
export const oak: ConnectionInput = {
  ...connectionDefaults,
  name: "Oak",
  baseUrl: "https://old.example/rezora",
  userName: "oak",
};

/** For tests: connections in their own data folder, which can be reopened and tampered with. */
export interface ConnectionsBench {
  readonly doubles: PortDoubles;
  readonly connections: Connections;
  storage(): StorageContext;
  path(name: string): string;
  /** Call it after `connections.close()`. The default vault is the reversing one. */
  open(vault?: Vault): Promise<void>;
  restart(vault?: Vault, loginEnded?: (key: string) => void): Promise<void>;
  /** Creates a connection with the password `canary` and returns its id. */
  createWithPassword(change?: Partial<ConnectionInput>): Promise<string>;
  /** Changes a stored file like an attacker who can write to the folder but cannot decrypt. */
  tamper(kind: string, change: (text: string) => string): Promise<void>;
  close(): Promise<void>;
}

export async function openConnectionsBench(): Promise<ConnectionsBench> {
  const doubles = await createPortDoubles();
  const { ports, time, folder } = doubles;
  const storage = (): StorageContext => ({ notices: createNotices(ports.emit), log: ports.log, clock: time });
  const openWith = (vault: Vault = createReversingVault(), loginEnded: (key: string) => void = () => undefined) =>
    openConnections({ ...ports, vault }, storage(), { loginEnded, removed: () => undefined });
  let connections = await openWith();
  const path = (name: string): string => join(folder, name);
  return {
    doubles,
    get connections() {
      return connections;
    },
    storage,
    path,
    async open(vault) {
      connections = await openWith(vault);
    },
    async restart(vault, loginEnded) {
      await connections.close();
      connections = await openWith(vault, loginEnded);
    },
    async createWithPassword(change = {}) {
      const { connectionId } = await connections.create({ ...oak, ...change });
      await connections.setPassword(connectionId, "canary");
      return connectionId;
    },
    async tamper(kind, change) {
      for (const name of await readdir(folder)) {
        if (!name.startsWith(`${kind}.`)) continue;
        await writeFile(path(name), change(await readFile(path(name), "utf8")));
      }
    },
    async close() {
      await connections.close();
      await doubles.remove();
    },
  };
}
