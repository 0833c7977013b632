import type { Change, Draft } from "#shared/edits.ts";
import { headingOf } from "#shared/rezora/catalog.ts";
import { report } from "../../state/report.ts";
import { draftOf, put } from "../../state/edits.ts";
import { newDraft } from "../../state/transitions.ts";
import { useShell } from "../../state/shell.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { shortened } from "../../ui/shortened.ts";
import { showToast } from "../../state/toast.ts";
import { editTargetOf, type EditTarget } from "./edit-target.ts";
import { noteOrigin, useFormOrigins, type FormOrigin } from "./form-origin.ts";
import { nounOf } from "./new-record.ts";
import { startReview } from "./start-review.ts";

/** Goes to the form of a record. */
export function editRecord(connectionId: string, designator: string): void {
  go(connectionId, "PUT", designator);
}

/** A record that a new one starts as a copy of. */
export interface CopiedRecord {
  readonly designator: string;
  readonly title: string;
  /** By field, whole values only. */
  readonly values: ReadonlyMap<string, string>;
}

/** Goes to the form of a new record: as it was left, or as a copy of another record. */
export function newRecord(connectionId: string, collection: string, copied?: CopiedRecord): void {
  const target = editTargetOf(connectionId, "POST", collection);
  if (target !== null && copied !== undefined) startFromCopy(target, copied);
  else if (target !== null && draftOf(target.draftId) === undefined) noteOrigin(target.draftId);
  go(connectionId, "POST", collection);
}

/** Fills the form of a new record with a copy. What was typed there before can be restored. */
export function startFromCopy(target: EditTarget, { designator, title, values }: CopiedRecord): void {
  const { draftId, connectionId } = target;
  const fields = target.fields.map(({ name }): Change["fields"][number] => [name, values.get(name) ?? ""]);
  const sent = new Set(target.fields.map(({ name }) => name));
  const leftOut = [...values.keys()].filter((name) => !sent.has(name));
  const base = { kind: "create", designator: target.designator, base: null, bodyFormat: "json" } as const;
  const change: Change = { ...base, title: titleOfNew(target, fields), fields };
  replaceForm(
    target,
    { draftId, connectionId, change, unread: null, savedAt: 0 },
    {
      kind: "copy",
      designator,
      title,
      leftOut,
    },
  );
}

/** Empties the form of a new record. What was typed there before can be restored. */
export function startEmpty(target: EditTarget): void {
  replaceForm(target, null, { kind: "empty" });
}

function replaceForm({ draftId, resource }: EditTarget, draft: Draft | null, origin: FormOrigin): void {
  const before = draftOf(draftId);
  const originBefore = useFormOrigins.getState().origins.get(draftId);
  put([{ draftId, draft }]);
  noteOrigin(draftId, origin);
  if (before === undefined) return;
  const putBack = (): void => {
    put([{ draftId, draft: before }]);
    if (originBefore !== undefined) noteOrigin(draftId, originBefore);
  };
  showToast(`The draft of a new ${nounOf(resource)} was replaced.`, "plain", [{ label: "Undo", run: putBack }]);
}

/** The name that a new record will have, from the fields filled in so far; empty while there is none. */
export function titleOfNew({ resource }: EditTarget, fields: Change["fields"]): string {
  const values = new Map(fields);
  return shortened(headingOf(resource.path, (name) => values.get(name)) ?? "");
}

/** Opens Review for the deletion of a record, beside the data it was selected in. */
export function deleteRecord(connectionId: string, designator: string, title: string): void {
  const target = editTargetOf(connectionId, "DELETE", designator);
  if (target !== null) report(startReview(target, title));
}

function go(connectionId: string, method: "PUT" | "POST", designator: string): void {
  useWorkspace.getState().open(connectionId, { ...newDraft(designator), method });
  useShell.getState().showWelcome(false);
}
