import { draftOf, put } from "../../state/edits.ts";
import { openReview } from "../../state/review.ts";
import type { EditTarget } from "./edit-target.ts";

/** Opens Review for a write on a resource; a deletion becomes a draft first. */
export async function startReview(target: EditTarget, title: string): Promise<void> {
  const { kind, draftId, connectionId, designator } = target;
  const deletes = kind === "delete" || kind === "delete-all";
  const known = draftOf(draftId);
  if (deletes) {
    const change = { kind, designator, title, base: null, fields: [], bodyFormat: "json" } as const;
    put([{ draftId, draft: { draftId, connectionId, change, unread: null, savedAt: 0 } }]);
  } else if (known === undefined) return;
  await openReview({
    kind: "drafts",
    connectionId,
    draftIds: [draftId],
    ...(deletes ? { dropsWhenClosed: true } : {}),
    ...(deletes && known !== undefined ? { replaced: known } : {}),
  });
}
