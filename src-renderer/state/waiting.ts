import { create } from "zustand";
import type { PendingGroup } from "./pending-changes.ts";

interface Waiting {
  /** The user has seen what an earlier session left, or has answered the strip that says it. */
  readonly isSeen: boolean;
}

/** Whether it was already shown what waits since an earlier session. It is shown once: counts say it everywhere else. */
export const useWaiting = create<Waiting>()(() => ({ isSeen: false }));

export function markWaitingSeen(): void {
  useWaiting.setState({ isSeen: true });
}

/** What of the pending changes an earlier session left. */
export function leftGroups(groups: readonly PendingGroup[], left: ReadonlySet<string>): readonly PendingGroup[] {
  return groups.filter(({ draftIds }) => draftIds.some((draftId) => left.has(draftId)));
}
