import { ApiError, call } from "../../api.ts";
import { formatBytes } from "../response/format.ts";
import { showToast } from "../../state/toast.ts";
import { runSaving } from "./running-exports.ts";

type Saved = { readonly state: "saved"; readonly name: string; readonly bytes: number };

/** Lets the host save, and says where it went or why not. null: nothing was saved, and it was said. */
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

/** Lets the host save a text that the page made. */
export async function saveTextAs(suggestedName: string, text: string): Promise<void> {
  await saveAs(suggestedName, (exportId, signal) => call("saveText", { exportId, text, suggestedName }, signal));
}
