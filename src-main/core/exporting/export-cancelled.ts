import { CallError } from "../call-error.ts";

/** The error after the user cancelled a save, at any point. */
export function exportCancelled(): CallError {
  return new CallError("cancelled", "The export was cancelled. Nothing was saved.");
}
