import { say } from "./said.ts";

/** Says what was let go of, with Undo. What was typed is in memory only, and only as long as the toast is there. */
export function offerBack(text: string, takeBack: () => void): void {
  say(text, "plain", [{ label: "Undo", run: takeBack }]);
}
