import { create } from "zustand";
import type { NearMissResult } from "#shared/header-check.ts";
import { ApiError, call } from "../../api.ts";
import { report } from "../../state/report.ts";
import type { HeaderCheckDraft } from "./header-check-draft.ts";

interface SearchState {
  /** Cancels the running search. */
  readonly running: AbortController | null;
  /** The last result, and its input. */
  readonly last: {
    readonly result: NearMissResult;
    readonly draft: HeaderCheckDraft;
    readonly connectionId: string;
  } | null;
  readonly cancelled: boolean;
}

export const useNearMisses = create<SearchState>()(() => ({ running: null, last: null, cancelled: false }));

/** One search at a time. The passwords go to the main process, which forgets them after the search. */
export function lookForNearMisses(connectionId: string, draft: HeaderCheckDraft, earlierPasswords: string[]): void {
  if (useNearMisses.getState().running) return;
  const running = new AbortController();
  useNearMisses.setState({ running, last: null, cancelled: false });
  const { text, method, url } = draft;
  const search = call("findNearMisses", { connectionId, text, method, url, earlierPasswords }, running.signal)
    .then((result) => useNearMisses.setState({ last: { result, draft, connectionId } }))
    .catch((error: unknown) => {
      useNearMisses.setState({ cancelled: error instanceof ApiError && error.code === "cancelled" });
      throw error;
    })
    .finally(() => useNearMisses.setState({ running: null }));
  report(search);
}

export function cancelNearMisses(): void {
  useNearMisses.getState().running?.abort();
}
