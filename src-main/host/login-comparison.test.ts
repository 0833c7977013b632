import { afterAll, beforeAll, expect, test } from "vitest";
import { loginComparison } from "#shared/login-comparison.ts";
import { openPracticeBench, type PracticeBench } from "./practice-bench.ts";

const never = new AbortController().signal;
let bench: PracticeBench;

beforeAll(async () => {
  bench = await openPracticeBench();
});
afterAll(() => bench.close());

async function compare(left: string, right: string, designator = "contacts", signal = never) {
  const found = await bench.core.services.compareLogins({ runId: "r", left, right, designator }, { signal });
  expect(loginComparison.parse(found)).toEqual(found);
  return found;
}

async function secondAgent(fault: string | null = null): Promise<string> {
  const { services } = bench.core;
  const { connectionId } = await services.duplicateConnection({ connectionId: "practice-agent" }, { signal: never });
  await services.setPracticeFault({ connectionId, fault }, { signal: never });
  await services.setPassword({ connectionId, password: "practice" }, { signal: never });
  return connectionId;
}

test("an agent's and a company's login: one is served, one is refused", async () => {
  const found = await compare("practice-agent", "practice-company");
  expect([found.left?.status, found.left?.records, found.right?.status]).toEqual([200, 248, 401]);
  expect(found.records).toBeNull();
});

test("two logins of one account get the same response, and the bodies are not kept", async () => {
  const found = await compare("practice-agent", await secondAgent());
  expect(found.records).toMatchObject({ matchedBy: "contact_id", same: 248, differing: 0, onlyLeft: 0, onlyRight: 0 });
  expect(found.headers).toEqual([]);
  expect(found.cancelled).toBe(false);
});

test("each side is one exchange through the usual path, the left one first", async () => {
  const right = await secondAgent();
  const before = bench.practice.log.length;
  await compare("practice-agent", right, "lists");
  const sent = bench.practice.log.slice(before);
  expect(sent.every(({ method, target }) => method === "GET" && target.endsWith("/lists.json"))).toBe(true);
  expect(sent.filter(({ accepted }) => accepted)).toHaveLength(2);
  const told = bench.doubles
    .payloadsOf("exchangeProgress")
    .map((payload) => (payload as { exchangeId: string }).exchangeId);
  expect(told.indexOf("r.left")).toBeLessThan(told.indexOf("r.right"));
});

test("if the server does not respond to one login, the other one is still tried", async () => {
  const found = await compare(await secondAgent("refused"), "practice-agent");
  expect(found.left).toMatchObject({ status: null, failure: { code: "refused" } });
  expect(found.right?.status).toBe(200);
});

test("nothing is sent if one of the requests cannot be sent", async () => {
  const right = await secondAgent();
  await bench.core.services.forgetPassword({ connectionId: right }, { signal: never });
  const before = bench.practice.log.length;
  await expect(compare("practice-agent", right)).rejects.toMatchObject({ code: "password-needed" });
  await expect(compare("practice-agent", "practice-agent")).rejects.toMatchObject({ code: "invalid-input" });
  expect(bench.practice.log).toHaveLength(before);
});

test("a cancelled comparison returns what has arrived and sends nothing more", async () => {
  const controller = new AbortController();
  const slow = await secondAgent("timed-out");
  const begun = bench.doubles.events.length;
  const running = compare(slow, "practice-agent", "contacts", controller.signal);
  while (!bench.doubles.events.slice(begun).some(({ name }) => name === "exchangeProgress"))
    await new Promise(setImmediate);
  const before = bench.practice.log.length;
  controller.abort();
  const found = await running;
  expect([found.cancelled, found.left?.failure?.code, found.right]).toEqual([true, "cancelled", null]);
  expect(bench.practice.log.slice(before).filter(({ accepted }) => accepted)).toEqual([]);
});
