import { pieceOf } from "#shared/value-rows.ts";
import { rememberCopy } from "../../state/own-copy.ts";

/** A longer text would block the page while it is put on the clipboard; in characters. */
const maxAtOnce = 524_288;

/**
 * Puts text on the clipboard. A host may refuse the asynchronous clipboard as it refuses every permission; the page's
 * own copy command needs none. `cells` are the values that the text represents; pasting into a table restores exactly
 * these.
 */
export async function copyText(text: string, cells?: readonly (readonly string[])[]): Promise<void> {
  try {
    // Writing a text blocks the page; a blob is written without blocking it.
    if (text.length > maxAtOnce)
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": await blobOf(text) })]);
    else await navigator.clipboard.writeText(text);
  } catch {
    copyByCommand(text);
  }
  rememberCopy(cells === undefined ? null : { text, cells });
}

/**
 * Puts a table on the clipboard: as text, and as HTML for applications that take formatted text. Returns whether the
 * HTML was included. The copy command is tried first, because the asynchronous clipboard strips the HTML of what marks
 * a cell as text for a spreadsheet.
 */
export async function copyTable(
  text: string,
  html: string | null,
  cells: readonly (readonly string[])[],
): Promise<boolean> {
  const carriesHtml = html !== null && (await copyBoth(text, html));
  if (!carriesHtml) await copyText(text);
  rememberCopy({ text, cells });
  return carriesHtml;
}

async function copyBoth(text: string, html: string): Promise<boolean> {
  try {
    copyByCommand(text, html);
    return true;
  } catch {
    const flavours = { "text/plain": new Blob([text]), "text/html": new Blob([html], { type: "text/html" }) };
    return await navigator.clipboard.write([new ClipboardItem(flavours)]).then(
      () => true,
      () => false,
    );
  }
}

/** The text in UTF-8, encoded piece by piece so the page can do other work in between. */
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

function copyByCommand(text: string, html?: string): void {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/plain", text);
    if (html !== undefined) event.clipboardData?.setData("text/html", html);
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
