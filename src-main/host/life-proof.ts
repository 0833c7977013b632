import { lstat, open, writeFile } from "node:fs/promises";
import { constants } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { basename } from "node:path";
import { judgeProcess, readOwnIdentity, type ProcessIdentity } from "./process-identity.ts";

/** Shows that the process that created it is alive. */
export interface LifeProof {
  /** After this, the process counts as ended. */
  close(): Promise<void>;
}

/** Longest path of a Unix socket that all platforms accept (macOS: 104 bytes including the terminating NUL). */
const maxSocketPath = 103;
const maxIdentity = 1_000;

/**
 * Creates a proof at `path`, whose name is never used for anything else. It is a listening socket, because the system
 * closes that when the process is killed. Where a socket is impossible, as on some network drives or in a deep folder,
 * it is a file with the process id and its start time.
 */
export async function proveLife(path: string): Promise<LifeProof> {
  const isWindows = process.platform === "win32";
  const isShort = Buffer.byteLength(path) <= maxSocketPath;
  const server = isWindows ? await listen(pipeOf(path)) : isShort ? await listen(path) : null;
  if (!isWindows && server !== null) return closing(server);
  await writeFile(path, JSON.stringify(server === null ? await readOwnIdentity() : { pipe: true }), {
    flag: "wx",
    mode: 0o600,
  });
  return server === null ? { close: () => Promise.resolve() } : closing(server);
}

/** `gone` if the proof no longer exists. If it cannot be checked, the process counts as alive. */
export async function judgeLife(path: string): Promise<"alive" | "dead" | "gone"> {
  const found = await lstat(path).catch(goneOrThrow);
  if (found === null) return "gone";
  if (found.isSocket()) return Buffer.byteLength(path) > maxSocketPath ? "alive" : ask(path);
  // We never create a folder, a link or a pipe. Reading a pipe would also never end.
  if (!found.isFile() || found.size > maxIdentity) return "dead";
  const text = await readText(path);
  if (text === null) return "gone";
  const known = parseIdentity(text);
  if (known === "pipe") return process.platform === "win32" ? ask(pipeOf(path)) : "dead";
  return known === null ? "dead" : judgeProcess(known);
}

function pipeOf(path: string): string {
  return `\\\\.\\pipe\\rezora-explorer-${basename(path)}`;
}

/** null if a socket cannot be created at this path. */
function listen(path: string): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", () => resolve(null));
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

function closing(server: Server): LifeProof {
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}

function ask(path: string): Promise<"alive" | "dead" | "gone"> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve("alive");
    });
    socket.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") resolve("dead");
      else if (error.code === "ENOENT") resolve(process.platform === "win32" ? "dead" : "gone");
      else resolve("alive");
    });
  });
}

async function readText(path: string): Promise<string | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(goneOrThrow);
  if (file === null) return null;
  try {
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

function goneOrThrow(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}

function parseIdentity(text: string): ProcessIdentity | "pipe" | null {
  let known: unknown;
  try {
    known = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof known !== "object" || known === null) return null;
  if ("pipe" in known) return "pipe";
  if (!("pid" in known && "start" in known && "boot" in known && "namespace" in known)) return null;
  const { pid, start, boot, namespace } = known;
  if (typeof pid !== "number" || typeof start !== "string") return null;
  if (typeof boot !== "string" || typeof namespace !== "string") return null;
  return { pid, start, boot, namespace };
}
