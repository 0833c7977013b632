import type { Draft } from "#shared/edits.ts";
import { useEdits } from "./edits.ts";
import { pendingChanges, type PendingChanges } from "./pending-changes.ts";

const counted = new WeakMap<ReadonlyMap<string, Draft>, PendingChanges>();

/** All pending changes. Everything on screen that shows them shares one count. */
export function usePendingChanges(): PendingChanges {
  const drafts = useEdits((state) => state.drafts);
  const known = counted.get(drafts);
  if (known !== undefined) return known;
  const changes = pendingChanges(drafts.values());
  counted.set(drafts, changes);
  return changes;
}
