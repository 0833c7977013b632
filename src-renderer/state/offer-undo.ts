import { showToast } from "./toast.ts";

/** Shows a toast with Undo for what was discarded. The text is kept in memory only while the toast is shown. */
export function offerUndo(text: string, takeBack: () => void): void {
  showToast(text, "plain", [{ label: "Undo", run: takeBack }]);
}
