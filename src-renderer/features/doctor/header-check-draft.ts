import { create } from "zustand";
import { useDoctor } from "../../state/doctor.ts";
import { offerUndo } from "../../state/offer-undo.ts";
import { turnTo } from "../connections/connection-actions.ts";

/** What a user had checked. null: as the pasted text says. */
export interface HeaderCheckDraft {
  readonly text: string;
  readonly method: string | null;
  readonly url: string | null;
  readonly nonceUse: number | null;
}

interface HeaderCheckState {
  /** Checked and searched for near misses alike; gone when the window closes, since it holds a live response. */
  readonly draft: HeaderCheckDraft;
  /** What led to the verdicts of the sidebar, by their id. */
  readonly kept: ReadonlyMap<string, { readonly draft: HeaderCheckDraft; readonly connectionId: string }>;
}

const empty: HeaderCheckDraft = { text: "", method: null, url: null, nonceUse: null };

export const useHeaderCheck = create<HeaderCheckState>()(() => ({ draft: empty, kept: new Map() }));

export function changeDraft(change: Partial<HeaderCheckDraft>): void {
  useHeaderCheck.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
  if (useDoctor.getState().verdictId !== null) useDoctor.getState().showVerdict(null);
}

/** Another request: what was typed beside the last one does not belong to it. */
export function replaceRequest(text: string, nonceUse: number | null = null): void {
  const before = useHeaderCheck.getState().draft;
  changeDraft({ ...empty, text, nonceUse });
  offerRequest(before);
}

/** A request that another one replaced can be taken back, unless it is kept with an earlier verdict anyway. */
function offerRequest(before: HeaderCheckDraft): void {
  const { kept, draft } = useHeaderCheck.getState();
  const isKept = [...kept.values()].some((each) => each.draft === before);
  if (before.text.trim() === "" || before.text === draft.text || isKept) return;
  offerUndo("The request that was here was replaced.", () => changeDraft(before));
}

/** Lists a result among the earlier verdicts. */
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
