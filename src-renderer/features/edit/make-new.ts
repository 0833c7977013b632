import { useShell } from "../../state/shell.ts";
import { visit } from "../../state/sending.ts";
import { editObstacleNow } from "../connections/edit-obstacle.ts";
import { showToast } from "../../state/toast.ts";
import { newRecord } from "./edit-actions.ts";
import type { NewRecordOffer } from "./new-record.ts";

/**
 * Does what an offer says: opens the form of a new record, or the choice of members over the list that gets them, which
 * is fetched where it was not. An offer that cannot be taken now says why.
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
