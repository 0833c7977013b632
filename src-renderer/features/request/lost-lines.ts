import type { Draft, Place } from "../../state/place.ts";
import { newDraft } from "../../state/transitions.ts";
import { currentPlace, useWorkspace } from "../../state/workspace.ts";
import { offerUndo } from "../../state/offer-undo.ts";

/** A request line that the user edited and that is gone. */
export interface LostLine {
  readonly place: Place;
  readonly draft: Draft;
}

/**
 * The request line that a step replaced although the user had edited it; null for none. A line that became another
 * location, as with Send, is not lost.
 */
export function lostLine(before: ReadonlyMap<string, Place>, now: ReadonlyMap<string, Place>): LostLine | null {
  for (const [key, place] of before) {
    const after = now.get(key);
    if (after === undefined || after.draft === place.draft || !isTyped(place)) continue;
    const wentOn = [...now.values()].some(({ draft }) => draft === place.draft);
    if (!wentOn && !isSameText(after.draft, place.draft)) return { place, draft: place.draft };
  }
  return null;
}

/** The line differs from what the location was opened with, and from what was sent there. */
function isTyped({ key, connectionId, draft, exchange }: Place): boolean {
  const opened = key.slice(connectionId.length + 1).replace(/^\S+ /u, "");
  if (isSameText(draft, newDraft(opened))) return false;
  return exchange === null || !isSameText(draft, { ...exchange.request, body: exchange.request.body ?? "" });
}

function isSameText(one: Draft, other: Draft): boolean {
  return (
    one.designator === other.designator &&
    one.body === other.body &&
    one.accept === other.accept &&
    one.contentType === other.contentType &&
    JSON.stringify(one.headers) === JSON.stringify(other.headers)
  );
}

let typing = false;

/** Changes a request line because the user edits it; the previous text is then not lost but edited. */
export function typeIntoLine(key: string, part: Partial<Draft>): void {
  typing = true;
  try {
    const draft = useWorkspace.getState().places.get(key)?.draft;
    if (draft) useWorkspace.getState().change(key, { draft: { ...draft, ...part }, problem: null });
  } finally {
    typing = false;
  }
}

/** Offers to restore an edited request line that a jump replaced; the returned function unsubscribes. */
export function watchLostLines(): () => void {
  return useWorkspace.subscribe((now, before) => {
    if (typing || now.places === before.places) return;
    const lost = lostLine(before.places, now.places);
    if (lost === null) return;
    offerUndo(`The request line of ${lost.place.draft.designator} was replaced.`, () => {
      const { key, connectionId } = lost.place;
      const { method } = lost.draft;
      const state = useWorkspace.getState();
      if (currentPlace(state)?.key !== key) {
        const opened = key.slice(connectionId.length + 1).replace(/^\S+ /u, "");
        state.open(connectionId, { ...newDraft(opened), method });
      }
      typeIntoLine(key, lost.draft);
    });
  });
}
