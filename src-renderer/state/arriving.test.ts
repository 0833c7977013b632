import { describe, expect, it } from "vitest";
import type { DocumentSummary } from "#shared/documents.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { arrivingDocument, shownDocument, withoutArriving } from "./arriving.ts";
import { sampleExchange } from "./exchange-sample.ts";
import { requestKey, type Place, type ServedFormat } from "./place.ts";
import {
  arrive,
  begin,
  emptyWorkspace,
  fail,
  grow,
  lookAt,
  newDraft,
  open,
  type WorkspaceState,
} from "./transitions.ts";

const key = requestKey("one", "GET", "contacts");
const problem = { code: "cancelled", message: "", detail: undefined } as const;

function placeOf(state: WorkspaceState): Place {
  const place = state.places.get(key);
  if (place === undefined) throw new Error("the place is gone");
  return place;
}

function soFar(exchangeId: string, recordCount: number, columns: readonly string[] = ["contact_id"]): DocumentSummary {
  const { document } = sampleExchange(exchangeId);
  if (document === null) throw new Error("a sample has a body");
  return { ...document, complete: false, table: { recordCount, columns: [...columns] } };
}

function started(exchangeId: string, before: WorkspaceState = emptyWorkspace, beside: ServedFormat | null = null) {
  const { request } = sampleExchange(exchangeId);
  const opened = open(before, "one", newDraft("contacts"));
  return begin(opened, key, { exchangeId, request, startedAt: 0, beside, document: null });
}

function whole(exchangeId: string, recordCount: number, given: Partial<Omit<Exchange, "request">> = {}): Exchange {
  return sampleExchange(exchangeId, { document: { ...soFar(exchangeId, recordCount), complete: true }, ...given });
}

describe("arriving records", () => {
  it("are shown as they grow in number, and are replaced by the complete response", () => {
    let state = grow(started("a"), { exchangeId: "a", document: soFar("a", 3) });
    expect(arrivingDocument(placeOf(state))?.table?.recordCount).toBe(3);
    state = grow(state, { exchangeId: "a", document: soFar("a", 8) });
    expect(shownDocument(placeOf(state))?.table?.recordCount).toBe(8);
    expect(placeOf(state).exchange).toBeNull();
    state = arrive(state, whole("a", 9));
    expect(arrivingDocument(placeOf(state))).toBeNull();
    expect(shownDocument(placeOf(state))).toMatchObject({ complete: true, table: { recordCount: 9 } });
  });

  it("keep the same columns object while the columns do not change, also at the end", () => {
    let state = grow(started("a"), { exchangeId: "a", document: soFar("a", 3) });
    const columns = arrivingDocument(placeOf(state))?.table?.columns;
    state = grow(state, { exchangeId: "a", document: soFar("a", 8) });
    expect(arrivingDocument(placeOf(state))?.table?.columns).toBe(columns);
    const more = grow(state, { exchangeId: "a", document: soFar("a", 9, ["contact_id", "name"]) });
    expect(arrivingDocument(placeOf(more))?.table?.columns).toEqual(["contact_id", "name"]);
    const other = grow(state, { exchangeId: "a", document: soFar("a", 9, ["id"]) });
    expect(arrivingDocument(placeOf(other))?.table?.columns).toEqual(["id"]);
    state = arrive(state, whole("a", 9));
    expect(placeOf(state).exchange?.document?.table?.columns).toBe(columns);
    expect(state.history[0]?.exchange).toBe(placeOf(state).exchange);
  });

  it("keep the selected record selected", () => {
    const document = soFar("a", 3);
    const state = lookAt(grow(started("a"), { exchangeId: "a", document }), key, 2);
    expect(arrive(state, whole("a", 9)).records.get(key)).toBe(2);
    // The final response is a different object when the body could not be kept.
    expect(arrive(state, whole("a", 9, { document: null })).records.get(key)).toBeUndefined();
  });

  it("of another or a finished exchange are ignored", () => {
    const state = started("a");
    expect(grow(state, { exchangeId: "b", document: soFar("b", 3) })).toBe(state);
    const over = arrive(state, whole("a", 9));
    expect(grow(over, { exchangeId: "a", document: soFar("a", 3) })).toBe(over);
  });

  it("are hidden when they turn out not to be records", () => {
    let state = grow(started("a"), { exchangeId: "a", document: soFar("a", 3) });
    state = grow(state, { exchangeId: "a", document: { ...soFar("a", 3), table: null } });
    expect(shownDocument(placeOf(state))).toBeNull();
  });

  it("are removed when their exchange fails", () => {
    const state = fail(grow(started("a"), { exchangeId: "a", document: soFar("a", 3) }), "a", problem);
    expect(shownDocument(placeOf(state))).toBeNull();
    expect(placeOf(state).running).toBeNull();
  });
});

describe("records already shown", () => {
  const fetched = arrive(started("a"), whole("a", 9));

  it("stay visible with their selection until the new response is complete", () => {
    let state = lookAt(started("b", fetched), key, 4);
    state = grow(state, { exchangeId: "b", document: soFar("b", 3) });
    expect(arrivingDocument(placeOf(state))).toBeNull();
    expect(shownDocument(placeOf(state))?.documentId).toBe("document of a");
    state = arrive(state, whole("b", 9));
    expect(shownDocument(placeOf(state))?.documentId).toBe("document of b");
    expect(state.records.get(key)).toBeUndefined();
  });

  it("are not hidden by a fetch of another format", () => {
    const state = grow(started("b", fetched, "xml"), { exchangeId: "b", document: soFar("b", 3) });
    expect(shownDocument(placeOf(state))?.documentId).toBe("document of a");
  });

  it("are replaced by the first arriving records when there were none", () => {
    const refused = arrive(started("a"), whole("a", 0, { status: 500, document: { ...soFar("a", 1), table: null } }));
    const state = grow(started("b", refused), { exchangeId: "b", document: soFar("b", 3) });
    expect(shownDocument(placeOf(state))?.documentId).toBe("document of b");
  });
});

it("a response is shown only when complete unless it is shown in the order of the body", () => {
  const state = grow(started("a"), { exchangeId: "a", document: soFar("a", 3) });
  expect(shownDocument(withoutArriving(placeOf(state)))).toBeNull();
  const idle = placeOf(open(emptyWorkspace, "one", newDraft("contacts")));
  expect(withoutArriving(idle)).toBe(idle);
});
