import type { ResourcePath } from "#shared/rezora/catalog.ts";
import { encodeId } from "#shared/rezora/uri.ts";
import { isEveryRecord } from "#shared/every-record.ts";
import { settingsNow, updateSettings } from "../../query.ts";
import { requestKey } from "../../state/place.ts";
import { report } from "../../state/report.ts";
import { visit } from "../../state/sending.ts";
import { useShell } from "../../state/shell.ts";
import { newDraft } from "../../state/transitions.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { choose } from "../../ui/data-grid/selection.ts";
import { useViewState, viewOf } from "../response/view-state.ts";
import { useRecordIndexes } from "./record-index.ts";
import { collectionPath, namedRecord } from "./record-names.ts";

/** The record of an available response that a designator identifies; showing it sends nothing. */
export function atHand(
  connectionId: string,
  designator: string,
): { readonly collection: ResourcePath; readonly id: string } | null {
  const record = namedRecord(designator);
  if (record === null) return null;
  const collection = collectionPath(record.path);
  return recordAtHand(connectionId, collection, record.id) === null ? null : { collection, id: record.id };
}

/** Whether something was fetched from a designator, or is being fetched; going there then sends nothing. */
export function isFetched(connectionId: string, designator: string): boolean {
  const place = useWorkspace.getState().places.get(requestKey(connectionId, "GET", designator));
  return place !== undefined && (place.exchange !== null || place.running !== null);
}

/**
 * Shows a record that was fetched: in the table of its collection, in its current order and filter, with the whole
 * record beside it. A record that is no longer available is fetched.
 */
export function showFetched(connectionId: string, collection: ResourcePath, id: string): void {
  useShell.getState().show("explore");
  const found = recordAtHand(connectionId, collection, id);
  if (found === null) {
    visit(connectionId, `${collection}/${segmentOf(id)}`);
    return;
  }
  const { key, documentId, record } = found;
  const { open, lookAt, change } = useWorkspace.getState();
  open(connectionId, newDraft(collection));
  change(key, { view: "table", panel: null });
  const { views, change: changeView } = useViewState.getState();
  const { query } = viewOf(views, key, documentId);
  // In another order its row is not known; the record is marked as the one in the inspector.
  changeView(key, documentId, { selection: isEveryRecord(query) ? choose({ row: record, column: 0 }) : null });
  lookAt(key, record);
  if (settingsNow()?.inspectorOpen === false) report(updateSettings({ inspectorOpen: true }));
}

function segmentOf(id: string): string {
  const encoded = encodeId(id);
  return encoded.ok ? encoded.value : id;
}

function recordAtHand(
  connectionId: string,
  collection: ResourcePath,
  id: string,
): { readonly key: string; readonly documentId: string; readonly record: number } | null {
  const key = requestKey(connectionId, "GET", collection);
  const documentId = useWorkspace.getState().places.get(key)?.exchange?.document?.documentId;
  if (documentId === undefined) return null;
  const record = useRecordIndexes.getState().indexes.get(documentId)?.records.get(id)?.record;
  return record === undefined ? null : { key, documentId, record };
}
