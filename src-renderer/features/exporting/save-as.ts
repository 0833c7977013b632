import { ApiError, call } from "../../api.ts";
import { formatBytes } from "../response/format.ts";
import { showToast } from "../../state/toast.ts";
import { runSaving } from "./running-exports.ts";

type Saved = { readonly state: "saved"; readonly name: string; readonly bytes: number };

/**
 * Asks the host to save, and reports where the file went or why it failed. null: nothing was saved, and that was
 * reported.
 */
export async function saveAs<Result extends Saved | { readonly state: string }>(
  suggestedName: string,
  work: (exportId: string, signal: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  try {
    const result = await runSaving(suggestedName, work);
    if (isSaved(result)) showToast(`Saved ${result.name}, ${formatBytes(result.bytes)}`, "saved");
    return result;
  } catch (error) {
    const cancelled = error instanceof ApiError && error.code === "cancelled";
    showToast(error instanceof Error ? error.message : "Nothing was saved.", cancelled ? "plain" : "problem");
    return null;
  }
}

function isSaved(result: { readonly state: string }): result is Saved {
  return result.state === "saved";
}

/** Asks the host to save a text that the page generated. */
export async function saveTextAs(suggestedName: string, text: string): Promise<void> {
  await saveAs(suggestedName, (exportId, signal) => call("saveText", { exportId, text, suggestedName }, signal));
}
