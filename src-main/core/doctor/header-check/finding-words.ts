/** What is said of one finding. Words in backticks are code. */
export interface Finding {
  /** In the table, a few words. */
  readonly short: string;
  /** Within a sentence. */
  readonly clause: string;
  /** How a client with this mistake behaves; null where it is not a habit of a program. */
  readonly defect: string | null;
  readonly fix: string;
}
