import { lockFolder } from "./folder-lock.ts";

/** What both hosts do about the lock and nothing else: locks the folder once told to, says how it went, and stays. */
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
