import { readCsvRow, type CsvCell } from "#shared/formats/csv-dialect.ts";
import { documentedReading, type CsvReading } from "#shared/formats/csv-reading.ts";
import {
  CsvScanner,
  scanCsvRow,
  scanRegularCsvRow,
  skipLineEnds,
  trait,
  type CsvRowShape,
} from "#shared/formats/csv-scan.ts";
import { searchCsvRow, type CsvSpans } from "#shared/formats/csv-search.ts";
import { failed, incomplete, type Break } from "#shared/formats/scan.ts";
import { fieldText, type Field } from "#shared/formats/field.ts";
import { ColumnSet } from "./column-set.ts";
import { readMarkedCells, type MarkedCell } from "./csv-cells.ts";
import { CsvCursor } from "./csv-cursor.ts";
import { CsvDoubt } from "./csv-doubt.ts";
import { maxFields, maxNameBytes, maxRecordText } from "./limits.ts";
import { LastLongRecord, longCsvCells, nameText, type LongCell } from "./long-records.ts";
import { mark, RecordList } from "./record-list.ts";
import { regularFields, type Records } from "./records.ts";
import type { Source } from "./source.ts";

export interface CsvOptions {
  readonly reading?: CsvReading;
  /** Number of cells in a row when there is no header. */
  readonly width?: number;
}

/** Index of a CSV body: a header row, if there is one, then records. */
export class CsvRecords implements Records {
  readonly format = "csv";
  readonly list = new RecordList();
  readonly columns = new ColumnSet();
  readonly cursor: CsvCursor;
  readonly isTable = true;
  readonly reading: CsvReading;
  readonly doubt = new CsvDoubt(this.list);
  problem: Break | null = null;
  at: number;
  over = false;
  regularColumns = 0;
  /** Cells of the header as written in the body; null when the header is too long for that. */
  headerSources: readonly string[] | null = [];
  /** Byte range of the header; null without one. */
  headerBounds: { readonly start: number; readonly end: number } | null = null;
  /** Traits of the row being scanned, set by the fast scan. */
  traits = 0;
  /** Number of cells in a row, as in the header. */
  width = 0;
  private header: readonly string[] = [];
  private readonly delimiter: number;
  private readonly source: Source;
  private readonly complete: () => boolean;
  private readonly scanner: CsvScanner;
  private readonly lastLong = new LastLongRecord();
  private readonly shape: CsvRowShape = { cells: 0, ambiguous: false, unterminated: -1, traits: 0 };
  private readonly found: CsvSpans = { starts: [], ends: [], several: false };

  /** `complete` reports, at the end, whether a last row without a line ending can be trusted. */
  constructor(source: Source, from: number, complete: () => boolean, options: CsvOptions = {}) {
    const { reading = documentedReading, width = 1 } = options;
    this.source = source;
    this.complete = complete;
    this.reading = reading;
    this.delimiter = reading.delimiter.charCodeAt(0);
    this.scanner = new CsvScanner(reading);
    this.at = from;
    this.list.behind = from;
    this.cursor = new CsvCursor(source, this.list, () => this.regularColumns, reading);
    if (!reading.header) this.nameColumns(this.keys(width), []);
  }

  step(limit: number, final: boolean): boolean {
    const { bytes, base } = this.source;
    this.at = skipLineEnds(bytes, this.at - base, limit - base) + base;
    if (this.at >= limit) {
      this.over = final;
      return false;
    }
    const start = this.at;
    if (this.regularColumns > 0 && this.reading.escape === "backslash") {
      this.traits = 0;
      const behind = scanRegularCsvRow(bytes, start - base, limit - base, this.width, this, this.delimiter);
      if (behind > 0) {
        this.add(start, behind + base, 0);
        if (this.traits !== 0) this.doubt.note(this.list.count - 1, start, this.traits);
        return true;
      }
    }
    const { shape } = this;
    const after = scanCsvRow(this.scanner, bytes, start - base, limit - base, final, shape);
    if (after === incomplete) return false;
    const searched = this.searchOtherwise(start - base, limit - base, final);
    if (searched === incomplete) return false;
    const end = (searched === failed ? after : searched) + base;
    if (searched === failed && shape.unterminated >= 0) {
      this.doubt.noteDamage(this.list.count, start);
      return this.stop({ offset: shape.unterminated + base, reason: "this quote is never closed" });
    }
    const last = bytes[end - base - 1];
    const cut = final && end === limit && last !== 10 && last !== 13 && !this.complete();
    if (cut) return this.stop({ offset: start, reason: "the last row is cut off" });
    if (this.regularColumns === 0) this.readHeader(start, end);
    else if (searched === failed) this.addScanned(start, end);
    else this.addSearched(start, end);
    this.at = end;
    return true;
  }

  /** The offset after a row that the documented rule cannot split but another rule can; otherwise `failed`. */
  private searchOtherwise(from: number, limit: number, final: boolean): number {
    const { shape, delimiter, width, found } = this;
    const { traits = 0 } = shape;
    if (this.regularColumns === 0 || (traits & (trait.escapedQuote | trait.doubledBackslash)) === 0) return failed;
    const broken = (traits & trait.strayQuote) !== 0 || shape.unterminated >= 0;
    if (shape.cells === width && !broken && (traits & trait.doubledQuote) === 0) return failed;
    const { bytes } = this.source;
    const exact = searchCsvRow(bytes, from, limit, final, { delimiter, width }, found);
    if (exact !== failed || !broken) return exact;
    return searchCsvRow(bytes, from, limit, final, { delimiter, width: 0 }, found);
  }

