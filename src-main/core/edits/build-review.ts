import type { Connection } from "#shared/connection.ts";
import type { RecordReading, Review, ReviewField, ReviewItem } from "#shared/edits.ts";
import { parseBaseUrl } from "#shared/rezora/base-url.ts";
import { protectionOf, stayingRecords } from "#shared/rezora/protection.ts";
import { writeBody, type FieldPair } from "#shared/rezora/request-body.ts";
import { matchDesignator, requestTarget } from "#shared/rezora/uri.ts";
import { wireText } from "#shared/rezora/wire-text.ts";
import { compareThreeWays, fieldMap, resolveFields } from "./compare.ts";
import { forecastUndo, methodOf, maxRemade, type Intended } from "./intended.ts";
import type { CollectionRead } from "./read-for-review.ts";
import { writeRequest } from "./record-api.ts";

/** One item of a review, with what a commit needs but the user need not see. */
export interface PreparedItem {
  readonly item: ReviewItem;
  readonly intended: Intended;
  /** The record on the server when the review was made; empty if it does not exist. */
  readonly before: readonly FieldPair[];
  readonly removed: readonly (readonly FieldPair[])[];
  /** How many records a deletion of a collection removes; 0 for other writes. */
  readonly removes: number;
}

interface Findings {
  readonly state: ReviewItem["state"];
  readonly reason: string;
  readonly fields: readonly ReviewField[];
  readonly before: readonly FieldPair[];
}

const nothingFound: Findings = { state: "ready", reason: "", fields: [], before: [] };

/** What a review shows for one change, given what the server has now. `read` is null for a record to be created. */
export function prepareItem(connection: Connection, intended: Intended, read: RecordReading | null): PreparedItem {
  const { change } = intended;
  const misplaced = misplacement(change);
  const found =
    misplaced !== null
      ? { ...nothingFound, state: "refused" as const, reason: misplaced }
      : read === null
        ? ofNewRecord(intended)
        : ofRecord(intended, read);
  const resource = matchDesignator(change.designator)?.resource ?? null;
  return {
    intended,
    before: found.before,
    removed: [],
    removes: 0,
    item: {
      ...itemOf(connection, intended, sentOf(intended, found.fields)),
      state: found.state,
      wasRead: read !== null && read.state !== "failed",
      reason: found.reason,
      fields: [...found.fields],
      undo: forecastUndo(change.kind, resource, 1),
      wipe: null,
    },
  };
}

/** The same for the deletion of a whole collection. */
export function prepareWipe(connection: Connection, intended: Intended, read: CollectionRead): PreparedItem {
  const { change } = intended;
  const resource = matchDesignator(change.designator)?.resource ?? null;
  const base = itemOf(connection, intended, []);
  const failure = misplacement(change) ?? (read.state === "failed" ? read.message : null);
  if (failure !== null || read.state === "failed") {
    const undo = forecastUndo("delete-all", resource, maxRemade + 1);
    const wasRead = read.state !== "failed";
    const item: ReviewItem = {
      ...base,
      state: "refused",
      wasRead,
      reason: failure ?? "",
      fields: [],
      undo,
      wipe: null,
    };
    return { intended, before: [], removed: [], removes: 0, item };
  }
  const { removes, staying, removed } = read;
  const because = resource === null || staying === 0 ? null : stayingRecords(resource.path);
  return {
    intended,
    before: [],
    removed: removes > maxRemade ? [] : removed,
    removes,
    item: {
      ...base,
      state: removes === 0 ? "unchanged" : "ready",
      wasRead: true,
      reason: removes === 0 ? "There is nothing to delete." : "",
      fields: [],
      undo: forecastUndo("delete-all", resource, removes),
      wipe: { removes, stays: staying, staysBecause: because?.reason ?? "", name: read.name },
    },
  };
}

/** A change of one record must name that record: `DELETE contacts` would empty the collection. */
function misplacement({ kind, designator }: Intended["change"]): string | null {
  const path = matchDesignator(designator)?.resource.path;
  const needsRecord = kind === "update" || kind === "delete";
  if (path === undefined || path.endsWith("/ID") === needsRecord) return null;
  return needsRecord ? `${designator} is a whole collection, not one record.` : `${designator} is no collection.`;
}

