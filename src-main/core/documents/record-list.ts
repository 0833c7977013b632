import { maxRecordText } from "./limits.ts";

/** What is not plain about a record; 0 is the commonest case and lets every fast path through. */
export const mark = {
  /** Its fields are not those of the first record, or not all of them are simple values. */
  irregular: 1,
  repeatedKeys: 2,
  ragged: 4,
  ambiguous: 8,
  /** Parsers refuse it; its fields are read all the same. */
  flawed: 16,
  attributes: 32,
  strayText: 64,
  /** No record at all: something else that is in the list. */
  stray: 128,
} as const;

/** Where each record starts and what is special about it: 9 bytes a record. */
export class RecordList {
  count = 0;
  /** Offset behind the last record. */
  behind = 0;
  private starts = new Float64Array(1_024);
  private marks = new Uint8Array(1_024);

  add(start: number, end: number, marks: number): void {
    this.behind = end;
    if (this.count === this.starts.length) {
      const starts = new Float64Array(this.count * 2);
      starts.set(this.starts);
      this.starts = starts;
      const larger = new Uint8Array(this.count * 2);
      larger.set(this.marks);
      this.marks = larger;
    }
    this.starts[this.count] = start;
    this.marks[this.count++] = end - start > maxRecordText ? marks | mark.irregular : marks;
  }

  start(record: number): number {
    return this.starts[record] as number;
  }

  /** Where the next record starts; what stands between two belongs to the first. */
  end(record: number): number {
    return record + 1 < this.count ? this.start(record + 1) : this.behind;
  }

  /** Too long to be read as one text; a regular record is walked over its bytes anyway. */
  isLong(record: number): boolean {
    return this.end(record) - this.start(record) > maxRecordText;
  }

  marksOf(record: number): number {
    return this.marks[record] as number;
  }

  mark(record: number, marks: number): void {
    this.marks[record] = this.marksOf(record) | marks;
  }

  clear(): void {
    this.count = 0;
  }
}
