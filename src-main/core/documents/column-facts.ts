import type { FilledCounts, WidestValues } from "#shared/column-facts.ts";
import { fittedCharacters, type FindRowsRequest, type FoundRows } from "#shared/column-facts.ts";
import type { Cell } from "#shared/documents.ts";
import { fieldText } from "#shared/formats/field.ts";
import { predicateOf, fits } from "./predicate.ts";
import type { RecordOrders } from "./record-order.ts";
import type { Records } from "./records.ts";
import { readRow } from "./rows.ts";
import type { Source } from "./source.ts";
import { recordsBetweenYields, type Task } from "./task.ts";

/**
 * Values kept per column, ranked by estimated width and by number of characters, which decides in a monospaced font.
 */
const keptValues = 4;

/**
 * The widest values of each column, for the window to measure with the real fonts. The width of letters is only
 * estimated here, so a few values are kept for the widest to be among them.
 */
export function* widestValues(records: Records, limit: number): Task<WidestValues> {
  const columns: WidestOfColumn[] = [];
  const count = Math.min(limit, records.list.count);
  for (let record = 0; record < count; record++) {
    const { cells } = readRow(records, record, fittedCharacters);
    for (const [index, cell] of cells.entries()) (columns[index] ??= new WidestOfColumn()).take(cell);
    yield;
  }
  return { columns: records.columns.names.map((_, index) => columns[index]?.cells() ?? []) };
}

class WidestOfColumn {
  private readonly byLetters: Ranked[] = [];
  private readonly byLength: Ranked[] = [];

  take(cell: Cell): void {
    const text = textOf(cell);
    keep(this.byLength, cell, text, text.length);
    // `widestLetter` is an upper bound, so most values need not be read letter by letter.
    const least = this.byLetters.at(-1)?.rank ?? 0;
    if (this.byLetters.length < keptValues || text.length * widestLetter > least) {
      keep(this.byLetters, cell, text, letterWidths(text));
    }
  }

  cells(): Cell[] {
    const different = new Map([...this.byLetters, ...this.byLength].map(({ text, cell }) => [text, cell]));
    return [...different.values()];
  }
}

interface Ranked {
  readonly cell: Cell;
  readonly text: string;
  readonly rank: number;
}

/** Keeps the highest ranks first, each text once. */
function keep(ranked: Ranked[], cell: Cell, text: string, rank: number): void {
  if (ranked.length === keptValues && rank <= (ranked.at(-1)?.rank ?? 0)) return;
  if (ranked.some((each) => each.text === text)) return;
  const place = ranked.findIndex((each) => each.rank < rank);
  ranked.splice(place < 0 ? ranked.length : place, 0, { cell, text, rank });
  if (ranked.length > keptValues) ranked.pop();
}

function textOf(cell: Cell): string {
  if (typeof cell === "string") return cell;
  if (cell.kind === "missing") return "not sent";
  return cell.kind === "ambiguous" ? cell.source : cell.text;
}

const narrowLetters = new Set(" ijlItfr1!,.:;'|/\\()[]`");
const wideLetters = new Set("mwMW@%");
const widestLetter = 20;

/** Estimated width, in tenths of an average letter. */
function letterWidths(text: string): number {
  let width = 0;
  for (const letter of text) {
    if (narrowLetters.has(letter)) width += 5;
    else if (wideLetters.has(letter)) width += 15;
    else if (letter > "\u2fff") width += widestLetter;
    else width += letter >= "A" && letter <= "Z" ? 12 : 10;
  }
  return width;
}

/** Counts, for each column, the records that have a value in it. */
export function* filledCounts(source: Source, records: Records): Task<FilledCounts> {
  const { columns, cursor, list } = records;
  const filled = columns.names.map(() => 0);
  const holds = predicateOf({ operator: "not-empty", value: "" });
  for (let record = 0; record < list.count; record++) {
    if (list.marksOf(record) === 0) {
      cursor.open(record);
      for (let at = 0; cursor.next(); at++) if (holds.ofBytes(source.bytes, cursor)) filled[at] = (filled[at] ?? 0) + 1;
    } else {
      const values = columns.spread(records.fields(record));
      for (const [at, value] of values.entries()) if (fits(holds, value)) filled[at] = (filled[at] ?? 0) + 1;
    }
    if (record % recordsBetweenYields === 0) yield;
  }
  return { records: list.count, filled };
}

/** Finds the current first row of each value in one walk over the table. */
export function* findRows(
  records: Records,
  orders: RecordOrders,
  { query, column, values }: FindRowsRequest,
): Task<FoundRows> {
  const order = yield* orders.find(query);
  const place = records.columns.names.indexOf(column);
  const sought = new Set(values);
  const found = new Map<string, { readonly position: number; readonly record: number }>();
  for (let position = 0; place >= 0 && position < order.count && found.size < sought.size; position++) {
    const record = order.record(position);
    const text = textAt(records, record, place);
    if (text !== undefined && sought.has(text) && !found.has(text)) found.set(text, { position, record });
    if (position % recordsBetweenYields === 0) yield;
  }
  return { rows: values.map((value) => found.get(value) ?? null) };
}

function textAt(records: Records, record: number, place: number): string | undefined {
  if (records.list.marksOf(record) !== 0) {
    const value = records.columns.spread(records.fields(record))[place];
    return value === undefined ? undefined : fieldText(value);
  }
  const { cursor } = records;
  cursor.open(record);
  for (let at = 0; at <= place; at++) if (!cursor.next()) return undefined;
  return cursor.text();
}
