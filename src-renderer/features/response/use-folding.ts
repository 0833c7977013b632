import { useCallback, useMemo } from "react";
import type { CodeFormat, Folding } from "#shared/documents.ts";
import { useViewOf, useViewState } from "./view-state.ts";

/**
 * What is folded in one view of a response. Records are the same in every view and stay folded in all of them; the
 * lines that open other nodes are specific to one view.
 */
export function useFolding(placeKey: string, documentId: string, as: CodeFormat) {
  const change = useViewState((state) => state.change);
  const records = useViewOf(placeKey, documentId, "folding");
  const byFormat = useViewOf(placeKey, documentId, "nodes");
  const nodes = byFormat[as];
  const folding = useMemo<Folding>(
    () => (nodes === undefined ? records : { ...records, nodes: [...nodes] }),
    [records, nodes],
  );
  const setFolding = useCallback(
    (next: Folding) =>
      change(placeKey, documentId, { folding: { ...next, nodes: [] }, nodes: { ...byFormat, [as]: next.nodes } }),
    [change, placeKey, documentId, byFormat, as],
  );
  return { folding, setFolding };
}
