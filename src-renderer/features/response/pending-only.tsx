import { useEffect, useMemo } from "react";
import { shownDocument } from "../../state/arriving.ts";
import { useEdits } from "../../state/edits.ts";
import type { Place } from "../../state/place.ts";
import { isSameRows, rowsWithChanges, type RowsOnly } from "../../state/rows-with-changes.ts";
import { Button } from "../../ui/button.tsx";
import { runCommand, useCommand } from "../../state/command-bus.ts";
import { withOnly } from "./record-query.ts";
import { useViewOf, useViewState, viewOf } from "./view-state.ts";

const noColumns: readonly string[] = [];

/** Which rows of a table have pending changes, and whether only those are shown. */
function useRowsWithChanges(place: Place): { readonly rows: RowsOnly | null; readonly isOn: boolean } {
  const document = shownDocument(place);
  const documentId = document?.documentId ?? "";
  const columns = document?.table?.columns ?? noColumns;
  const drafts = useEdits((state) => state.drafts);
  const { connectionId, draft } = place;
  const rows = useMemo(
    () => rowsWithChanges(drafts.values(), connectionId, draft.designator, columns),
    [drafts, connectionId, draft.designator, columns],
  );
  return { rows, isOn: useViewOf(place.key, documentId, "query").only !== undefined };
}

/** Keeps "with pending changes" active while changes are made, and turns it off when none are left. */
export function usePendingOnly(place: Place, waits: string | undefined): void {
  const { rows, isOn } = useRowsWithChanges(place);
  const documentId = shownDocument(place)?.documentId ?? "";
  const toggle = (): void => showOnly(place.key, documentId, isOn ? null : rows);
  const none = rows === null && !isOn ? "No row of this table has pending changes." : undefined;
  useCommand("edits.only", toggle, waits ?? none);
  useEffect(() => {
    if (!isOn) return;
    const { only = null } = viewOf(useViewState.getState().views, place.key, documentId).query;
    if (!isSameRows(only, rows)) showOnly(place.key, documentId, rows);
  }, [isOn, rows, place.key, documentId]);
}

function showOnly(placeKey: string, documentId: string, rows: RowsOnly | null): void {
  const { views, change } = useViewState.getState();
  const { query } = viewOf(views, placeKey, documentId);
  change(placeKey, documentId, { query: withOnly(query, rows), selection: null });
}

/** In the bar of pending changes: shows only the rows with pending changes, or all rows again. */
export function PendingOnlyButton({ place }: { readonly place: Place }) {
  const { rows, isOn } = useRowsWithChanges(place);
  if (place.panel !== null || (rows === null && !isOn)) return null;
  return (
    <Button aria-pressed={isOn} onPress={() => runCommand("edits.only")}>
      Pending only
    </Button>
  );
}