function ofRecord({ change }: Intended, read: RecordReading): Findings {
  if (read.state === "failed") return { ...nothingFound, state: "refused", reason: read.message };
  if (read.state === "gone") return { ...nothingFound, state: "gone", reason: "There is no such record any more." };
  const before = read.fields;
  const server = fieldMap(before);
  const path = matchDesignator(change.designator)?.resource.path;
  const protection =
    path === undefined ? null : protectionOf(path, methodOf[change.kind], (field) => server.get(field));
  if (protection !== null) return { state: "refused", reason: protection, fields: [], before };
  if (change.kind === "delete") {
    const fields = before.map(([name, value]): ReviewField => ({
      name,
      base: value,
      server: value,
      mine: null,
      state: "edit",
    }));
    return { state: "ready", reason: "", fields, before };
  }
  const fields = compareThreeWays(fieldMap(change.base ?? before), server, fieldMap(change.fields));
  const edited = fields.filter(({ state }) => state === "edit" || state === "conflict");
  if (edited.length === 0)
    return { state: "unchanged", reason: "Nothing is different from the server.", fields, before };
  const moved = fields.some(({ state }) => state === "theirs" || state === "conflict");
  return {
    state: moved ? "moved" : "ready",
    reason: moved ? "Somebody changed this record after you read it." : "",
    fields,
    before,
  };
}

function ofNewRecord({ change }: Intended): Findings {
  const resource = matchDesignator(change.designator)?.resource;
  const missing = (resource?.methods.POST.requestFields ?? [])
    // Inferred requirements are left to the server: a deleted record without the field must be restorable.
    .filter(({ required, confidence }) => required === true && confidence === "documented")
    .filter(({ name }) => (fieldMap(change.fields).get(name) ?? "").trim() === "")
    .map(({ name }) => name);
  const fields = change.fields
    .filter(([, value]) => value !== "")
    .map(([name, value]): ReviewField => ({ name, base: null, server: null, mine: value, state: "edit" }));
  if (missing.length > 0)
    return { ...nothingFound, state: "refused", reason: `${missing.join(" and ")} must be filled in.`, fields };
  return { ...nothingFound, fields };
}

/** The request as it is sent if the user's values win every conflict; the actual choices are applied at the commit. */
function sentOf({ change }: Intended, fields: readonly ReviewField[]): readonly FieldPair[] {
  const mine = new Map(fields.map(({ name }) => [name, "mine" as const]));
  return change.kind === "update" ? (resolveFields(change.fields, fields, mine) ?? change.fields) : change.fields;
}

function itemOf(connection: Connection, { draftId, change }: Intended, sent: readonly FieldPair[]) {
  const method = methodOf[change.kind];
  const body = method === "DELETE" ? null : { format: change.bodyFormat, fields: sent };
  const request = writeRequest(connection.connectionId, { method, designator: change.designator, body });
  const base = parseBaseUrl(connection.baseUrl);
  const target = requestTarget({
    basePath: base.ok ? base.value.basePath : "",
    apiVersion: connection.apiVersion,
    designator: change.designator,
    suffix: request.suffix,
  });
  const bodyBytes = Buffer.byteLength(request.body ?? "");
  return {
    draftId,
    kind: change.kind,
    method,
    designator: change.designator,
    title: change.title,
    bytes: wireText({
      method,
      requestTarget: target.ok ? target.value : change.designator,
      host: base.ok ? new URL(base.value.origin).host : "",
      userName: connection.userName,
      quoteQop: connection.quoteQop,
      headers: [
        ["Accept", request.accept ?? ""],
        ["Content-type", request.contentType ?? ""],
      ],
      body: request.body,
      bodyBytes,
    }),
    bodyBytes,
    losses: body === null ? [] : [...writeBody(body.format, body.fields).losses],
  } satisfies Partial<ReviewItem>;
}

/** Wire requests of a commit: each record is read again, written and read back; each may need a fresh nonce. */
export function forecastRequests(items: readonly ReviewItem[]): Review["wireRequests"] {
  const sent = items.filter(({ state }) => state === "ready" || state === "moved");
  const least = sent.reduce((sum, { kind }) => sum + (kind === "create" ? 2 : 3), 0);
  return { least, most: least + sent.length };
}
