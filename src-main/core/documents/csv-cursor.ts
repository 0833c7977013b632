import { CsvScanner } from "#shared/formats/csv-scan.ts";
import type { RecordList } from "./record-list.ts";
import type { ValueCursor } from "./records.ts";
import type { Source } from "./source.ts";

/** Values of a regular CSV record: all cells quoted, as many as the header has. */
export class CsvCursor implements ValueCursor {
  readonly kind = "text";
  private readonly source: Source;
  private readonly list: RecordList;
  private readonly columns: () => number;
  private readonly scanner = new CsvScanner();
  private at = 0;
  private limit = 0;
  private left = 0;

  constructor(source: Source, list: RecordList, columns: () => number) {
    this.source = source;
    this.list = list;
    this.columns = columns;
  }

  get start(): number {
    return this.scanner.start;
  }

  get end(): number {
    return this.scanner.end;
  }

  get plain(): boolean {
    return this.scanner.plain;
  }

  open(record: number): void {
    const start = this.list.start(record);
    this.limit = this.source.load(start, this.list.end(record)) - this.source.base;
    this.at = start - this.source.base;
    this.left = this.columns();
  }

  next(): boolean {
    if (this.left-- <= 0) return false;
    this.scanner.cell(this.source.bytes, this.at, this.limit, true);
    this.at = this.scanner.next;
    return true;
  }

  text(): string {
    const { base } = this.source;
    const { start, end, plain } = this.scanner;
    if (plain) return this.source.ascii(base + start, base + end);
    return this.source.text(base + start, base + end).replace(/\\(["\\])/g, "$1");
  }
}
