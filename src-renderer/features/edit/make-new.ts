import { useShell } from "../../state/shell.ts";
import { visit } from "../../state/sending.ts";
import { editObstacleNow } from "../connections/edit-obstacle.ts";
import { showToast } from "../../state/toast.ts";
import { newRecord } from "./edit-actions.ts";
import type { NewRecordOffer } from "./new-record.ts";

/**
 * Carries out an offer: opens the form of a new record, or the member editor over the list, which is fetched if it was
 * not. An unavailable offer says why.
 */
export function makeNew(connectionId: string, { kind, collection, notNow }: NewRecordOffer): void {
  const reason = notNow ?? editObstacleNow(connectionId);
  if (reason !== undefined) {
    showToast(reason, "later");
    return;
  }
  useShell.getState().show("explore");
  if (kind === "record") {
    newRecord(connectionId, collection);
    return;
  }
  visit(connectionId, collection);
  useShell.getState().openDialog({ kind: "members", connectionId, collection });
}
