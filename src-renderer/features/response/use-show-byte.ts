import type { DocumentSummary } from "#shared/documents.ts";
import type { Place, View } from "../../state/place.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { useViewState } from "./view-state.ts";

/**
 * Goes to a byte of a response: in Raw, or in Hex. null for an alternate response, since Raw and Hex show the
 * location's own.
 */
export function useShowByte(
  place: Place,
  document: DocumentSummary | null,
): ((offset: number, view: View & ("raw" | "hex")) => void) | null {
  const change = useWorkspace((state) => state.change);
  const changeView = useViewState((state) => state.change);
  if (document === null || place.exchange?.document?.documentId !== document.documentId) return null;
  return (offset, view) => {
    changeView(place.key, document.documentId, { byte: { offset } });
    change(place.key, { view, panel: null });
  };
}
