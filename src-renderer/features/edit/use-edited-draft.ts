import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { BodyFormat, FieldPair } from "#shared/rezora/request-body.ts";
import type { Draft, RecordReading } from "#shared/edits.ts";
import { headingOf } from "#shared/rezora/catalog.ts";
import { call } from "../../api.ts";
import { editedRecordKey } from "../../query.ts";
import { editField, editFields, put, undo, useEdits } from "../../state/edits.ts";
import { shortened } from "../../ui/shortened.ts";
import { changedFields } from "../../state/draft-changes.ts";
import { showToast } from "../../state/toast.ts";
import { readEditedBody } from "./body-edit.ts";
import { discardWithUndo } from "./discard-drafts.ts";
import { titleOfNew } from "./edit-actions.ts";
import type { EditTarget } from "./edit-target.ts";
import { noteOrigin } from "./form-origin.ts";

export interface EditedDraft {
  /** undefined while the record is being read; null for one that does not exist yet. */
  readonly reading: RecordReading | null | undefined;
  readonly draft: Draft | undefined;
  readonly isUnsaved: boolean;
  /** It could not be saved; the edits exist in this window only. */
  readonly isFailed: boolean;
  /** Everything that would be sent, in order. */
  readonly fields: readonly FieldPair[];
  readonly before: ReadonlyMap<string, string> | null;
  readonly changed: number;
  readonly bodyFormat: BodyFormat;
  readonly readAgain: () => void;
  readonly edit: (name: string, value: string) => void;
  /** Restores the previous value of one field, as a separate step that a toast offers to undo. */
  readonly putBack: (name: string) => void;
  /** Takes the text of a code view: as fields where it can be parsed, else as it is. */
  readonly typeBody: (format: BodyFormat, text: string) => void;
  readonly sendAs: (format: BodyFormat) => void;
  readonly discard: () => void;
}

const noFields: readonly FieldPair[] = [];

/** One draft shared by form, code views and exact bytes, started from a fresh read of the record. */
export function useEditedDraft(target: EditTarget): EditedDraft {
  const { kind, draftId, connectionId, designator, resource } = target;
  const draft = useEdits((state) => state.drafts.get(draftId));
  const isUnsaved = useEdits((state) => state.unsaved.has(draftId));
  const isFailed = useEdits((state) => state.failed.has(draftId));
  const updates = kind === "update";
  const { data, refetch } = useQuery({
    queryKey: editedRecordKey(connectionId, designator),
    queryFn: ({ signal }) => call("readRecord", { connectionId, designator }, signal),
    // An edit that was begun keeps its original values. A draft needs no reading, because Review reads again anyway.
    enabled: updates && draft === undefined,
    gcTime: 0,
  });
  const reading = updates ? (draft?.change.base ? { state: "found" as const, fields: draft.change.base } : data) : null;
  const base = reading?.state === "found" ? reading.fields : noFields;
  const before = useMemo(() => (updates ? new Map(base) : null), [updates, base]);
  const drafted = draft?.change.fields;
  const fields = useMemo(
    () => drafted ?? target.fields.map(({ name }): FieldPair => [name, before?.get(name) ?? ""]),
    [drafted, target.fields, before],
  );
  const bodyFormat = draft?.change.bodyFormat ?? "json";
  const title = draft?.change.title ?? shortened(headingOf(resource.path, (name) => before?.get(name)) ?? "");
  // A form that was emptied starts as empty, whatever it held before.
  const begin = (): void => {
    if (!updates && draft === undefined) noteOrigin(draftId);
  };

  function replace(
    next: readonly FieldPair[],
    more: Partial<Pick<Draft, "unread">> & { readonly format?: BodyFormat },
    key: string,
  ): void {
    const change = {
      kind,
      designator,
      title: updates ? title : titleOfNew(target, next),
      base: updates ? base : null,
      fields: next,
      bodyFormat: more.format ?? bodyFormat,
    };
    const wanted: Draft = { draftId, connectionId, change, unread: more.unread ?? null, savedAt: draft?.savedAt ?? 0 };
    const isEmpty = wanted.unread === null && changedFields(wanted).size === 0 && more.format === undefined;
    put([{ draftId, draft: isEmpty ? null : wanted }], key);
  }

  return {
    reading,
    draft,
    isUnsaved,
    isFailed,
    fields,
    before,
    changed: draft === undefined ? 0 : changedFields(draft).size,
    bodyFormat,
    readAgain: () => void refetch(),
    edit(name, value) {
      if (updates) {
        const sent = target.fields.map((field) => field.name);
        editField({ connectionId, designator, title, base, sent }, draftId, name, value);
        return;
      }
      begin();
      const next = fields.map(([each, old]): FieldPair => [each, each === name ? value : old]);
      replace(next, {}, `${draftId} ${name}`);
    },
    putBack(name) {
      const sent = target.fields.map((field) => field.name);
      const record = { connectionId, designator, title, base, sent };
      const typed = fields.find(([each]) => each === name)?.[1] ?? "";
      editFields([{ record, name, value: before?.get(name) ?? "" }]);
      const step = useEdits.getState().done.at(-1);
      const takeBack = (): void => {
        if (useEdits.getState().done.at(-1) === step) undo();
        else editFields([{ record, name, value: typed }]);
      };
      showToast(`Put back ${name}.`, "plain", [{ label: "Undo", keys: "Mod+Z", run: takeBack }]);
    },
    typeBody(format, text) {
      begin();
      const read = readEditedBody(format, text, fields);
      if (read.ok) replace(read.fields, {}, `${draftId} ${format}`);
      else replace(fields, { unread: { format, text } }, `${draftId} ${format}`);
    },
    sendAs: (format) => replace(fields, { format }, `${draftId} format`),
    discard: () => discardWithUndo([draftId]),
  };
}
