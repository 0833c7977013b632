import { createHash } from "node:crypto";
import { realpath, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface FolderLock {
  release(): Promise<void>;
}

/** Longest path of a Unix socket that all platforms take (macOS: 104 bytes with its end mark). */
const longestSocketPath = 103;

async function socketPath(folder: string): Promise<string> {
  const real = await realpath(folder);
  const digest = createHash("sha256").update(real).digest("hex").slice(0, 32);
  if (process.platform === "win32") return `\\\\.\\pipe\\rezora-explorer-${digest}`;
  const inside = join(real, "instance.sock");
  return Buffer.byteLength(inside) <= longestSocketPath ? inside : join(tmpdir(), `rezora-explorer-${digest}.sock`);
}

function listen(path: string): Promise<Server | NodeJS.ErrnoException> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", resolve);
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

function held(server: Server): FolderLock {
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/**
 * One process for a data folder, whichever host it is: two would overwrite each other's settings. null when another
 * one has it. A listening socket and not a file with a process id: the system drops it when the process is killed,
 * and an id may be another process's by then.
 */
export async function lockFolder(folder: string): Promise<FolderLock | null> {
  const path = await socketPath(folder);
  const first = await listen(path);
  if (!(first instanceof Error)) return held(first);
  // A file system without sockets, such as some network shares: no lock is better than no start.
  if (first.code !== "EADDRINUSE") return { release: () => Promise.resolve() };
  if (await answers(path)) return null;
  await rm(path, { force: true });
  const second = await listen(path);
  return second instanceof Error ? null : held(second);
}
