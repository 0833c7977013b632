/**
 * A spreadsheet takes a cell that starts like this for a formula and may run it (OWASP, "CSV injection"). The wide
 * forms count as the plain ones under Japanese settings.
 */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** Whether a spreadsheet might run this cell. */
export function looksLikeFormula(text: string): boolean {
  return formula.test(text);
}

/** Puts an apostrophe before what a spreadsheet would run. The cell is altered by this, on purpose. */
export function guardFormula(text: string): string {
  return looksLikeFormula(text) ? `'${text}` : text;
}

/** Takes the apostrophe of `guardFormula` away again, for what comes back from a clipboard. */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && looksLikeFormula(text.slice(1)) ? text.slice(1) : text;
}

/** One line of RFC 4180 with its line end. */
export function spreadsheetLine(texts: readonly string[], guard: boolean): string {
  const cells = texts.map((text) => {
    const written = guard ? guardFormula(text) : text;
    return /[",\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
  });
  // A line of one empty cell would read as a blank line, which is no record to most readers.
  return cells.length === 1 && cells[0] === "" ? '""\r\n' : `${cells.join(",")}\r\n`;
}

/** One line of tab separated values with its line end, as spreadsheets take it from the clipboard. */
export function tabSeparatedLine(texts: readonly string[]): string {
  const cells = texts.map((text) => {
    const guarded = guardFormula(text);
    return /["\t\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  });
  return `${cells.join("\t")}\n`;
}
