import { constants, getPriority, setPriority } from "node:os";

const low = constants.priority.PRIORITY_BELOW_NORMAL;

/**
 * Lets the page and the main process go first when there are more threads than processors. Only on Linux is a priority
 * that of the calling thread; elsewhere it would be that of the whole process, page included.
 */
export function giveWay(): void {
  if (process.platform !== "linux" || getPriority() >= low) return;
  try {
    setPriority(low);
  } catch {
    // Some sandboxes forbid it. The work is the same.
  }
}
