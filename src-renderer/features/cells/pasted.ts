/**
 * Lines and cells of a text that a spreadsheet put on the clipboard: tabs between cells, and in quotes a cell with a
 * tab, a line ending or a quote. Nothing else is quoted by a spreadsheet, so quotes around anything else belong to the
 * value. So do apostrophes: only what was copied here knows which of them the guard against formulas has added. The line
 * ending at the very end begins no line.
 */
export function readPasted(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 0;
  while (at < text.length) {
    const { cell, next } = text[at] === '"' ? quoted(text, at) : plain(text, at);
    line.push(cell);
    at = next;
    if (text[at] === "\t") {
      at += 1;
      if (at === text.length) line.push("");
      continue;
    }
    at += text.startsWith("\r\n", at) ? 2 : 1;
    lines.push(line);
    line = [];
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

function plain(text: string, from: number): { readonly cell: string; readonly next: number } {
  let next = from;
  while (next < text.length && text[next] !== "\t" && text[next] !== "\n" && text[next] !== "\r") next += 1;
  return { cell: text.slice(from, next), next };
}

/**
 * A quote that is not closed, or closed before the cell ends, is part of the text, and so are both where no spreadsheet
 * would have needed them.
 */
function quoted(text: string, from: number): { readonly cell: string; readonly next: number } {
  const end = closingQuote(text, from);
  const inside = end === -1 ? "" : text.slice(from + 1, end);
  if (!/["\t\r\n]/u.test(inside)) return plain(text, from);
  return { cell: inside.replaceAll('""', '"'), next: end + 1 };
}

/** The quote that closes a cell: not doubled, and at its end. -1 when there is none. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] === '"') at += 1;
    else return at + 1 === text.length || /[\t\r\n]/u.test(text[at + 1] ?? "") ? at : -1;
  }
  return -1;
}
