import { trait } from "#shared/formats/csv-scan.ts";
import { mark, type RecordList } from "./record-list.ts";
import { RecordNumbers } from "./record-numbers.ts";

/**
 * Determines which rule the writer of a CSV body follows. The API documents an escape character but no rule: a writer
 * may double each backslash, or leave backslashes unchanged and escape only the quote, or double the quotes. A lone
 * backslash or a doubled quote proves that the writer does not follow the first rule; the meaning of `\\` is then
 * uncertain in every record, including those before the proof. Records with `\\` are therefore remembered until such a
 * proof is found.
 */
export class CsvDoubt {
  /** Number of records that are marked only for this reason. */
  explained = 0;
  /** Offset of the first proof; -1 without one. */
  firstProof = -1;
  /** Records that were split by another rule than the documented one. */
  readonly otherwise = new RecordNumbers();
  /**
   * Records in which no cell is certain: there are several ways to split them, or a broken record follows that may
   * belong to them.
   */
  readonly uncertain = new RecordNumbers();
  private readonly list: RecordList;
  private readonly doubledBackslashes = new RecordNumbers();
  private readonly uncertainEnds = new RecordNumbers();
  private proofs = 0;
  private doubledQuotes = 0;
  private escapedQuotes = 0;
  /** Number of records in which every backslash follows the documented rule. */
  private asDocumented = 0;
  private hasStrayQuotes = false;
  private lastEscaped = -1;

  constructor(list: RecordList) {
    this.list = list;
  }

  /** The body proves that its writer does not follow the documented rule. */
  get isContradicted(): boolean {
    return this.proofs > 0;
  }

  /** More records break the documented rule than follow it, so backslashes are read literally. */
  get prefersLiteral(): boolean {
    return this.proofs > this.asDocumented;
  }

  /** More records double their quotes than escape them. */
  get prefersDoubledQuotes(): boolean {
    return this.doubledQuotes > this.escapedQuotes;
  }

  get hasDoubledQuotes(): boolean {
    return this.doubledQuotes > 0;
  }

  /** Records what the cells of a record show; `start` is its offset. */
  note(record: number, start: number, traits: number, isReadOtherwise = false): void {
    const isProof = isReadOtherwise || (traits & (trait.loneBackslash | trait.doubledQuote)) !== 0;
    if (isProof) this.addProof(start);
    else if ((traits & trait.doubledBackslash) !== 0) this.asDocumented++;
    if ((traits & trait.doubledQuote) !== 0) this.doubledQuotes++;
    if ((traits & trait.escapedQuote) !== 0) this.escapedQuotes++;
    if (isReadOtherwise) {
      this.otherwise.add(record);
      this.explained++;
    } else {
      if ((traits & trait.doubledBackslash) !== 0) this.doubledBackslashes.add(record);
      if ((traits & trait.escapedQuoteAtEnd) !== 0) this.uncertainEnds.add(record);
      if ((traits & trait.strayQuote) !== 0) this.noteDamage(record, start);
      if ((traits & (trait.escapedQuote | trait.doubledBackslash)) !== 0) this.lastEscaped = record;
    }
    this.markPending();
  }

  /**
   * Notes a record, or what should be one, with quotes that no rule explains. After an escaped quote, this is evidence
   * against the documented rule: the previous record may continue in this one, and then no cell of either is certain.
   */
  noteDamage(record: number, start: number): void {
    this.hasStrayQuotes = true;
    if (record > 0 && this.lastEscaped === record - 1) {
      this.uncertain.add(record - 1);
      this.uncertain.add(record);
      this.markRecord(record - 1);
      this.addProof(start);
    }
    this.markPending();
  }

  private addProof(start: number): void {
    if (this.proofs++ === 0) this.firstProof = start;
  }

  private markPending(): void {
    if (this.isContradicted) this.doubledBackslashes.drain(this.markRecord);
    if (this.isContradicted || this.hasStrayQuotes) this.uncertainEnds.drain(this.markRecord);
  }

  private readonly markRecord = (record: number): void => {
    if ((this.list.marksOf(record) & mark.ambiguous) === 0) this.explained++;
    this.list.mark(record, mark.ambiguous | mark.irregular);
  };
}
