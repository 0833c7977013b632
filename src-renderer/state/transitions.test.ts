import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Exchange } from "#shared/http/exchange.ts";
import { sampleExchange } from "./exchange-sample.ts";
import { keptBodies, keptDocuments, loseBodies } from "./kept-bodies.ts";
import { requestKey, type ServedFormat } from "./place.ts";
import {
  arrive,
  arriveFormats,
  begin,
  change,
  emptyWorkspace,
  fail,
  forgetConnection,
  leave,
  lookAt,
  newDraft,
  open,
  openResource,
  remember,
  rememberRecord,
  reread,
  showFormats,
  showHandshake,
  showKept,
  showReadBack,
  type WorkspaceState,
} from "./transitions.ts";

const key = (designator: string, connectionId = "one"): string => requestKey(connectionId, "GET", designator);
const onScreen = (state: WorkspaceState) => state.places.get(state.current ?? "");

function fetched(
  state: WorkspaceState,
  designator: string,
  exchangeId: string,
  given: { connectionId?: string; beside?: ServedFormat; status?: number } = {},
): WorkspaceState {
  const { connectionId = "one", beside = null, status = 200 } = given;
  const exchange = sampleExchange(exchangeId, { status, request: { connectionId, designator } });
  const opened = open(state, connectionId, newDraft(designator));
  const running = { exchangeId, request: exchange.request, startedAt: 0, beside, document: null };
  return arrive(begin(opened, key(designator, connectionId), running), exchange);
}

describe("a refused login does not hide the records on screen", () => {
  const refuse = (
    state: WorkspaceState,
    exchangeId: string,
    login: Exchange["login"] = "refused-since",
  ): WorkspaceState => {
    const exchange = sampleExchange(exchangeId, { status: 401, login, request: { designator: "contacts" } });
    const running = { exchangeId, request: exchange.request, startedAt: 0, beside: null, document: null };
    return arrive(begin(state, key("contacts"), running), exchange);
  };

  it("keeps the exchange and the selected record until the next response", () => {
    const chosen = lookAt(fetched(emptyWorkspace, "contacts", "good"), key("contacts"), 0);
    const state = refuse(chosen, "bad");
    expect(onScreen(state)).toMatchObject({
      exchange: { exchangeId: "good" },
      refused: { exchange: { exchangeId: "bad" }, isShown: false },
      running: null,
    });
    expect(state.records.get(key("contacts"))).toBe(0);
    expect(onScreen(refuse(state, "worse"))?.refused?.exchange.exchangeId).toBe("worse");
    expect(onScreen(fetched(state, "contacts", "better"))).toMatchObject({
      exchange: { exchangeId: "better" },
      refused: null,
    });
  });

  it("shows a 401 that does not concern the login, and one without earlier records", () => {
    const before = fetched(emptyWorkspace, "contacts", "good");
    expect(onScreen(refuse(before, "loop", "nonce-loop"))).toMatchObject({
      exchange: { exchangeId: "loop" },
      refused: null,
    });
    expect(onScreen(refuse(open(emptyWorkspace, "one", newDraft("contacts")), "first"))).toMatchObject({
      exchange: { exchangeId: "first" },
      refused: null,
    });
  });
});

describe("moving between locations", () => {
  it("shows a resource on a click, regardless of edits to its request line", () => {
    const ways = [
      { ...newDraft("contacts"), method: "POST" as const },
      { ...newDraft("contacts"), method: "DELETE" as const },
      newDraft("lists"),
    ];
    for (const draft of ways) {
      const turned = change(fetched(emptyWorkspace, "contacts", "a"), key("contacts"), { draft });
      expect(onScreen(openResource(turned, "one", "contacts"))).toMatchObject({
        draft: { method: "GET", designator: "contacts" },
        exchange: { exchangeId: "a" },
      });
      const empty = change(open(emptyWorkspace, "one", newDraft("contacts")), key("contacts"), { draft });
      expect(onScreen(openResource(empty, "one", "contacts"))?.draft).toEqual(newDraft("contacts"));
    }
  });

  it("keeps a request line that still asks for the resource", () => {
    const draft = { ...newDraft("contacts"), suffix: "xml" as const };
    const state = change(fetched(emptyWorkspace, "contacts", "a"), key("contacts"), { draft });
    expect(onScreen(openResource(state, "one", "contacts"))?.draft).toBe(draft);
  });

  it("shows a document that was read again wherever it is shown, and no other", () => {
    const state = fetched(fetched(emptyWorkspace, "contacts", "a"), "lists", "b");
    const document = state.places.get(key("contacts"))?.exchange?.document;
    if (!document) throw new Error("the sample has a document");
    const again = { ...document, charset: "windows-1252" };
    const next = reread(state, again);
    expect(next.places.get(key("contacts"))?.exchange?.document).toBe(again);
    expect(next.places.get(key("lists"))).toEqual(state.places.get(key("lists")));
    const charsets = next.history.map(({ exchange }) => exchange.document?.charset);
    expect(charsets).toEqual(["UTF-8", "windows-1252"]);
  });

  it("distinguishes the same designator on two connections", () => {
    const state = fetched(emptyWorkspace, "contacts", "a");
    expect(onScreen(open(state, "two", newDraft("contacts")))?.exchange).toBeNull();
  });

  it("can leave all locations", () => {
    expect(onScreen(leave(open(emptyWorkspace, "one", newDraft("contacts"))))).toBeUndefined();
  });
});

