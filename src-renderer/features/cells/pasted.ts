import { unguardFormula } from "#shared/formats/spreadsheet.ts";

/**
 * Lines and cells of a text that a spreadsheet or a table put on the clipboard: tabs between cells, a cell with a tab,
 * a line end or a quote in quotes. The line end at the very end begins no line. The guard
 * that copying puts before a formula is taken away.
 */
export function readPasted(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 0;
  while (at < text.length) {
    const { cell, next } = text[at] === '"' ? quoted(text, at) : plain(text, at);
    line.push(unguardFormula(cell));
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

/** A quote that is not closed, or closed before the cell ends, is part of the text. */
function quoted(text: string, from: number): { readonly cell: string; readonly next: number } {
  const found = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)/uy;
  found.lastIndex = from;
  const match = found.exec(text);
  if (match === null) return plain(text, from);
  return { cell: (match[1] ?? "").replaceAll('""', '"'), next: found.lastIndex };
}
