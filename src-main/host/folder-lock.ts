import { randomBytes } from "node:crypto";
import { lstat, mkdir, readdir, realpath, rename, rm, rmdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { claimFolder, type ClaimOperations } from "./claim-folder.ts";
import { judgeLife, proveLife, type LifeProof } from "./life-proof.ts";

export interface FolderLock {
  /**
   * Ensures that this process has the folder before something is written to it. A folder that was read-only at the
   * start, was deleted or is on a drive that was reconnected is locked as soon as possible. Throws the system's error
   * while that fails, and an error with the code `EINUSE` if another process has taken it.
   */
  ensure(): Promise<void>;
  release(): Promise<void>;
}

const lockName = "lock";
const ownFolder = /^lock\.[0-9a-f]{10}$/u;
const entryName = /^[0-9a-f]{10}$/u;
/** The socket on which versions without this lock listened. */
const earlierSocket = "instance.sock";

interface Held {
  readonly entry: string;
  readonly proof: LifeProof;
  readonly folder: string;
}

/**
 * Allows one process per data folder, of either host: two would overwrite each other's settings. null if another one
 * has it. A read-only folder needs no lock, because nothing is saved there before `ensure` gets one.
 */
export async function lockFolder(folder: string): Promise<FolderLock | null> {
  let held: Held | "refused" | null = await claim(folder).catch(() => null);
  if (held === "refused") return null;
  let ensuring: Promise<void> | null = null;

  async function ensureHeld(): Promise<void> {
    if (held !== null && held !== "refused") {
      // This throws while the folder is unreadable, which is not a reason to release it.
      const found = await lstat(join(folder, lockName, held.entry)).catch(ignore("ENOENT", "ENOTDIR"));
      if (found !== undefined) return;
      const { proof } = held;
      held = null;
      await proof.close();
    }
    held = await claim(folder);
    if (held !== "refused") return;
    throw Object.assign(new Error("Another Rezora Explorer uses the data folder."), { code: "EINUSE" });
  }

  return {
    ensure() {
      ensuring ??= ensureHeld().finally(() => {
        ensuring = null;
      });
      return ensuring;
    },
    async release() {
      await ensuring?.catch(() => undefined);
      if (held === null || held === "refused") return;
      const { folder: real, entry, proof } = held;
      held = null;
      // Removes only its own entry, because the lock may already belong to the next process.
      await unlink(join(real, lockName, entry)).catch(() => undefined);
      await proof.close();
      await rmdir(join(real, lockName)).catch(() => undefined);
    },
  };
}

/** A holder that removes leftovers may mistake a starter's folder for one while that has no proof in it yet. */
const maxAttempts = 20;

async function claim(folder: string): Promise<Held | "refused"> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await claimOnce(folder);
    } catch (error) {
      const wasCleared = error instanceof Error && codeOf(error) === "ENOENT";
      if (!wasCleared || attempt === maxAttempts || !(await isThere(folder))) throw error;
    }
  }
}

async function claimOnce(folder: string): Promise<Held | "refused"> {
  // The real path: a link to the folder leads to the same lock, and the path is as short as possible.
  const real = await realpath(folder);
  const own = createOwnFolder(real);
  try {
    if (!(await claimFolder(operationsOn(join(real, lockName), own)))) return "refused";
    if ((await judgeLife(join(real, earlierSocket))) === "alive") {
      await unlink(join(real, lockName, own.entry()));
      await own.remove();
      return "refused";
    }
  } catch (error) {
    await own.remove();
    throw error;
  }
  await removeLeftovers(real).catch(() => undefined);
  return { entry: own.entry(), proof: own.proof(), folder: real };
}

/** The folder that becomes the lock. It is created with a new entry each time, because no name may be used twice. */
function createOwnFolder(folder: string) {
  let entry = "";
  let proof: LifeProof = { close: () => Promise.resolve() };
  const pathOf = (name: string): string => join(folder, `${lockName}.${name}`);
  async function remove(): Promise<void> {
    await proof.close();
    await rm(pathOf(entry), { recursive: true, force: true }).catch(() => undefined);
  }
  return {
    entry: () => entry,
    path: () => pathOf(entry),
    proof: () => proof,
    remove,
    async make(): Promise<void> {
      entry = randomBytes(5).toString("hex");
      await mkdir(pathOf(entry), { mode: 0o700 });
      proof = await proveLife(join(pathOf(entry), entry));
    },
  };
}

function operationsOn(lock: string, own: ReturnType<typeof createOwnFolder>): ClaimOperations {
  return {
    prepare: () => own.make(),
    async enter() {
      const code = await rename(own.path(), lock).then(() => null, codeOf);
      if (code === null) return true;
      // The holder of the lock has removed it as a leftover. The next round tries with a new folder.
      if (code === "ENOENT") await own.remove().then(() => own.make());
      else if (!isTaken(code)) throw Object.assign(new Error(`${code}: the data folder`), { code });
      return false;
    },
    async list() {
      const found = await lstat(lock).catch(ignore("ENOENT"));
      if (found === undefined) return "missing";
      if (!found.isDirectory()) return "not-a-folder";
      if (process.platform !== "win32" && found.uid !== process.geteuid?.()) {
        throw Object.assign(new Error("The lock of the data folder belongs to another user."), { code: "EACCES" });
      }
      return (await readdir(lock).catch(ignore("ENOENT"))) ?? "missing";
    },
    // Anything else in the folder is not one of our locks.
    judge: async (entry) => (entryName.test(entry) ? judgeLife(join(lock, entry)) : "dead"),
    async remove(entry) {
      const path = join(lock, entry);
      const found = await lstat(path).catch(ignore("ENOENT"));
      if (found?.isDirectory()) await rm(path, { recursive: true, force: true });
      else await unlink(path).catch(ignore("ENOENT"));
    },
    async removeEmpty() {
      await rmdir(lock).catch(ignore("ENOENT", "ENOTEMPTY", "EEXIST", "ENOTDIR", "EPERM", "EBUSY"));
    },
    async removeOther() {
      // Never removes a folder, so a lock that has been created since is safe.
      await unlink(lock).catch(async (error: NodeJS.ErrnoException) => {
        const now = await lstat(lock).catch(ignore("ENOENT"));
        if (now !== undefined && !now.isDirectory()) throw error;
      });
    },
    withdraw: () => own.remove(),
  };
}

/**
 * Removes the folders of starters that were killed, and the socket of an earlier version. Called while the lock is
 * held.
 */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === earlierSocket) await unlink(join(folder, name)).catch(() => undefined);
    if (!ownFolder.test(name)) continue;
    const path = join(folder, name);
    const entries = await readdir(path).catch(() => []);
    const found = await Promise.all(entries.map((entry) => judgeLife(join(path, entry))));
    if (!found.includes("alive")) await rm(path, { recursive: true, force: true });
  }
}

/** Whether an error means that something else has the name. Windows reports that as denied access. */
function isTaken(code: string): boolean {
  if (process.platform === "win32" && ["EPERM", "EACCES", "EBUSY"].includes(code)) return true;
  return ["ENOTEMPTY", "EEXIST", "ENOTDIR", "EISDIR"].includes(code);
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function codeOf(error: NodeJS.ErrnoException): string {
  return error.code ?? "unknown";
}

function ignore(...codes: readonly string[]): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (!codes.includes(codeOf(error))) throw error;
  };
}
