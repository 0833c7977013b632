import { rememberCopy } from "../../state/own-copy.ts";

/** A longer text would hold up the page while it is put on the clipboard; in characters. */
const maxAtOnce = 1_000_000;

/**
 * Puts text on the clipboard. A host may refuse the asynchronous clipboard as it refuses every permission; the
 * copy command of the page itself needs none. `cells`: the values that the text stands for, which pasting into a table
 * gives back as they are.
 */
export async function copyText(text: string, cells?: readonly (readonly string[])[]): Promise<void> {
  try {
    // Writing a text blocks the page; a blob is written without blocking it.
    if (text.length > maxAtOnce)
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": new Blob([text], { type: "text/plain" }) })]);
    else await navigator.clipboard.writeText(text);
  } catch {
    copyByCommand(text);
  }
  rememberCopy(cells === undefined ? null : { text, cells });
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
