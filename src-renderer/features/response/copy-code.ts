import type { CodeFormat } from "#shared/documents.ts";
import { copyText } from "./clipboard.ts";
import { showToast } from "../../state/toast.ts";
import { wholeText } from "./use-lines.ts";

/** Copies the whole text of a code view, if the clipboard can take that much. */
export async function copyCode(documentId: string, as: CodeFormat): Promise<void> {
  try {
    const text = await wholeText(documentId, as);
    if (text === null) {
      showToast("Too long for the clipboard. Save it instead.", "problem");
      return;
    }
    await copyText(text);
    showToast("Copied the whole text.");
  } catch (error) {
    showToast(error instanceof Error ? error.message : "Nothing was copied.", "problem");
  }
}
