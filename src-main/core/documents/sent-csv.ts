import { CsvScanner } from "#shared/formats/csv-scan.ts";
import { readCsvRow } from "#shared/formats/csv-dialect.ts";
import { searchCsvRow, type CsvSpans } from "#shared/formats/csv-search.ts";
import type { CsvRecords } from "./csv-records.ts";
import { shownEnd } from "./long-records.ts";
import { mark } from "./record-list.ts";
import type { PlacedValue } from "./sent-values.ts";
import type { Source } from "./source.ts";

/** The values of one record of CSV in the order of the body, by a walk over its bytes. */
export function csvValues(source: Source, records: CsvRecords, record: number): PlacedValue[] {
  if (records.list.isLong(record)) return longValues(source, records, record);
  const { doubt } = records;
  const isMarked = (records.list.marksOf(record) & mark.ambiguous) !== 0;
  const isReadOtherwise = doubt.otherwise.has(record);
  const values = isReadOtherwise ? searchedValues(source, records, record) : scannedValues(source, records, record);
  if (!isReadOtherwise && !(isMarked && doubt.isContradicted)) return values;
  // Where the writer's rule is uncertain, what was sent is known under the reading that is shown, and under no other.
  const cells = records.cells(record);
  return values.map((value, index) => ({ ...value, text: cells[index]?.text ?? value.text }));
}

/** For a long row: the part of its values that is shown, from the tokenizer that works on strings. */
function longValues(source: Source, records: CsvRecords, record: number): PlacedValue[] {
  const { reading } = records;
  return records.longCells(record).map(({ from, to }) => {
    const isQuoted = source.byteAt(from) === 34;
    const inner = isQuoted
      ? { from: from + 1, to: to - (to > from + 1 && source.byteAt(to - 1) === 34 ? 1 : 0) }
      : { from, to };
    const end = shownEnd(source, inner.from, inner.to, isQuoted ? reading.escape : "raw");
    const text = source.text(inner.from, end);
    const decoded = isQuoted ? (readCsvRow(`"${text}"`, 0, reading).cells[0]?.text ?? "") : text;
    return { key: null, text: decoded, offset: inner.from, from, to };
  });
}

function scannedValues(source: Source, records: CsvRecords, record: number): PlacedValue[] {
  const { start, end: behind } = records.bounds(record);
  const end = Math.min(behind, source.load(start, behind)) - source.base;
  const { bytes, base } = source;
  const scanner = new CsvScanner(records.reading);
  const values: PlacedValue[] = [];
  for (let at = start - base; ; at = scanner.next) {
    scanner.cell(bytes, at, end, true);
    const isQuoted = bytes[at] === 34;
    const text = source.text(base + scanner.start, base + scanner.end);
    const closed = isQuoted && bytes[scanner.end] === 34 && scanner.end < end;
    const to = base + scanner.end + (closed ? 1 : 0);
    const decoded = isQuoted ? unescaped(text, records) : text;
    values.push({ key: null, text: decoded, offset: base + scanner.start, from: base + at, to });
    if (scanner.lastOfRow) return values;
  }
}

function unescaped(text: string, { reading }: CsvRecords): string {
  if (reading.escape === "doubled") return text.replaceAll('""', '"');
  return text.replace(/\\(["\\])|"(?:")?/g, (_, escaped: string | undefined) => escaped ?? '"');
}

function searchedValues(source: Source, records: CsvRecords, record: number): PlacedValue[] {
  const { start, end: behind } = records.bounds(record);
  const end = Math.min(behind, source.load(start, behind)) - source.base;
  const { bytes, base } = source;
  const found: CsvSpans = { starts: [], ends: [], several: false };
  const delimiter = records.reading.delimiter.charCodeAt(0);
  for (const width of [records.width, 0]) {
    if (searchCsvRow(bytes, start - base, end, true, { delimiter, width }, found) >= 0) break;
  }
  return found.starts.map((first, index) => {
    const last = found.ends[index] ?? first;
    const isQuoted = bytes[first] === 34;
    const offset = base + first + (isQuoted ? 1 : 0);
    return { key: null, text: "", offset, from: base + first, to: base + last };
  });
}
