import { create } from "zustand";
import { useDoctor } from "../../state/doctor.ts";
import { offerUndo } from "../../state/offer-undo.ts";
import { turnTo } from "../connections/connection-actions.ts";

/** What the user wants to check. null: as in the pasted text. */
export interface HeaderCheckDraft {
  readonly text: string;
  readonly method: string | null;
  readonly url: string | null;
  readonly nonceUse: number | null;
}

interface HeaderCheckState {
  /**
   * Used by the header check and the near-miss search; lost when the window closes, since it contains a valid digest
   * response.
   */
  readonly draft: HeaderCheckDraft;
  /** The input of the verdicts in the sidebar, by their id. */
  readonly kept: ReadonlyMap<string, { readonly draft: HeaderCheckDraft; readonly connectionId: string }>;
}

const empty: HeaderCheckDraft = { text: "", method: null, url: null, nonceUse: null };

export const useHeaderCheck = create<HeaderCheckState>()(() => ({ draft: empty, kept: new Map() }));

export function changeDraft(change: Partial<HeaderCheckDraft>): void {
  useHeaderCheck.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
  if (useDoctor.getState().verdictId !== null) useDoctor.getState().showVerdict(null);
}

/** A new request: entries that belonged to the previous one are dropped. */
export function replaceRequest(text: string, nonceUse: number | null = null): void {
  const before = useHeaderCheck.getState().draft;
  changeDraft({ ...empty, text, nonceUse });
  offerRequest(before);
}

/** Offers to restore a request that was replaced, unless an earlier verdict keeps it anyway. */
function offerRequest(before: HeaderCheckDraft): void {
  const { kept, draft } = useHeaderCheck.getState();
  const isKept = [...kept.values()].some((each) => each.draft === before);
  if (before.text.trim() === "" || before.text === draft.text || isKept) return;
  offerUndo("The request that was here was replaced.", () => changeDraft(before));
}

/** Adds a result to the earlier verdicts. */
export function keepCheck(code: string, good: boolean, connectionId: string): void {
  const verdictId = crypto.randomUUID();
  useHeaderCheck.setState(({ draft, kept }) => ({ kept: new Map(kept).set(verdictId, { draft, connectionId }) }));
  useDoctor.getState().remember({ verdictId, tool: "header-check", connectionId, code, good, at: Date.now() });
}

useDoctor.subscribe(({ verdictId }, before) => {
  if (verdictId === null || verdictId === before.verdictId) return;
  const kept = useHeaderCheck.getState().kept.get(verdictId);
  if (!kept || kept.draft === useHeaderCheck.getState().draft) return;
  const replaced = useHeaderCheck.getState().draft;
  useHeaderCheck.setState({ draft: kept.draft });
  offerRequest(replaced);
  turnTo(kept.connectionId);
});
