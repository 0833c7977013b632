import { connectionsNow } from "../../query.ts";
import { discard, draftOf, put, undo, useEdits } from "../../state/edits.ts";
import type { Draft } from "#shared/edits.ts";
import { showToast } from "../../state/toast.ts";
import { discardedWords } from "./pending-words.ts";

/**
 * Discards drafts immediately and offers Undo in a toast. Undo restores them unchanged, including the id, the original
 * values and any text that could not be parsed. Ctrl+Z does the same after the toast is gone.
 */
export function discardWithUndo(draftIds: readonly string[], onUndo?: () => void): void {
  const gone = draftIds.flatMap((draftId) => draftOf(draftId) ?? []);
  if (gone.length === 0) return;
  discard(gone.map(({ draftId }) => draftId));
  const step = useEdits.getState().done.at(-1);
  const takeBack = (): void => {
    if (useEdits.getState().done.at(-1) === step) undo();
    else put(stillPossible(gone).map((draft) => ({ draftId: draft.draftId, draft })));
    onUndo?.();
  };
  showToast(discardedWords(gone), "plain", [{ label: "Undo", keys: "Mod+Z", run: takeBack }]);
}

/** Removing a connection removes its drafts. */
function stillPossible(drafts: readonly Draft[]): readonly Draft[] {
  const known = new Set(connectionsNow().map(({ connectionId }) => connectionId));
  return drafts.filter(({ connectionId }) => known.has(connectionId));
}