describe("what a commit read back", () => {
  const readBack = sampleExchange("read back", {
    startedAt: 50,
    request: { designator: "contacts/7", suffix: "json" },
  });
  const begun = open(emptyWorkspace, "one", newDraft("contacts/7"));

  it("is shown as the response of the new record, with the request that it was read with", () => {
    const state = showReadBack(remember(begun, readBack, true), key("contacts/7"), 40);
    expect(onScreen(state)).toMatchObject({ exchange: { exchangeId: "read back" }, draft: { suffix: "json" } });
    expect(state.records.get(key("contacts/7"))).toBe(0);
    expect(keptDocuments(state)).toEqual(new Set(["document of read back"]));
  });

  it("is not shown without its body, for another resource, or from before the commit", () => {
    const known = remember(begun, readBack, true);
    expect(onScreen(showReadBack(known, key("contacts/7"), 51))?.exchange).toBeNull();
    expect(onScreen(showReadBack(known, key("contacts/8"), 40))?.exchange).toBeNull();
    expect(onScreen(showReadBack(remember(begun, readBack), key("contacts/7"), 40))?.exchange).toBeNull();
  });

  it("is shown without a body when the emptied collection has none", () => {
    const empty = sampleExchange("empty", { startedAt: 50, status: 204, document: null });
    const state = remember(fetched(emptyWorkspace, "contacts", "before"), empty, false);
    expect(onScreen(showReadBack(state, key("contacts"), 40))?.exchange?.exchangeId).toBe("empty");
  });
});

describe("when another main process runs in its place", () => {
  it("keeps headers and handshakes, but not bodies", () => {
    const state = loseBodies(fetched(emptyWorkspace, "contacts", "a"));
    expect(onScreen(state)).toMatchObject({ exchange: null, panelsOf: { exchangeId: "a" }, running: null });
    expect(keptDocuments(state)).toEqual(new Set());
  });
});

