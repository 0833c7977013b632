/** The cells last copied from a table, and their text on the clipboard. */
interface OwnCopy {
  readonly text: string;
  readonly cells: readonly (readonly string[])[];
}

let latest: OwnCopy | null = null;

/** Remembers the values behind a text that is put on the clipboard; null when it does not represent cells. */
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

/** Normalizes text as clipboards do: one kind of line ending, UTF-8, cut at a NUL. */
function onClipboard(text: string): string {
  const [kept = ""] = text.split("\0", 1);
  return kept.replace(/\r\n?/gu, "\n").replace(/\p{Surrogate}/gu, "\ufffd");
}
