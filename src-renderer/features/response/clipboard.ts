import { pieceOf } from "#shared/value-rows.ts";
import { rememberCopy } from "../../state/own-copy.ts";

/** A longer text would hold up the page while it is put on the clipboard; in characters. */
const maxAtOnce = 524_288;

/**
 * Puts text on the clipboard. A host may refuse the asynchronous clipboard as it refuses every permission; the
 * copy command of the page itself needs none. `cells`: the values that the text stands for, which pasting into a table
 * gives back as they are.
 */
export async function copyText(text: string, cells?: readonly (readonly string[])[]): Promise<void> {
  try {
    // The browser takes a text at once, and a blob beside what the page does.
    if (text.length > maxAtOnce)
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": await blobOf(text) })]);
    else await navigator.clipboard.writeText(text);
  } catch {
    copyByCommand(text);
  }
  rememberCopy(cells === undefined ? null : { text, cells });
}

/** The text in UTF-8, written piece by piece: between two of them the page can do something else. */
async function blobOf(text: string): Promise<Blob> {
  const pieces: Blob[] = [];
  for (let at = 0; at < text.length;) {
    const piece = pieceOf(text, at, maxAtOnce);
    pieces.push(new Blob([piece]));
    at += piece.length;
    await new Promise((resolve) => setTimeout(resolve));
  }
  return new Blob(pieces, { type: "text/plain" });
}

function copyByCommand(text: string): void {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", put, { capture: true });
  try {
    if (!document.execCommand("copy")) throw new Error("The clipboard refused the text.");
  } finally {
    document.removeEventListener("copy", put, { capture: true });
  }
}
