import { readCsvRow } from "#shared/formats/csv-dialect.ts";
import { CsvScanner, scanCsvRow, scanRegularCsvRow, skipLineEnds, type CsvRowShape } from "#shared/formats/csv-scan.ts";
import { incomplete, type Break } from "#shared/formats/scan.ts";
import type { Field } from "#shared/formats/field.ts";
import { ColumnSet } from "./column-set.ts";
import { CsvCursor } from "./csv-cursor.ts";
import { mark, RecordList } from "./record-list.ts";
import { regularFields, type Records } from "./records.ts";
import type { Source } from "./source.ts";

/** Index of CSV in the API's dialect: a header row, then records. */
export class CsvRecords implements Records {
  readonly format = "csv";
  readonly list = new RecordList();
  readonly columns = new ColumnSet();
  readonly cursor: CsvCursor;
  readonly isTable = true;
  problem: Break | null = null;
  at: number;
  over = false;
  regularColumns = 0;
  /** Cells of the header as they stand in the body. */
  headerSources: readonly string[] = [];
  private header: readonly string[] = [];
  private readonly source: Source;
  private readonly complete: () => boolean;
  private readonly scanner = new CsvScanner();
  private readonly shape: CsvRowShape = { cells: 0, ambiguous: false, unterminated: -1 };

  /** `complete` tells at the end whether the last row may be trusted without a line end. */
  constructor(source: Source, from: number, complete: () => boolean) {
    this.source = source;
    this.complete = complete;
    this.at = from;
    this.list.behind = from;
    this.cursor = new CsvCursor(source, this.list, () => this.regularColumns);
  }

  step(limit: number, final: boolean): boolean {
    const { bytes, base } = this.source;
    this.at = skipLineEnds(bytes, this.at - base, limit - base) + base;
    if (this.at >= limit) {
      this.over = final;
      return false;
    }
    const { shape } = this;
    const start = this.at;
    if (this.regularColumns > 0) {
      const behind = scanRegularCsvRow(bytes, start - base, limit - base, this.header.length);
      if (behind > 0) return this.add(start, behind + base, 0);
    }
    const after = scanCsvRow(this.scanner, bytes, start - base, limit - base, final, shape);
    if (after === incomplete) return false;
    const end = after + base;
    if (shape.unterminated >= 0) {
      return this.stop({ offset: shape.unterminated + base, reason: "this quote is never closed" });
    }
    const last = bytes[after - 1];
    const cut = final && end === limit && last !== 10 && last !== 13 && !this.complete();
    if (cut) return this.stop({ offset: start, reason: "the last row is cut off" });
    if (this.regularColumns > 0) return this.add(start, end, this.marks(shape));
    this.readHeader(start, end);
    this.at = end;
    return true;
  }

  private add(start: number, end: number, marks: number): boolean {
    this.list.add(start, end, marks);
    this.at = end;
    return true;
  }

  stop(problem: Break): boolean {
    this.problem = problem;
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
    this.list.behind = end;
  }

  /** Keys of a row of so many cells: what the header does not name gets a name of ours. */
  private keys(cells: number): string[] {
    return Array.from({ length: cells }, (_, index) => this.header[index] ?? `(field ${index + 1})`);
  }

  bounds(record: number) {
    return { start: this.list.start(record), end: this.list.end(record) };
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
