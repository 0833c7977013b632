import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessOf, type AccessSweep } from "#shared/access.ts";
import type { Method, RequestSpec } from "#shared/http/exchange.ts";
import { resources } from "#shared/rezora/catalog.ts";
import { cataloguedWrite } from "#shared/rezora/reached-resource.ts";
import { bundleForNode } from "#core/bundle-for-node.ts";
import { createPortDoubles, type PortDoubles } from "#core/port-doubles.ts";
import { createServices, type Core } from "#core/services.ts";
import { isFaultName } from "#practice/fault-list.ts";
import { practiceResources } from "#practice/resources.ts";
import { createPracticeServer } from "#practice/server.ts";

// More contacts than a sweep reads of one collection.
const practice = createPracticeServer({ contacts: 3_000 });
const accounts = ["agent", "company"] as const;
const methods: readonly Method[] = ["GET", "POST", "PUT", "DELETE"];
const never = new AbortController().signal;
let doubles: PortDoubles;
let core: Core;
let scripts: string;
/** Requests that were still unanswered when the next request of a sweep was about to be sent. */
let overlapping = 0;

beforeAll(async () => {
  scripts = await mkdtemp(join(tmpdir(), "rezora-matrix-"));
  const { baseUrl } = await practice.start();
  doubles = await createPortDoubles({
    documentsScript: await bundleForNode(new URL("../core/documents/worker.ts", import.meta.url), scripts),
    practiceWith: async (fault) => (fault !== null && isFaultName(fault) ? practice.faultyAddress(fault) : baseUrl),
  });
  const { emit } = doubles.ports;
  core = await createServices({
    ...doubles.ports,
    emit(name, payload) {
      if (name === "accessSweepProgress") overlapping += practice.log.filter(({ status }) => status === null).length;
      emit(name, payload);
    },
  });
  for (const account of accounts) {
    const connectionId = `practice-${account}`;
    await core.services.updateConnection({ connectionId, change: { gapMs: 0 } }, { signal: never });
  }
});
afterAll(async () => {
  await core.dispose();
  await practice.stop();
  await doubles.remove();
  await rm(scripts, { recursive: true, force: true });
});

/** `agent GET contacts` and the like, for every cell with this state. */
async function cells(wanted: ReturnType<typeof accessOf>, among = methods): Promise<string[]> {
  const all = await core.services.getAccess({}, { signal: never });
  return all
    .flatMap(({ connectionId, observations }) =>
      observations
        .filter((seen) => accessOf(seen) === wanted && among.includes(seen.method))
        .map(({ method, path }) => `${connectionId.replace("practice-", "")} ${method} ${path}`),
    )
    .toSorted();
}

/** The same, from the server's own table. */
function inTable(may: (account: string, method: Method, resource: (typeof practiceResources)[number]) => boolean) {
  return accounts
    .flatMap((account) =>
      practiceResources.flatMap((resource) =>
        methods
          .filter((method) => may(account, method, resource))
          .map((method) => `${account} ${method} ${resource.path}`),
      ),
    )
    .toSorted();
}

async function sweep(connectionIds = ["practice-company", "practice-agent"], signal = never): Promise<AccessSweep> {
  return core.services.sweepAccess({ sweepId: "s", connectionIds }, { signal });
}

test("a sweep finds out the server's table by 24 GETs, one at a time", async () => {
  const swept = await sweep();
  // One challenge for each login, and one for each refusal, because the API does not say if a nonce was the reason.
  expect(swept).toMatchObject({ outcome: "done", gets: 24, wireRequests: 38, leftOut: [] });
  expect(await cells("allowed")).toEqual(
    inTable((account, method, { level }) => method === "GET" && account === level),
  );
  expect(await cells("refused")).toEqual(
    inTable((account, method, { level }) => method === "GET" && account !== level),
  );
  expect(practice.log).toHaveLength(38);
  expect(practice.log.every(({ method }) => method === "GET")).toBe(true);
  expect(overlapping).toBe(0);
});

