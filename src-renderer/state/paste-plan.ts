import type { FieldEdit } from "./draft-changes.ts";

/** What a paste would do. */
export interface PastePlan {
  readonly edits: readonly FieldEdit[];
  /** Full names of the fields that change. */
  readonly columns: readonly string[];
  readonly records: number;
  /** Values of `edits` that are known to be invalid. */
  readonly wrong: number;
  /** Cells that already have the value. */
  readonly same: number;
  /** Cells that cannot change, by reason. */
  readonly refused: ReadonlyMap<string, number>;
  readonly linesLeft: number;
  readonly columnsLeft: number;
}
