import { readCsvRow } from "#shared/formats/csv-dialect.ts";
import { CsvScanner, scanCsvRow, skipLineEnds, type CsvRowShape } from "#shared/formats/csv-scan.ts";
import { incomplete, type Break } from "#shared/formats/scan.ts";
import type { Field } from "#shared/formats/field.ts";
import { ColumnSet } from "./column-set.ts";
import { CsvCursor } from "./csv-cursor.ts";
import { mark, RecordList } from "./record-list.ts";
import { regularFields, type Records } from "./records.ts";
import type { Source } from "./source.ts";
import { recordsBetweenYields, type Task } from "./task.ts";

/** Index of CSV in the API's dialect: a header row, then records. */
export class CsvRecords implements Records {
  readonly format = "csv";
  readonly list = new RecordList();
  readonly columns = new ColumnSet();
  readonly cursor: CsvCursor;
  readonly isTable = true;
  problem: Break | null = null;
  at: number;
  listStart: number;
  listEnd: number;
  regularColumns = 0;
  /** Cells of the header as they stand in the body. */
  headerSources: readonly string[] = [];
  private header: readonly string[] = [];
  private readonly source: Source;
  private readonly complete: () => boolean;
  private readonly scanner = new CsvScanner();
  private readonly shape: CsvRowShape = { cells: 0, ambiguous: false, unterminated: -1 };
  private over = false;

  /** `complete` tells at the end whether the last row may be trusted without a line end. */
  constructor(source: Source, from: number, complete: () => boolean) {
    this.source = source;
    this.complete = complete;
    this.at = from;
    this.listStart = from;
    this.listEnd = from;
    this.cursor = new CsvCursor(source, this.list, () => this.regularColumns);
  }

  *scan(limit: number, final: boolean): Task<void> {
    let rows = 0;
    while (!this.over && this.row(this.source.bytes, limit, final)) if (++rows % recordsBetweenYields === 0) yield;
  }

  private row(bytes: Uint8Array, limit: number, final: boolean): boolean {
    this.at = skipLineEnds(bytes, this.at, limit);
    if (this.at >= limit) {
      this.over = final;
      return false;
    }
    const { shape } = this;
    const start = this.at;
    const end = scanCsvRow(this.scanner, bytes, start, limit, final, shape);
    if (end === incomplete) return false;
    if (shape.unterminated >= 0) return this.stop(shape.unterminated, "this quote is never closed");
    const cut = final && end === limit && bytes[end - 1] !== 10 && bytes[end - 1] !== 13 && !this.complete();
    if (cut) return this.stop(start, "the last row is cut off");
    if (this.regularColumns === 0) this.readHeader(start, end);
    else this.list.add(start, this.marks(shape));
    this.at = end;
    this.listEnd = end;
    return true;
  }

  private stop(offset: number, reason: string): boolean {
    this.problem = { offset, reason };
    this.over = true;
    return false;
  }

  private marks(shape: CsvRowShape): number {
    let marks = 0;
    if (shape.ambiguous) marks |= mark.ambiguous | mark.irregular;
    if (shape.cells !== this.header.length) marks |= mark.ragged | mark.irregular;
    if (shape.cells > this.header.length) this.columns.place(this.keys(shape.cells));
    return marks;
  }

  private readHeader(start: number, end: number): void {
    const { cells } = readCsvRow(this.source.text(start, end));
    this.header = cells.map((cell) => cell.text);
    this.headerSources = cells.map((cell) => cell.source);
    this.columns.place(this.header);
    this.regularColumns = this.columns.names.length;
  }

  /** Keys of a row of so many cells: what the header does not name gets a name of ours. */
  private keys(cells: number): string[] {
    return Array.from({ length: cells }, (_, index) => this.header[index] ?? `(field ${index + 1})`);
  }

  bounds(record: number) {
    const start = this.list.start(record);
    return { start, end: record + 1 < this.list.count ? this.list.start(record + 1) : this.listEnd };
  }

  cells(record: number) {
    const { start, end } = this.bounds(record);
    return readCsvRow(this.source.text(start, end)).cells;
  }

  fields(record: number): readonly Field[] {
    if (this.list.marksOf(record) === 0) return regularFields(this.cursor, record, this.columns.keys);
    const cells = this.cells(record);
    const keys = this.keys(cells.length);
    return cells.map((cell, index) => ({
      key: keys[index] ?? "",
      value: cell.ambiguous ? { kind: "ambiguous", text: cell.text, source: cell.source } : cell.text,
    }));
  }
}
