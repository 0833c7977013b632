import { put } from "../../state/edits.ts";
import { report } from "../../state/report.ts";
import { openReview } from "../../state/review.ts";
import { editTargetOf } from "./edit-target.ts";

export interface RecordToDelete {
  readonly designator: string;
  readonly title: string;
}

/** Opens Review for the deletion of several records, beside the data they were selected in. Closing Review drops it. */
export function deleteRecords(connectionId: string, records: readonly RecordToDelete[]): void {
  const drafts = records.flatMap(({ designator, title }) => {
    const target = editTargetOf(connectionId, "DELETE", designator);
    if (target?.kind !== "delete") return [];
    const { draftId } = target;
    const change = {
      kind: "delete",
      designator: target.designator,
      title,
      base: null,
      fields: [],
      bodyFormat: "json",
    } as const;
    return [{ draftId, draft: { draftId, connectionId, change, unread: null, savedAt: 0 } }];
  });
  if (drafts.length === 0) return;
  put(drafts);
  const draftIds = drafts.map(({ draftId }) => draftId);
  report(openReview({ kind: "drafts", connectionId, draftIds, dropsWhenClosed: true }));
}
