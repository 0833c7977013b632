import { CallError } from "../call-error.ts";

/** What a person is told who cancelled a saving, at whatever point of it. */
export function exportCancelled(): CallError {
  return new CallError("cancelled", "The export was cancelled. Nothing was saved.");
}
