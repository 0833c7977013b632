import { stayingRecords } from "#shared/rezora/protection.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import type { RecordQuery } from "#shared/documents.ts";
import { changesAnything, fieldMap, movedFields } from "./compare.ts";
import type { PlannedItem } from "./edit-entries.ts";
import type { RecordApi } from "./record-api.ts";
import type { Settled } from "./settle.ts";

/** Reads once more right before a write; null if everything is as Review showed it. */
export async function staleness(
  api: RecordApi,
  connectionId: string,
  item: PlannedItem,
  signal: AbortSignal,
): Promise<Settled | null> {
  switch (item.kind) {
    case "create":
      return null;
    case "delete-all":
      return staleWipe(api, connectionId, item, signal);
    case "update":
    case "delete":
      return staleRecord(api, connectionId, item, signal);
  }
}

function unsent({ designator }: PlannedItem, state: Settled["state"], message: string): Settled {
  return { state, message, status: null, proof: [], designator };
}

async function staleRecord(
  api: RecordApi,
  connectionId: string,
  item: PlannedItem,
  signal: AbortSignal,
): Promise<Settled | null> {
  const read = await api.read(connectionId, item.designator, signal);
  if (read.state === "failed") return unsent(item, "not-executed", `Not sent: ${read.message}`);
  if (read.state === "gone") {
    return item.kind === "delete"
      ? unsent(item, "stored", "It was gone already; nothing was sent.")
      : unsent(item, "moved", "Not sent: the record was deleted after Review.");
  }
  const now = fieldMap(read.fields);
  const moved = movedFields(fieldMap(item.before), now, item.kind === "delete" ? item.before : item.sent);
  if (moved.length > 0)
    return unsent(item, "moved", `Not sent: ${moved.join(", ")} changed on the server after Review.`);
  if (item.kind === "update" && !changesAnything(item.sent, now)) {
    return unsent(item, "stored", "The record already was as wanted; nothing was sent.");
  }
  return null;
}

/** Records that Review did not count must not be deleted, and records that it did not keep could not be recreated. */
async function staleWipe(
  api: RecordApi,
  connectionId: string,
  item: PlannedItem,
  signal: AbortSignal,
): Promise<Settled | null> {
  const now = await api.search(connectionId, item.designator, removable(item.designator), signal);
  if (now.state === "failed") return unsent(item, "not-executed", `Not sent: ${now.message}`);
  if (now.fitting === 0) return unsent(item, "stored", "They were gone already; nothing was sent.");
  const isSame =
    now.fitting === item.removes &&
    (item.removed.length === 0 || JSON.stringify(now.records) === JSON.stringify(item.removed));
  return isSame
    ? null
    : unsent(item, "moved", "Not sent: records of this collection changed on the server after Review.");
}

/** Picks the records of a collection that its deletion removes. */
export function removable(collection: string): RecordQuery["filters"] {
  const path = matchDesignator(collection)?.resource.path;
  const staying = path === undefined ? null : stayingRecords(path);
  return staying === null ? [] : [{ column: staying.field, operator: "not-equals", value: staying.value }];
}