function goesThroughReview(method: Method, designator: string): boolean {
  return cataloguedWrite(method, designator) !== null;
}

test("requests by hand fill in the other methods, which are refused according to the server's table", async () => {
  const ids: Readonly<Record<string, string>> = { user_id: "1234", contact_id: "123456", list_id: "43", group_id: "7" };
  for (const account of accounts) {
    const connectionId = `practice-${account}`;
    await core.services.unlockWrites({ connectionId }, { signal: never });
    for (const { template, level, path } of resources) {
      const designator = template.replace(/\{(\w+)\}/gu, (_place, name: string) => ids[name] ?? "");
      for (const method of methods.slice(1)) {
        // Only a commit sends writes to resources of the catalogue.
        if (goesThroughReview(method, designator)) continue;
        // Nothing that the account may delete is deleted, because only refusals are of interest.
        const kept = practiceResources.find((each) => each.path === path)?.methods.DELETE !== undefined;
        if (method === "DELETE" && level === account && kept) continue;
        const request: RequestSpec = {
          connectionId,
          method,
          designator,
          suffix: "",
          accept: "*/*",
          contentType: "text/plain",
          headers: [],
          body: "",
        };
        await core.services.sendRequest({ exchangeId: `${account} ${method} ${path}`, request }, { signal: never });
      }
    }
  }
  const writes = methods.slice(1);
  expect(await cells("refused", writes)).toEqual(
    inTable((account, method, { path, level, methods: own }) => {
      if (method === "GET" || goesThroughReview(method, path.replaceAll("ID", "7"))) return false;
      return account !== level || own[method] === undefined || (own[method] === "later" && method !== "DELETE");
    }),
  );
  // An empty body fails validation: a login that gets this far is neither refused nor served.
  expect(await cells("allowed", writes)).toEqual([]);
});

test("findings are forgotten with the login they were made with", async () => {
  const connectionId = "practice-agent";
  await core.services.setPassword({ connectionId, password: "other" }, { signal: never });
  expect((await core.services.getAccess({}, { signal: never })).map((each) => each.connectionId)).toEqual([
    "practice-company",
  ]);
  expect(doubles.payloadsOf("accessChanged").at(-1)).toEqual({ connectionId, observations: [] });
});

test("a login that both levels refuse is not tried repeatedly", async () => {
  const { gets, leftOut } = await sweep(["practice-agent"]);
  expect(gets).toBe(2);
  expect(leftOut).toHaveLength(10);
  expect(new Set(leftOut.map(({ reason }) => reason))).toEqual(
    new Set(["Not asked: the login is refused by both levels."]),
  );
});

test("a cancelled sweep sends nothing more and returns what it has found", async () => {
  const before = practice.log.length;
  expect(await sweep(["practice-company"], AbortSignal.abort())).toMatchObject({ outcome: "cancelled", gets: 0 });
  expect(practice.log).toHaveLength(before);
});

test("a diagnosis adds to the matrix, unless it reveals nothing about the account", async () => {
  const { services } = core;
  const connectionId = "practice-agent";
  const source = async () =>
    (await services.getAccess({}, { signal: never }))
      .find((each) => each.connectionId === connectionId)
      ?.observations.map((seen) => `${seen.source} ${seen.designator} ${String(seen.status)}`);
  await services.setPassword({ connectionId, password: "practice" }, { signal: never });
  await services.setPracticeFault({ connectionId, fault: "session-ghost" }, { signal: never });
  await services.diagnoseLogin({ runId: "run", connectionId, designator: "contacts" }, { signal: never });
  expect(await source()).toBeUndefined();
  await services.setPracticeFault({ connectionId, fault: null }, { signal: never });
  await services.diagnoseLogin({ runId: "right", connectionId, designator: "groups" }, { signal: never });
  expect(await source()).toEqual(["doctor groups 401", "doctor contacts 200"]);
});
