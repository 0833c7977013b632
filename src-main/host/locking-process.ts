import { lockFolder } from "./folder-lock.ts";

/**
 * Does only what both hosts do about the lock: locks the folder on command, reports the result, and keeps running.
 */
const folder = process.argv[2];
if (process.argv[3] === "lock-when-told" && folder !== undefined) {
  process.stdin.once("data", () => {
    void lockFolder(folder).then(async (lock) => {
      await lock?.ensure();
      process.stdout.write(lock === null ? "refused\n" : "held\n");
    });
  });
  process.stdout.write("ready\n");
}
