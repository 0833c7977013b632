import { useEffect } from "react";
import { maxSoughtRows, type FoundRows } from "#shared/column-facts.ts";
import type { CopyRequest, RecordQuery } from "#shared/documents.ts";
import type { Resource } from "#shared/rezora/catalog.ts";
import { call } from "../../api.ts";
import { report } from "../../state/report.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { clampSelection, countRows, joinRanges, rowRanges, type Selection } from "../../ui/data-grid/selection.ts";
import { idColumnOf } from "./column-kind.ts";
import { showToast } from "../../state/toast.ts";
import { useViewOf, useViewState, type SelectionBefore } from "./view-state.ts";

export interface RefreshedTable {
  readonly placeKey: string;
  readonly documentId: string;
  readonly query: RecordQuery;
  readonly resource: Resource | null;
  readonly columns: readonly string[];
  /** Number of rows that match the query. */
  readonly rowCount: number;
  /** Not all of its records have arrived yet. */
  readonly isArriving: boolean;
}

/** Restores the selection after a refresh: the same records by their ids, wherever they are now. */
export function useKeptSelection(table: RefreshedTable): void {
  const { placeKey, documentId, query, resource, columns, rowCount, isArriving } = table;
  const change = useViewState((state) => state.change);
  const before = useViewOf(placeKey, documentId, "before");
  const isSelected = useViewOf(placeKey, documentId, "selection") !== null;
  const column = idColumnOf(resource, columns) ?? columns.find((name) => name === "id");
  useEffect(() => {
    if (before === null || isArriving) return undefined;
    // A selection the user has made since then is kept. Without ids, only the positions are known.
    if (isSelected || column === undefined) {
      const selection = isSelected ? null : samePlaces(before.selection, rowCount);
      change(placeKey, documentId, { before: null, ...(selection === null ? {} : { selection }) });
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const finding = findAgain(before, { documentId, query, column }, signal).then((found) => {
      if (signal.aborted) return;
      change(placeKey, documentId, { before: null, ...(found === null ? {} : { selection: found.selection }) });
      if (found !== null) useWorkspace.getState().lookAt(placeKey, found.record);
    });
    report(finding.catch((error: unknown) => (signal.aborted ? undefined : Promise.reject(error))));
    return () => controller.abort();
  }, [before, isArriving, isSelected, column, rowCount, change, placeKey, documentId, query]);
}

/** The same rows by position, as far as the table still has them; does not scroll. */
export function samePlaces(before: Selection, rowCount: number): Selection | null {
  const kept = clampSelection(before, { rows: rowCount, columns: Infinity, page: 1 });
  return kept && { ...kept, still: true };
}

interface Again {
  readonly documentId: string;
  readonly query: RecordQuery;
  /** The column with the ids. */
  readonly column: string;
}

async function findAgain(
  before: SelectionBefore,
  { documentId, query, column }: Again,
  signal: AbortSignal,
): Promise<{ readonly selection: Selection; readonly record: number } | null> {
  const isMany = countRows(before.selection) > maxSoughtRows;
  if (isMany)
    showToast("Refreshed. Of more than 1,000 selected rows, the one with the focus is still selected.", "plain");
  const places = isMany ? [before.selection.active.row] : placesOf(before.selection);
  const [first, ...more] = joinRanges(places.map((row) => ({ from: row, to: row })));
  if (first === undefined) return null;
  const ask: CopyRequest = {
    documentId: before.documentId,
    query: before.query,
    ...first,
    more,
    columns: [column],
    as: "cells",
  };
  const { text } = await call("copyRows", ask, signal);
  // `copyRows` writes it this way.
  const ids = (JSON.parse(text) as string[][]).map(([id = ""]) => id);
  const { rows } = await call("findRows", { documentId, query, column, values: ids }, signal);
  return selectionAfter(before.selection, places, rows);
}

/** The selected rows and the focused one, from top to bottom. */
function placesOf(selection: Selection): number[] {
  const rows = rowRanges(selection).flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, down) => from + down),
  );
  return [...new Set([...rows, selection.active.row, Math.max(selection.anchor.row, 0)])].toSorted(
    (one, other) => one - other,
  );
}

/**
 * A selection in a table that has changed: `rows` maps each of `places` to the current position of its record. null
 * when the focused record is gone.
 */
export function selectionAfter(
  before: Selection,
  places: readonly number[],
  rows: FoundRows["rows"],
): { readonly selection: Selection; readonly record: number } | null {
  const now = new Map(places.map((place, index) => [place, rows[index] ?? null] as const));
  const active = now.get(before.active.row) ?? null;
  if (active === null) return null;
  const anchor = now.get(before.anchor.row) ?? active;
  const selected = rowRanges(before).flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, down) => now.get(from + down)?.position ?? -1),
  );
  const ranges = joinRanges(selected.filter((row) => row >= 0).map((row) => ({ from: row, to: row })));
  const at = { row: active.position, column: before.active.column };
  const from = { row: anchor.position, column: before.anchor.column };
  const [only] = ranges;
  const isTogether =
    ranges.length === 1 && only?.from === Math.min(at.row, from.row) && only.to === Math.max(at.row, from.row);
  // A rectangle of cells stays one only while its rows are adjacent.
  const selection: Selection = isTogether
    ? { kind: before.kind, anchor: from, active: at, still: true }
    : {
        kind: "rows",
        anchor: at,
        active: at,
        ranges: ranges.length === 0 ? [{ from: at.row, to: at.row }] : ranges,
        still: true,
      };
  return { selection, record: active.record };
}
