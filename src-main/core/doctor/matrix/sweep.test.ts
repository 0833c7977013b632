import { expect, test } from "vitest";
import type { AccessSweepProgress } from "#shared/access.ts";
import type { Connection } from "#shared/connection.ts";
import type { WholeRecord } from "#shared/documents.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { CallError } from "../../call-error.ts";
import type { DocumentHead } from "../../documents/open-document.ts";
import { createTimeDouble } from "../../port-doubles.ts";
import { Sweep, type SweepParts } from "./sweep.ts";

type Outgoing = Awaited<ReturnType<SweepParts["sender"]["prepare"]>>;
type Sending = Awaited<ReturnType<SweepParts["sender"]["send"]>>;

const gapMs = 500;
const answerMs = 30;

/** A server that serves everything, one record per collection, and a clock that only pauses and responses advance. */
function doubles(statusOf: (connectionId: string, designator: string) => number | null | "locked" = () => 200) {
  const time = createTimeDouble();
  const controller = new AbortController();
  const sent: { readonly what: string; readonly begun: number; readonly over: number }[] = [];
  const progress: AccessSweepProgress[] = [];
  let inFlight = 0;
  let last = "";
  const parts: SweepParts = {
    clock: time,
    emit: (name, payload) => void (name === "accessSweepProgress" && progress.push(payload as AccessSweepProgress)),
    connections: {
      get: (connectionId) =>
        ({
          connectionId,
          name: connectionId,
          gapMs,
          baseUrl: `https://${connectionId[0] ?? ""}`,
          apiVersion: "v1",
          level: { level: "unknown", evidence: "", observedAt: 0 },
        }) as Connection,
      observe: () => undefined,
    },
    sender: {
      async prepare({ connectionId, designator, method }) {
        if (statusOf(connectionId, designator) === "locked") throw new CallError("password-needed", "No password.");
        return {
          connection: parts.connections.get(connectionId),
          method,
          requestTarget: designator,
          login: {},
        } as Outgoing;
      },
      prepareToExamine: () => Promise.reject(new Error("not for a sweep")),
      async send({ connection, method, requestTarget }, { sink, headOnly }) {
        expect(inFlight).toBe(0);
        inFlight += 1;
        const begun = time.now();
        await Promise.resolve();
        time.pass(answerMs);
        const status = statusOf(connection.connectionId, requestTarget) as number | null;
        if (!headOnly && status !== null) sink.begin({ status, headers: [], expectedBytes: null });
        last = requestTarget;
        sent.push({ what: `${connection.connectionId} ${method} ${requestTarget}`, begun, over: time.now() });
        inFlight -= 1;
        const login = status === 401 ? "credentials-rejected" : status === null ? "none" : "accepted";
        return {
          status,
          login,
          legs: [{}],
          failure: status === null ? { message: "No connection." } : null,
        } as unknown as Sending;
      },
    },
    documents: {
      open: (_head: DocumentHead) =>
        ({
          documentId: "d",
          finish: async () => ({ table: { recordCount: 1, columns: [] } }),
        }) as unknown as ReturnType<SweepParts["documents"]["open"]>,
      async getRecord(): Promise<WholeRecord> {
        const { resource } = matchDesignator(last) ?? {};
        const columns = (resource?.methods.GET.responseFields ?? []).map(({ name }) => name);
        return { columns, row: { record: 0, cells: columns.map((name) => `${name}1`), mark: null } };
      },
      close: () => undefined,
    },
    meter: { action: () => undefined, begin: () => () => undefined },
    access: { observe: () => undefined },
    async pause(milliseconds) {
      // Continues only after other tasks had a turn, which exposes code that does not wait for it.
      await new Promise(setImmediate);
      time.pass(milliseconds);
    },
  };
  const run = (...connectionIds: string[]) =>
    new Sweep(parts, { sweepId: "s", connectionIds }, controller.signal).run();
  return { run, sent, progress, controller, parts };
}

test("only GETs, one at a time, with the gap between the end of one and the beginning of the next", async () => {
  const { run, sent, progress } = doubles();
  expect(await run("a", "b")).toMatchObject({ outcome: "done", gets: 24, wireRequests: 24, leftOut: [] });
  expect(sent.every(({ what }) => /^[ab] GET /u.test(what))).toBe(true);
  for (const [index, { begun }] of sent.entries()) {
    if (index > 0) expect(begun - (sent[index - 1]?.over ?? 0)).toBe(gapMs);
  }
  expect(progress.map(({ done, most }) => [done, most])).toEqual(sent.map((_each, index) => [index, 24]));
});

test("records are requested by the id of the first one in a collection that was swept earlier", async () => {
  const { run, sent } = doubles();
  await run("a");
  expect(sent.map(({ what }) => what.slice(6))).toEqual([
    "agents",
    "contacts",
    "lists",
    "groups",
    "agents/user_id1",
    "contacts/contact_id1",
    "lists/list_id1",
    "lists/list_id1/contacts",
    "groups/group_id1",
    "groups/group_id1/agents",
    "lists/list_id1/contacts/contact_id1",
    "groups/group_id1/agents/user_id1",
  ]);
});

test("an id is never used on another server", async () => {
  const refuseCompany = (connectionId: string, designator: string): number =>
    connectionId.endsWith("2") && /^(?:agents|groups)/u.test(designator) ? 401 : 200;
  const there = await doubles(refuseCompany).run("a1", "a2");
  expect(there.leftOut).toEqual([]);
  const elsewhere = await doubles(refuseCompany).run("a1", "b2");
  expect(elsewhere.leftOut.map(({ connectionId, path, reason }) => `${connectionId} ${path}: ${reason}`)).toEqual([
    "b2 agents/ID: No id to ask for: agents answered 401.",
    "b2 groups/ID: No id to ask for: groups answered 401.",
    "b2 groups/ID/agents: No id to ask for: groups answered 401.",
    "b2 groups/ID/agents/ID: No id to ask for: groups/ID/agents was not answered.",
  ]);
});

test.each([
  [null, "Not asked: before it, no answer came. No connection."],
  [503, "Not asked: the server answered 503 and wants to be left alone."],
])("after %s a connection is left alone, and the others are not", async (status, reason) => {
  const { run, sent } = doubles((connectionId) => (connectionId === "a" ? status : 200));
  const { leftOut, gets } = await run("a", "b");
  expect(gets).toBe(13);
  expect(sent.filter(({ what }) => what.startsWith("a"))).toHaveLength(1);
  expect(new Set(leftOut.map((each) => each.reason))).toEqual(new Set([reason]));
});

test("a connection without a password is skipped with a reason", async () => {
  const { leftOut, gets } = await doubles((connectionId) => (connectionId === "a" ? "locked" : 200)).run("a", "b");
  expect(gets).toBe(12);
  expect(leftOut).toHaveLength(12);
  expect(leftOut[0]).toEqual({ connectionId: "a", path: "agents", reason: "No password." });
});

test("cancelling during the gap ends the sweep and returns what was found out", async () => {
  const { run, sent, controller, parts } = doubles();
  const aborting: SweepParts["pause"] = async () => {
    if (sent.length === 3) controller.abort();
  };
  Object.assign(parts, { pause: aborting });
  expect(await run("a")).toMatchObject({ outcome: "cancelled", gets: 3 });
  expect(sent).toHaveLength(3);
});
