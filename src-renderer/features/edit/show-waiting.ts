import { matchDesignator } from "#shared/rezora/uri.ts";
import { draftOf } from "../../state/edits.ts";
import type { PendingGroup } from "../../state/pending-changes.ts";
import { requestKey } from "../../state/place.ts";
import { idNames, rowsWithChanges } from "../../state/rows-with-changes.ts";
import { visit } from "../../state/sending.ts";
import { useShell } from "../../state/shell.ts";
import { markWaitingSeen } from "../../state/waiting.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { turnTo } from "../connections/connection-actions.ts";
import { withOnly } from "../response/record-query.ts";
import { useViewState, viewOf } from "../response/view-state.ts";
import { editRecord, newRecord } from "./edit-actions.ts";
import { isMembershipOf } from "./pending-words.ts";

/**
 * Goes to pending changes: a new record opens in its form, members to be added in their editor, and records in their
 * table, filtered to those records.
 */
export function showWaiting({ connectionId, collection, draftIds, created }: PendingGroup): void {
  markWaitingSeen();
  const drafts = draftIds.flatMap((draftId) => draftOf(draftId) ?? []);
  turnTo(connectionId);
  if (matchDesignator(collection)?.resource.kind !== "collection") return editRecord(connectionId, collection);
  if (created === drafts.length && !isMembershipOf(collection)) return newRecord(connectionId, collection);
  const key = requestKey(connectionId, "GET", collection);
  const rows = rowsWithChanges(drafts, connectionId, collection, idNames(collection));
  visit(connectionId, collection);
  useWorkspace.getState().change(key, { view: null, panel: null });
  if (created > 0 && isMembershipOf(collection)) {
    useShell.getState().openDialog({ kind: "members", connectionId, collection });
  } else if (rows !== null) {
    const { views, change } = useViewState.getState();
    const documentId = useWorkspace.getState().places.get(key)?.exchange?.document?.documentId ?? "";
    change(key, documentId, { query: withOnly(viewOf(views, key, documentId).query, rows), selection: null });
  }
}
