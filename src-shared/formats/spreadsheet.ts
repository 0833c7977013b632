/** A spreadsheet takes a cell that starts like this for a formula and may run it (OWASP, "CSV injection"). */
const formula = /^[=+\-@\t\r]/;

/** Puts an apostrophe before what a spreadsheet would run. The cell is altered by this, on purpose. */
export function guardFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** One line of RFC 4180 with its line end. */
export function spreadsheetLine(texts: readonly string[]): string {
  const cells = texts.map((text) => {
    const guarded = guardFormula(text);
    return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  });
  return `${cells.join(",")}\r\n`;
}

/** One line of tab separated values with its line end, as spreadsheets take it from the clipboard. */
export function tabSeparatedLine(texts: readonly string[]): string {
  const cells = texts.map((text) => {
    const guarded = guardFormula(text);
    return /["\t\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  });
  return `${cells.join("\t")}\n`;
}
