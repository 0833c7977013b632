import { constants, getPriority, setPriority } from "node:os";

const low = constants.priority.PRIORITY_BELOW_NORMAL;

/**
 * Lets the page and the main process go first when there are more threads than processors. Only on Linux does a
 * priority apply to the calling thread; elsewhere it would apply to the whole process.
 */
export function giveWay(): void {
  if (process.platform !== "linux" || getPriority() >= low) return;
  try {
    setPriority(low);
  } catch {
    // Some sandboxes forbid this. The worker then keeps its priority.
  }
}
