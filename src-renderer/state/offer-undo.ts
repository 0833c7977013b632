import { showToast } from "./toast.ts";

/** Says what was let go of, with Undo. What was typed is in memory only, and only as long as the toast is there. */
export function offerUndo(text: string, takeBack: () => void): void {
  showToast(text, "plain", [{ label: "Undo", run: takeBack }]);
}
