import { create } from "zustand";
import { useDoctor } from "../../state/doctor.ts";
import { offerBack } from "../response/offer-back.ts";
import { turnTo } from "../connections/connection-actions.ts";

/** What a person put before the court. null: as it stands in the paste. */
export interface CourtDraft {
  readonly text: string;
  readonly method: string | null;
  readonly url: string | null;
  readonly nonceUse: number | null;
}

interface CourtState {
  /** Checked and searched for near misses alike; gone when the window closes, since it holds a live response. */
  readonly draft: CourtDraft;
  /** What led to the verdicts of the sidebar, by their id. */
  readonly kept: ReadonlyMap<string, { readonly draft: CourtDraft; readonly connectionId: string }>;
}

const empty: CourtDraft = { text: "", method: null, url: null, nonceUse: null };

export const useCourt = create<CourtState>()(() => ({ draft: empty, kept: new Map() }));

export function changeDraft(change: Partial<CourtDraft>): void {
  useCourt.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
  if (useDoctor.getState().verdictId !== null) useDoctor.getState().showVerdict(null);
}

/** Another request: what was typed beside the last one does not belong to it. */
export function putBeforeCourt(text: string, nonceUse: number | null = null): void {
  const before = useCourt.getState().draft;
  changeDraft({ ...empty, text, nonceUse });
  offerRequest(before);
}

/** A request that another one replaced can be taken back, unless it is kept with an earlier verdict anyway. */
function offerRequest(before: CourtDraft): void {
  const { kept, draft } = useCourt.getState();
  const isKept = [...kept.values()].some((each) => each.draft === before);
  if (before.text.trim() === "" || before.text === draft.text || isKept) return;
  offerBack("The request that was here was replaced.", () => changeDraft(before));
}

/** Lists a ruling among the earlier verdicts. */
export function keepRuling(code: string, good: boolean, connectionId: string): void {
  const verdictId = crypto.randomUUID();
  useCourt.setState(({ draft, kept }) => ({ kept: new Map(kept).set(verdictId, { draft, connectionId }) }));
  useDoctor.getState().remember({ verdictId, tool: "court", connectionId, code, good, at: Date.now() });
}

useDoctor.subscribe(({ verdictId }, before) => {
  if (verdictId === null || verdictId === before.verdictId) return;
  const kept = useCourt.getState().kept.get(verdictId);
  if (!kept || kept.draft === useCourt.getState().draft) return;
  const replaced = useCourt.getState().draft;
  useCourt.setState({ draft: kept.draft });
  offerRequest(replaced);
  turnTo(kept.connectionId);
});
