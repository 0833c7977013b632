/** What was copied from a table last, and the text that stood for it on the clipboard. */
interface OwnCopy {
  readonly text: string;
  readonly cells: readonly (readonly string[])[];
}

let latest: OwnCopy | null = null;

/** Remembers the values behind a text that is put on the clipboard; null when it stands for no cells. */
export function rememberCopy(copy: OwnCopy | null): void {
  latest = copy;
}

/**
 * The cells that a text on the clipboard was copied from in this window; null when it came from elsewhere. The text
 * alone does not say it: one cell is copied without quotes, and the guard against formulas adds apostrophes that other
 * cells may have of their own. A clipboard format of our own would say it too, but not every host lets a page write one.
 */
export function copiedCells(text: string): OwnCopy["cells"] | null {
  return latest !== null && onClipboard(latest.text) === onClipboard(text) ? latest.cells : null;
}

/** As every system gives a text back: with one kind of line ending, in UTF-8, and cut at a NUL. */
function onClipboard(text: string): string {
  const [kept = ""] = text.split("\0", 1);
  return kept.replace(/\r\n?/gu, "\n").replace(/\p{Surrogate}/gu, "\ufffd");
}
