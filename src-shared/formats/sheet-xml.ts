/**
 * The worksheet of an XLSX file as text (ECMA-376 part 1, §18.3). Every cell is an inline string in the number format
 * "text": ids keep their leading zeros, and nothing is ever taken for a formula, a number or a date, not even when a
 * person edits the cell. Empty cells are left out.
 */
export const sheetLimits = {
  /** One of them is the header. */
  rows: 1_048_576,
  columns: 16_384,
  /** UTF-16 code units of one cell. */
  characters: 32_767,
} as const;

/** Indexes into the `cellXfs` of the styles part. */
export const cellStyle = { text: 1, header: 2 } as const;

/** `A`, `B`, … `Z`, `AA`: the name of a column that counts from 0. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}

/** What needs a closer look: cheap to ask, and almost never true. */
const special =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[&<>\u{0}-\u{8}\u{b}-\u{1f}\u{d800}-\u{dfff}\u{fffe}\u{ffff}]|_x[0-9A-Fa-f]{4}/u;

/**
 * `&<>`, then what XML cannot hold, then an underscore that would read as the start of an escape. The last also looks
 * at what follows, since that may itself become an escape and begin with the closing underscore.
 */
const escaped =
  /[&<>]|[^\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]|_(?=x[0-9A-Fa-f]{4}(?:_|[^\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]))/gu;
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", _: "_x005F_" };

/** Text of a cell: `_xHHHH_` stands for what XML 1.0 cannot hold (ECMA-376 part 1, §22.9.2.19, ST_Xstring). */
export function sheetText(text: string): string {
  if (!special.test(text)) return text;
  return text.replace(
    escaped,
    (character) => entities[character] ?? `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );
}

const edgeBlank = /^\s|\s$|[\t\n]/;

function cell(reference: string, text: string, style: number): string {
  const keep = edgeBlank.test(text) ? ' xml:space="preserve"' : "";
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t${keep}>${sheetText(text)}</t></is></c>`;
}

/** One row; `number` counts from 1, the header being 1. `letters` are those of all columns. */
export function sheetRow(
  number: number,
  texts: readonly string[],
  letters: readonly string[],
  style: number = cellStyle.text,
): string {
  let cells = "";
  for (let column = 0; column < texts.length; column++) {
    const text = texts[column] ?? "";
    if (text !== "") cells += cell(`${letters[column] ?? ""}${number}`, text, style);
  }
  return `<row r="${number}">${cells}</row>`;
}

export interface SheetShape {
  readonly headers: readonly string[];
  readonly letters: readonly string[];
  /** Rows below the header. */
  readonly rowCount: number;
  /** Of each column, in characters. */
  readonly widths: readonly number[];
}

function rangeOf({ letters, rowCount }: SheetShape): string {
  return `A1:${letters.at(-1) ?? "A"}${rowCount + 1}`;
}

/** All before the first record: the header row stays in sight while scrolling. */
export function sheetBegin(shape: SheetShape): string {
  const columns = shape.widths
    .map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" style="1" customWidth="1"/>`)
    .join("");
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `<dimension ref="${rangeOf(shape)}"/>` +
    '<sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${columns}</cols><sheetData>${sheetRow(1, shape.headers, shape.letters, cellStyle.header)}`
  );
}

/** All behind the last record. Numbers kept as text are on purpose, so no cell is flagged for it. */
export function sheetEnd(shape: SheetShape): string {
  return `</sheetData><ignoredErrors><ignoredError sqref="${rangeOf(shape)}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}

/** Widths that show most of what a column holds, by its header and some of its texts. */
export function sheetWidths(headers: readonly string[], sample: readonly (readonly string[])[]): number[] {
  return headers.map((header, column) => {
    const longest = sample.reduce((most, texts) => Math.max(most, texts[column]?.length ?? 0), header.length);
    return Math.min(48, Math.max(8, longest + 2));
  });
}
