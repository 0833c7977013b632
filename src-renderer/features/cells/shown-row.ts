import type { Cell, Row } from "#shared/documents.ts";
import type { Draft } from "#shared/edits.ts";
import type { RequestField } from "#shared/rezora/catalog.ts";
import { changedFields } from "../../state/draft-changes.ts";
import type { StoredValue } from "../../state/observed.ts";
import { pieceOf } from "#shared/value-rows.ts";
import { problemOf } from "../edit/field-problem.ts";

/** A value that has not been sent yet. */
export interface PendingCell {
  readonly was: string;
  /** What is wrong with the new value; null when nothing is known. */
  readonly problem: string | null;
}

/** A row with the changes of its record since it was fetched. */
export interface TableRow extends Row {
  /** By column; absent when nothing is pending. */
  readonly pending?: ReadonlyMap<string, PendingCell>;
  /** Names of all pending fields, including those that the table lacks; absent when nothing is pending. */
  readonly changed?: readonly string[];
  /** The same row without what is pending; absent when nothing is. */
  readonly served?: Row;
  /** The deletion of the record is pending. */
  readonly goes?: true;
  /** By column, the whole values that this page has but that are cut in their cells; absent when there are none. */
  readonly held?: ReadonlyMap<string, string>;
}

/**
 * Replaces fetched values with those read back after commits since `fetchedAt`; returns the same row when there are
 * none.
 */
export function withStored(
  row: Row,
  columns: readonly string[],
  stored: ReadonlyMap<string, StoredValue> | undefined,
  fetchedAt: number,
): TableRow {
  const newer = [...(stored ?? [])].filter(([name, { at }]) => at > fetchedAt && columns.includes(name));
  if (newer.length === 0) return row;
  const cells = [...row.cells];
  const held = new Map<string, string>();
  for (const [name, { value }] of newer) {
    cells[columns.indexOf(name)] = value === null ? missing : shown(value);
    if (value !== null && value.length > maxShown) held.set(name, value);
  }
  return held.size === 0 ? { ...row, cells } : { ...row, cells, held };
}

/** The user's changes that have not been sent. */
export function withPending(
  row: TableRow,
  columns: readonly string[],
  draft: Draft | undefined,
  fields: ReadonlyMap<string, RequestField>,
): TableRow {
  if (draft?.change.kind === "delete") return { ...row, goes: true };
  if (draft?.change.kind !== "update") return row;
  const was = new Map(draft.change.base ?? []);
  const cells = [...row.cells];
  const pending = new Map<string, PendingCell>();
  const held = new Map(row.held);
  const changes = changedFields(draft);
  for (const [name, value] of changes) {
    const index = columns.indexOf(name);
    if (index < 0) continue;
    cells[index] = shown(value);
    if (value.length > maxShown) held.set(name, value);
    const field = fields.get(name);
    pending.set(name, { was: was.get(name) ?? "", problem: field === undefined ? null : problemOf(field, value) });
  }
  if (changes.size === 0) return row;
  const changed = [...changes.keys()];
  return pending.size === 0 ? { ...row, changed } : { ...row, cells, changed, pending, served: row, held };
}

const missing: Cell = { kind: "missing" };
/** Cuts a value to the length that a window of rows holds. */
const maxShown = 2_000;

function shown(value: string): Cell {
  return value.length <= maxShown ? value : { kind: "cut", text: pieceOf(value, 0, maxShown), length: value.length };
}
