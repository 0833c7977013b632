import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventName } from "#shared/channels.ts";
import type { Clock, Confirm, Log, Ports, Vault } from "./ports.ts";

/** What tests of the core see of a host: what was emitted and logged, and a clock that they control. */
export interface PortDoubles {
  readonly ports: Ports;
  readonly folder: string;
  readonly events: { readonly name: EventName; readonly payload: unknown }[];
  readonly logged: unknown[];
  readonly time: TimeDouble;
  payloadsOf(name: EventName): unknown[];
  remove(): Promise<void>;
}

export interface TimeDouble extends Clock {
  /** Advances both clocks. */
  pass(milliseconds: number): void;
  /** Sets only the wall clock, as a user or NTP does. */
  setWallClock(now: number): void;
}

export function createTimeDouble(start = Date.UTC(2026, 10, 23, 12, 0, 0)): TimeDouble {
  let wall = start;
  let monotonic = 0;
  return {
    now: () => wall,
    monotonic: () => monotonic,
    pass(milliseconds) {
      wall += milliseconds;
      monotonic += milliseconds;
    },
    setWallClock(now) {
      wall = now;
    },
  };
}

/** Encrypts by reversing the bytes: a search does not find the secret, and it can be decrypted like a real one. */
export function createReversingVault(): Vault & { lost: boolean } {
  return {
    lost: false,
    storage: { kind: "gnome-libsecret", title: "Kept by GNOME libsecret.", message: "Encrypted for this user." },
    persistent: true,
    encrypt: (secret) => new TextEncoder().encode(secret).reverse(),
    decrypt(encrypted) {
      if (this.lost) throw new Error("keyring locked");
      return new TextDecoder().decode(new Uint8Array(encrypted).reverse());
    },
  };
}

export const sessionVault: Vault = {
  storage: { kind: "session", title: "This session only: no keychain on this computer.", message: "Gone at the end." },
  persistent: false,
  encrypt() {
    throw new Error("The session vault must not be asked.");
  },
  decrypt() {
    throw new Error("The session vault must not be asked.");
  },
};

export async function createPortDoubles(
  options: {
    readonly folder?: string;
    readonly vault?: Vault;
    readonly practice?: string;
    /** The address at which a fault of the practice server is served. */
    readonly practiceWith?: (fault: string | null) => Promise<string>;
    readonly documentsScript?: URL;
    readonly confirm?: Confirm;
  } = {},
): Promise<PortDoubles> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "rezora-core-")));
  const events: { name: EventName; payload: unknown }[] = [];
  const logged: unknown[] = [];
  const time = createTimeDouble();
  const log: Log = {
    info: (message, data) => logged.push([message, data]),
    error: (message, error) =>
      logged.push([message, error instanceof Error ? [error.stack, Object.entries(error)] : error]),
  };
  const practiceUrl = options.practice ?? "http://127.0.0.1:9";
  const ports: Ports = {
    dataFolder: folder,
    temporaryFolder: join(folder, "temporary"),
    vault: options.vault ?? createReversingVault(),
    clock: time,
    random: { bytes: (length) => randomBytes(length), uuid: () => randomUUID() },
    log,
    emit: (name, payload) => events.push({ name, payload }),
    files: {
      async save({ name, content }) {
        const path = join(folder, name);
        await writeFile(path, content);
        return { name, bytes: (await stat(path)).size };
      },
    },
    workers: { documentsScript: options.documentsScript ?? new URL("file:///nowhere") },
    practice: {
      start: async (fault = null) => ({ baseUrl: (await options.practiceWith?.(fault)) ?? practiceUrl }),
      faults: () => Promise.resolve([]),
    },
    application: {
      version: "0.1.0",
      platform: "other",
      capabilities: { keychain: true, nativeMenu: false, reveal: false },
    },
    confirm: options.confirm ?? null,
    runtime: { "Node.js": "20.18.0" },
  };
  return {
    ports,
    folder,
    events,
    logged,
    time,
    payloadsOf: (name) => events.filter((event) => event.name === name).map((event) => event.payload),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