describe("what was fetched", () => {
  it("is shown again at the next visit, with the request line it had", () => {
    let state = fetched(emptyWorkspace, "contacts", "a");
    state = change(state, key("contacts"), { draft: { ...newDraft("contacts"), suffix: "json" }, view: "raw" });
    state = open(open(state, "one", newDraft("lists")), "one", newDraft("contacts"));
    expect(onScreen(state)).toMatchObject({ exchange: { exchangeId: "a" }, view: "raw", draft: { suffix: "json" } });
  });

  it("is kept as an alternate response, and is removed with the main one", () => {
    let state = fetched(emptyWorkspace, "contacts", "a");
    state = fetched(state, "contacts", "b", { beside: "xml" });
    expect(onScreen(state)).toMatchObject({
      exchange: { exchangeId: "a" },
      servedBeside: { xml: { exchangeId: "b" } },
      view: "xml",
    });
    const refreshed = onScreen(fetched(state, "contacts", "c"));
    expect(refreshed?.exchange?.exchangeId).toBe("c");
    expect(refreshed?.servedBeside).toEqual({});
  });

  it("replaces the main response when the other format failed, to show the failure", () => {
    const state = open(fetched(emptyWorkspace, "contacts", "a"), "one", newDraft("contacts"));
    const lost = sampleExchange("b", {
      document: null,
      status: null,
      failure: { code: "refused", message: "No connection.", advice: "", detail: "" },
    });
    const running = { exchangeId: "b", request: lost.request, startedAt: 0, beside: "xml" as const, document: null };
    const after = arrive(begin(state, key("contacts"), running), lost);
    expect(onScreen(after)).toMatchObject({ exchange: { exchangeId: "b" }, running: null, servedBeside: {} });
  });

  it("is kept for the history even if its location is gone", () => {
    const state = forgetConnection(open(emptyWorkspace, "one", newDraft("contacts")), "one");
    const after = arrive(state, sampleExchange("a"));
    expect(after.history.map(({ exchange }) => exchange.exchangeId)).toEqual(["a"]);
  });

  it("keeps the response when a later call does nothing, and shows why", () => {
    let state = fetched(emptyWorkspace, "contacts", "a");
    const { request } = sampleExchange("b");
    state = begin(state, key("contacts"), { exchangeId: "b", request, startedAt: 0, beside: null, document: null });
    state = fail(state, "b", { code: "password-needed", message: "No password.", detail: undefined });
    expect(onScreen(state)).toMatchObject({
      exchange: { exchangeId: "a" },
      running: null,
      problem: { code: "password-needed" },
    });
  });

  it("is selected immediately if it is a record requested by its id", () => {
    const lookedAt = (designator: string, given = {}) => fetched(emptyWorkspace, designator, "a", given).records;
    expect(lookedAt("contacts/7")).toEqual(new Map([[key("contacts/7"), 0]]));
    expect(lookedAt("contacts")).toEqual(new Map());
    expect(lookedAt("contacts/7", { status: 404 })).toEqual(new Map());
  });

  it("is not changed by selecting a record", () => {
    const state = fetched(emptyWorkspace, "contacts", "a");
    const looking = lookAt(state, key("contacts"), 4);
    expect(looking.places).toBe(state.places);
    expect(lookAt(looking, key("contacts"), 4)).toBe(looking);
    expect(lookAt(looking, key("contacts"), null).records.has(key("contacts"))).toBe(false);
    expect(lookAt(state, key("groups"), 1)).toBe(state);
    expect(showKept(looking, "a").records.has(key("contacts"))).toBe(false);
  });

  it("counts as unfetched once its body was dropped", () => {
    let state = fetched(emptyWorkspace, "contacts", "first");
    state = lookAt(fetched(state, "contacts", "beside", { beside: "json" }), key("contacts"), 3);
    for (let index = 0; index <= keptBodies; index += 1) state = fetched(state, `contacts/${index}`, `more ${index}`);
    expect(state.places.get(key("contacts"))).toMatchObject({ exchange: null });
    expect(state.records.has(key("contacts"))).toBe(false);
    expect(state.records.get(key(`contacts/${keptBodies}`))).toBe(0);
    expect(state.places.get(key("contacts"))?.servedBeside).toEqual({});
    expect(state.places.get(key(`contacts/${keptBodies}`))?.exchange).not.toBeNull();
  });

  it("keeps no more bodies than the limit, and always those on screen", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.boolean()), { maxLength: 150 }), (steps) => {
        let state = emptyWorkspace;
        for (const [index, [number, beside]] of steps.entries()) {
          state = fetched(state, `contacts/${number}`, `exchange ${index}`, beside ? { beside: "json" } : {});
          const kept = keptDocuments(state);
          expect(kept.size).toBeLessThanOrEqual(keptBodies + 4);
          for (const place of state.places.values()) {
            for (const shown of [place.exchange, ...Object.values(place.servedBeside)]) {
              if (shown?.document) expect(kept).toContain(shown.document.documentId);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("history", () => {
  it("shows a kept response again with its request", () => {
    let state = fetched(emptyWorkspace, "contacts", "a");
    state = fetched(state, "contacts", "b");
    state = showKept(open(state, "one", newDraft("lists")), "a");
    expect(onScreen(state)).toMatchObject({ key: key("contacts"), exchange: { exchangeId: "a" } });
  });

  it("offers to send a request again if its response was not kept, without sending it", () => {
    let state = fetched(emptyWorkspace, "contacts", "first");
    for (let index = 0; index < keptBodies + 5; index += 1)
      state = fetched(state, `contacts/${index}`, `more ${index}`);
    expect(state.history.find(({ exchange }) => exchange.exchangeId === "first")?.bodyKept).toBe(false);
    state = showKept(state, "first");
    expect(onScreen(state)).toMatchObject({ key: key("contacts"), exchange: null, running: null });
  });

  it("shows the handshake of a response whether or not its body is kept", () => {
    let state = fetched(emptyWorkspace, "contacts", "first");
    const kept = showHandshake(state, "first");
    expect(onScreen(kept)).toMatchObject({ panel: "handshake", exchange: { exchangeId: "first" }, panelsOf: null });
    for (let index = 0; index < keptBodies + 5; index += 1)
      state = fetched(state, `contacts/${index}`, `more ${index}`);
    // The location lost its response on its own; returning to it from the history gives the same state.
    expect(state.places.get(key("contacts"))).toMatchObject({ exchange: null, panelsOf: { exchangeId: "first" } });
    state = showHandshake(state, "first");
    expect(onScreen(state)).toMatchObject({ panel: "handshake", exchange: null, panelsOf: { exchangeId: "first" } });
    expect(showHandshake(state, "unknown")).toBe(state);
  });

  it("removes a connection with its locations, history and records", () => {
    let state = fetched(emptyWorkspace, "contacts", "a");
    state = rememberRecord(state, { connectionId: "one", designator: "contacts/1", title: "Jane Smith" });
    state = fetched(state, "groups", "b", { connectionId: "two" });
    state = lookAt(fetched(state, "contacts", "c"), key("contacts"), 2);
    state = lookAt(state, key("groups", "two"), 1);
    state = forgetConnection(state, "one");
    expect(state.records).toEqual(new Map([[key("groups", "two"), 1]]));
    expect(onScreen(state)).toBeUndefined();
    expect(state.history.map(({ exchange }) => exchange.exchangeId)).toEqual(["b"]);
    expect(state.recent).toEqual([]);
    expect([...state.places.keys()]).toEqual([key("groups", "two")]);
  });

  it("lists each record once, the last viewed first", () => {
    let state = emptyWorkspace;
    for (const id of ["1", "2", "1"]) {
      state = rememberRecord(state, { connectionId: "one", designator: `contacts/${id}`, title: `Name ${id}` });
    }
    expect(state.recent.map(({ designator }) => designator)).toEqual(["contacts/1", "contacts/2"]);
  });
});

describe("the responses of a format comparison", () => {
  const answer = (suffix: ServedFormat, change: Partial<Exchange> = {}): Exchange => {
    const sample = sampleExchange(suffix, { request: { suffix }, ...change });
    return { ...sample, document: sample.document && { ...sample.document, format: suffix } };
  };
  const answers = [answer("json"), answer("xml"), answer("csv")];

  it("are all in the history; those that can be shown belong to the location", () => {
    const state = arriveFormats(open(emptyWorkspace, "one", newDraft("contacts")), key("contacts"), answers);
    expect(state.history.map(({ exchange }) => exchange.exchangeId)).toEqual(["csv", "xml", "json"]);
    expect(onScreen(state)?.exchange?.exchangeId).toBe("csv");
    expect(Object.keys(onScreen(state)?.servedBeside ?? {})).toEqual(["json", "xml"]);
    const shown = onScreen(showFormats(state, key("contacts"), answers, "json"));
    expect([shown?.exchange?.exchangeId, Object.keys(shown?.servedBeside ?? {})]).toEqual(["json", ["xml", "csv"]]);
  });

  it("do not change a location if none can be shown or a newer request is running", () => {
    const before = fetched(emptyWorkspace, "contacts", "a");
    const failed = arriveFormats(before, key("contacts"), [answer("json", { document: null, status: 500 })]);
    expect(onScreen(failed)?.exchange?.exchangeId).toBe("a");
    expect(failed.history).toHaveLength(2);
    const running = {
      exchangeId: "b",
      request: sampleExchange("b").request,
      startedAt: 0,
      beside: null,
      document: null,
    };
    expect(onScreen(arriveFormats(begin(before, key("contacts"), running), key("contacts"), answers))).toMatchObject({
      exchange: { exchangeId: "a" },
      running,
    });
  });

  it("are not shown once their bodies were dropped", () => {
    let state = arriveFormats(open(emptyWorkspace, "one", newDraft("contacts")), key("contacts"), answers);
    for (let index = 0; index < keptBodies; index += 1) state = fetched(state, `contacts/${index}`, `other ${index}`);
    expect(showFormats(state, key("contacts"), answers, "json").places.get(key("contacts"))?.exchange).toBeNull();
  });
});

it("a document that is read in another way is updated in its location and in the history", () => {
  const state = fetched(fetched(emptyWorkspace, "contacts", "a"), "lists", "b");
  const known = state.history.find(({ exchange }) => exchange.exchangeId === "a")?.exchange.document;
  if (!known) throw new Error("the answer has a document");
  const after = reread(state, { ...known, table: { recordCount: 1, columns: ["(field 1)"] } });
  expect(after.places.get(key("contacts"))?.exchange?.document?.table?.columns).toEqual(["(field 1)"]);
  expect(after.history.map(({ exchange }) => exchange.document?.table?.columns[0] === "(field 1)")).toEqual([
    false,
    true,
  ]);
  expect(after.places.get(key("lists"))?.exchange?.document).toEqual(onScreen(state)?.exchange?.document);
});
