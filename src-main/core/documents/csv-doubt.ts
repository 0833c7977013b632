import { trait } from "#shared/formats/csv-scan.ts";
import { mark, type RecordList } from "./record-list.ts";
import { RecordNumbers } from "./record-numbers.ts";

/**
 * Which rule the writer of a CSV body follows. The API documents an escape character and no rule: a writer may double
 * each backslash, or leave backslashes as they are and escape the quote alone, or double the quotes. A backslash that
 * stands alone, or a quote that is doubled, proves that it is not the first; what `\\` means is uncertain then in every
 * record, also in those before the proof. So records with `\\` are remembered until the proof comes, if it does.
 */
export class CsvDoubt {
  /** Records that are marked for this reason and no other. */
  explained = 0;
  /** Where the first proof is. */
  firstProof = -1;
  /** Records taken apart in another way than the documented one. */
  readonly otherwise = new RecordNumbers();
  /**
   * Records of which no cell is certain: there are several ways to take them apart, or a broken one follows and may
   * belong to them.
   */
  readonly uncertain = new RecordNumbers();
  private readonly list: RecordList;
  private readonly doubledBackslashes = new RecordNumbers();
  private readonly uncertainEnds = new RecordNumbers();
  private proofs = 0;
  private doubledQuotes = 0;
  private escapedQuotes = 0;
  /** Records whose backslashes are all as the documented writer has them. */
  private asDocumented = 0;
  private hasStrayQuotes = false;
  private lastEscaped = -1;

  constructor(list: RecordList) {
    this.list = list;
  }

  /** The body proves that its writer does not double backslashes. */
  get isContradicted(): boolean {
    return this.proofs > 0;
  }

  /** More records speak for backslashes that stand for themselves than for doubled ones. */
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

  /** Takes note of what the cells of a record show; `start` is its offset. */
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
   * A record, or what should be one, has quotes that no rule accounts for. After an escaped quote that speaks against
   * the documented rule: the record before may go on in this one, and then no cell of either is certain.
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
