import type { Change } from "#shared/edits.ts";
import { report } from "../../state/report.ts";
import { put } from "../../state/edits.ts";
import { newDraft } from "../../state/transitions.ts";
import { useShell } from "../../state/shell.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { editTargetOf } from "./edit-target.ts";
import { startReview } from "./start-review.ts";

/** Goes to the form of a record. */
export function editRecord(connectionId: string, designator: string): void {
  go(connectionId, "PUT", designator);
}

/** Goes to the form of a record that is to be made; `values` for one like another. */
export function newRecord(connectionId: string, collection: string, values?: ReadonlyMap<string, string>): void {
  const target = editTargetOf(connectionId, "POST", collection);
  if (target !== null && values !== undefined) {
    const fields = target.fields.map(({ name }): Change["fields"][number] => [name, values.get(name) ?? ""]);
    const change = {
      kind: "create",
      designator: collection,
      title: "",
      base: null,
      fields,
      bodyFormat: "json",
    } as const;
    const { draftId } = target;
    put([{ draftId, draft: { draftId, connectionId, change, unread: null, savedAt: 0 } }]);
  }
  go(connectionId, "POST", collection);
}

/** Shows what deleting a record would do, beside the data it was chosen in. */
export function deleteRecord(connectionId: string, designator: string, title: string): void {
  const target = editTargetOf(connectionId, "DELETE", designator);
  if (target !== null) report(startReview(target, title));
}

function go(connectionId: string, method: "PUT" | "POST", designator: string): void {
  useWorkspace.getState().open(connectionId, { ...newDraft(designator), method });
  useShell.getState().showWelcome(false);
}
