import type { FieldEdit } from "./draft-changes.ts";

/** What a paste would do. */
export interface PastePlan {
  readonly edits: readonly FieldEdit[];
  /** Fields that change, by their whole names. */
  readonly columns: readonly string[];
  readonly records: number;
  /** Values of `edits` that are wrong as far as can be said now. */
  readonly wrong: number;
  /** Cells that have the value already. */
  readonly same: number;
  /** Cells that cannot change, by reason. */
  readonly refused: ReadonlyMap<string, number>;
  readonly linesLeft: number;
  readonly columnsLeft: number;
}
