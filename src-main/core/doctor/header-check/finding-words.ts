/** The words for one finding. Backticks enclose code. */
export interface Finding {
  /** A few words for the table. */
  readonly short: string;
  /** For use within a sentence. */
  readonly clause: string;
  /** How a client with this mistake behaves; null when it is not a habit of a program. */
  readonly defect: string | null;
  readonly fix: string;
}
