import { sheetDate } from "./sheet-date.ts";

/**
 * The worksheet of an XLSX file as text (ECMA-376 part 1, §18.3). Every cell is an inline string in the number format
 * "text": ids keep their leading zeros, and nothing is ever taken for a formula, a number or a date, not even when a
 * user edits the cell. Only in columns chosen for it, a date is stored as a date. Empty cells are left out.
 */
export const sheetLimits = {
  /** One of them is the header. */
  rows: 1_048_576,
  columns: 16_384,
  /** UTF-16 code units of one cell. */
  characters: 32_767,
} as const;

/** Indexes into the `cellXfs` of the styles part. */
export const cellStyle = { text: 1, header: 2, dateTime: 3, date: 4 } as const;

/** `A`, `B`, … `Z`, `AA`: the name of a column that counts from 0. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}

/** What needs a closer look: a cheap test that seldom matches. */
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

/** Text of a cell: `_xHHHH_` encodes what XML 1.0 cannot hold (ECMA-376 part 1, §22.9.2.19, ST_Xstring). */
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

/** Which columns hold dates, by their index, and a callback for values there that are not dates. */
export interface SheetDates {
  readonly columns: ReadonlySet<number>;
  readonly onText: () => void;
}

/** One row; `number` counts from 1, the header being 1. `letters` are those of all columns. */
export function sheetRow(
  number: number,
  texts: readonly string[],
  letters: readonly string[],
  style: number = cellStyle.text,
  dates: SheetDates | null = null,
): string {
  let cells = "";
  for (let column = 0; column < texts.length; column++) {
    const text = texts[column] ?? "";
    if (text === "") continue;
    const reference = `${letters[column] ?? ""}${number}`;
    cells +=
      dates !== null && dates.columns.has(column) ? dateCell(reference, text, dates) : cell(reference, text, style);
  }
  return `<row r="${number}">${cells}</row>`;
}

function dateCell(reference: string, text: string, { onText }: SheetDates): string {
  const date = sheetDate(text);
  if (date === null) {
    onText();
    return cell(reference, text, cellStyle.text);
  }
  const style = date.hasTime ? cellStyle.dateTime : cellStyle.date;
  return `<c r="${reference}" s="${style}"><v>${String(date.serial)}</v></c>`;
}

export interface SheetShape {
  readonly headers: readonly string[];
  readonly letters: readonly string[];
  /** Rows below the header. */
  readonly rowCount: number;
  /** Of each column, in characters. */
  readonly widths: readonly number[];
  /** Columns of dates, by their index. Absent: there are none. */
  readonly dates?: ReadonlySet<number>;
  /** The header of each printed page. Absent: nothing. */
  readonly heading?: SheetHeading;
}

export interface SheetHeading {
  readonly resource: string;
  readonly connection: string;
}

function rangeOf({ letters, rowCount }: SheetShape): string {
  return `A1:${letters.at(-1) ?? "A"}${rowCount + 1}`;
}

/** Everything before the first record: the header row stays in sight while scrolling. */
export function sheetBegin(shape: SheetShape): string {
  const columns = shape.widths
    .map((width, index) => {
      const style = shape.dates?.has(index) === true ? cellStyle.dateTime : cellStyle.text;
      return `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${style}" customWidth="1"/>`;
    })
    .join("");
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    // Printed as wide as a page, on as many pages as it takes.
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<dimension ref="${rangeOf(shape)}"/>` +
    '<sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${columns}</cols><sheetData>${sheetRow(1, shape.headers, shape.letters, cellStyle.header)}`
  );
}

/** A4 in landscape with margins of 12 mm, in inches, and space for a line in the header and the footer. */
const page =
  '<pageMargins left="0.472" right="0.472" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>' +
  '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>';

/** Excel repairs a file whose page header or footer has more than 255 characters. */
const maxHeadingCharacters = 100;

/** `&` starts a code in a page header or footer, so an `&` in a name is doubled. */
function headingText(text: string): string {
  const short = Array.from(text.replaceAll(/\s+/gu, " ")).slice(0, maxHeadingCharacters).join("");
  return sheetText(short.replaceAll("&", "&&"));
}

function headerFooter(heading: SheetHeading | undefined): string {
  const head =
    heading === undefined
      ? ""
      : `<oddHeader>&amp;L${headingText(heading.resource)}&amp;R${headingText(heading.connection)}</oddHeader>`;
  return `<headerFooter>${head}<oddFooter>&amp;LRezora Explorer&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter>`;
}

/**
 * Everything after the last record: a filter over the header, and how it prints. Numbers are kept as text on purpose,
 * so no cell is flagged for it.
 */
export function sheetEnd(shape: SheetShape): string {
  return `</sheetData><autoFilter ref="${rangeOf(shape)}"/>${page}${headerFooter(shape.heading)}<ignoredErrors><ignoredError sqref="${rangeOf(shape)}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}

/** What a column is called in the sheet: a date in it has no time zone, so the header says which one it is. */
export function sheetHeaders(names: readonly string[], dates: ReadonlySet<number>): string[] {
  return names.map((name, column) => (dates.has(column) ? `${name} (UTC)` : name));
}

/** Widths that show most of what a column holds, by its header and some of its texts. */
export function sheetWidths(headers: readonly string[], sample: readonly (readonly string[])[]): number[] {
  return headers.map((header, column) => {
    const longest = sample.reduce((most, texts) => Math.max(most, texts[column]?.length ?? 0), header.length);
    return Math.min(48, Math.max(8, longest + 2));
  });
}
