import { create } from "zustand";
import type { PendingGroup } from "./pending-changes.ts";

interface Waiting {
  /** The user has seen the drafts of an earlier session, or has dismissed the strip about them. */
  readonly isSeen: boolean;
}

/** Whether it was already shown what waits since an earlier session. It is shown once: counts say it everywhere else. */
export const useWaiting = create<Waiting>()(() => ({ isSeen: false }));

export function markWaitingSeen(): void {
  useWaiting.setState({ isSeen: true });
}

/** The pending changes from an earlier session. */
export function leftGroups(groups: readonly PendingGroup[], left: ReadonlySet<string>): readonly PendingGroup[] {
  return groups.filter(({ draftIds }) => draftIds.some((draftId) => left.has(draftId)));
}