  private add(start: number, end: number, marks: number): void {
    this.list.add(start, end, marks);
    this.at = end;
  }

  private addScanned(start: number, end: number): void {
    const { cells, ambiguous, traits = 0 } = this.shape;
    this.add(start, end, (ambiguous ? mark.ambiguous | mark.irregular : 0) | this.raggedMarks(cells));
    if (traits !== 0 && this.reading.escape === "backslash") this.doubt.note(this.list.count - 1, start, traits);
  }

  private addSearched(start: number, end: number): void {
    const cells = this.found.starts.length;
    this.add(start, end, mark.ambiguous | mark.irregular | this.raggedMarks(cells));
    const record = this.list.count - 1;
    this.doubt.note(record, start, this.shape.traits ?? 0, true);
    // An unquoted cell among quoted ones may be the rest of the previous record.
    const { bytes } = this.source;
    const isMixed = this.found.starts.some((cell) => bytes[cell] !== 34);
    if (isMixed) this.doubt.noteDamage(record, start);
    if (isMixed || this.found.several) this.doubt.uncertain.add(record);
  }

  stop(problem: Break): boolean {
    this.problem = problem;
    this.over = true;
    return false;
  }

  private raggedMarks(cells: number): number {
    if (cells === this.width) return 0;
    if (cells > this.width) this.columns.place(this.keys(Math.min(cells, maxFields)));
    return mark.ragged | mark.irregular;
  }

  private readHeader(start: number, end: number): void {
    this.list.behind = end;
    this.headerBounds = { start, end };
    const isLong = end - start > maxRecordText;
    const cells = isLong ? [] : readCsvRow(this.source.text(start, end), 0, this.reading).cells;
    if (isLong || cells.some((cell) => cell.source.length > maxNameBytes)) {
      this.readLongHeader(start, end);
      return;
    }
    this.nameColumns(
      // A byte order mark inside the first quotes is not part of the name.
      cells.map((cell, index) => (index === 0 ? cell.text.replace(/^\u{feff}+/u, "") : cell.text)),
      cells.map((cell) => cell.source),
    );
  }

  private readLongHeader(start: number, end: number): void {
    const names = longCsvCells(this.source, start, end, this.reading).map(({ value, from, to }) =>
      to - from > maxNameBytes ? nameText(this.source, from, to) : fieldText(value),
    );
    this.nameColumns(names, null);
    this.width = this.shape.cells;
  }

  private nameColumns(header: readonly string[], sources: readonly string[] | null): void {
    this.header = header;
    this.width = header.length;
    this.headerSources = sources;
    this.columns.place(header);
    this.regularColumns = this.columns.names.length;
  }

  /** Keys of a row with this many cells: a cell that the header does not name gets a generated name. */
  private keys(cells: number): string[] {
    return Array.from({ length: cells }, (_, index) => this.header[index] ?? `(field ${index + 1})`);
  }

  bounds(record: number) {
    return { start: this.list.start(record), end: this.list.end(record) };
  }

  /** The cells of a record in a text: the text of its bytes, or one that shows the same. */
  cellsOf(record: number, text: string): readonly (CsvCell | MarkedCell)[] {
    const { reading, width, doubt } = this;
    if ((this.list.marksOf(record) & mark.ambiguous) === 0) return readCsvRow(text, 0, reading).cells;
    const isReadOtherwise = doubt.otherwise.has(record);
    return readMarkedCells(text, { reading, width, doubt, isReadOtherwise, isInDoubt: doubt.uncertain.has(record) });
  }

  /** Only the documented rule is tried for a long row; a row that breaks it is marked. */
  longCells(record: number): LongCell[] {
    const { start, end } = this.bounds(record);
    return longCsvCells(this.source, start, end, this.reading);
  }

  private longFields(record: number): Field[] {
    const cells = this.longCells(record);
    const keys = this.keys(cells.length);
    return cells.map(({ value, ambiguous, from, to }, index) => {
      const key = keys[index] ?? "";
      if (!ambiguous || typeof value !== "string") return { key, value };
      return { key, value: { kind: "ambiguous", text: value, source: this.source.text(from, to) } };
    });
  }

  cells(record: number): readonly (CsvCell | MarkedCell)[] {
    const { start, end } = this.bounds(record);
    return this.cellsOf(record, this.source.text(start, end));
  }

  fields(record: number): readonly Field[] {
    if (this.list.marksOf(record) === 0) return regularFields(this.cursor, record, this.columns.keys);
    if (this.list.isLong(record)) {
      const { start, end } = this.bounds(record);
      return this.lastLong.get(start, end, () => this.longFields(record));
    }
    const cells = this.cells(record);
    const keys = this.keys(cells.length);
    return cells.map((cell, index) => {
      const { text, source } = cell;
      const other = "other" in cell ? { other: cell.other } : {};
      return { key: keys[index] ?? "", value: cell.ambiguous ? { kind: "ambiguous", text, source, ...other } : text };
    });
  }
}
