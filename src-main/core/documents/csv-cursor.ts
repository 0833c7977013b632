import { documentedReading, type CsvReading } from "#shared/formats/csv-reading.ts";
import { CsvScanner } from "#shared/formats/csv-scan.ts";
import type { RecordList } from "./record-list.ts";
import type { ValueCursor } from "./records.ts";
import type { Source } from "./source.ts";

/** Values of a regular CSV record: none of its cells is ambiguous, and there are as many as in the header. */
export class CsvCursor implements ValueCursor {
  readonly kind = "text";
  private readonly source: Source;
  private readonly list: RecordList;
  private readonly columns: () => number;
  private readonly scanner: CsvScanner;
  private readonly escape: CsvReading["escape"];
  private at = 0;
  private limit = 0;
  private left = 0;

  constructor(source: Source, list: RecordList, columns: () => number, reading: CsvReading = documentedReading) {
    this.scanner = new CsvScanner(reading);
    this.escape = reading.escape;
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
    const { start, end, plain, quoted } = this.scanner;
    if (plain) return this.source.ascii(base + start, base + end);
    const text = this.source.text(base + start, base + end);
    if (!quoted) return text;
    return this.escape === "doubled" ? text.replace(/""/g, '"') : text.replace(/\\(["\\])/g, "$1");
  }
}
