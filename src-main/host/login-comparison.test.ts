import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loginComparison } from "#shared/login-comparison.ts";
import { bundleForNode } from "#core/bundle-for-node.ts";
import { createPortDoubles, type PortDoubles } from "#core/port-doubles.ts";
import { createServices, type Core } from "#core/services.ts";
import { isFaultName } from "#practice/fault-list.ts";
import { createPracticeServer } from "#practice/server.ts";

const practice = createPracticeServer();
const never = new AbortController().signal;
let doubles: PortDoubles;
let core: Core;
let scripts: string;

beforeAll(async () => {
  const { baseUrl } = await practice.start();
  scripts = await mkdtemp(join(tmpdir(), "rezora-logins-"));
  const documentsScript = await bundleForNode(new URL("../core/documents/worker.ts", import.meta.url), scripts);
  doubles = await createPortDoubles({
    documentsScript,
    practiceWith: async (fault) => (fault !== null && isFaultName(fault) ? practice.faultyAddress(fault) : baseUrl),
  });
  core = await createServices(doubles.ports);
});
afterAll(async () => {
  await core.dispose();
  await practice.stop();
  await doubles.remove();
  await rm(scripts, { recursive: true, force: true });
});

async function compare(left: string, right: string, designator = "contacts", signal = never) {
  const found = await core.services.compareLogins({ runId: "r", left, right, designator }, { signal });
  expect(loginComparison.parse(found)).toEqual(found);
  return found;
}

async function secondAgent(fault: string | null = null): Promise<string> {
  const { services } = core;
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

test("two logins of one account get the same, and the bodies are not kept", async () => {
  const found = await compare("practice-agent", await secondAgent());
  expect(found.records).toMatchObject({ matchedBy: "contact_id", same: 248, differing: 0, onlyLeft: 0, onlyRight: 0 });
  expect(found.headers).toEqual([]);
  expect(found.cancelled).toBe(false);
});

test("each side is one exchange through the usual path, the left one first", async () => {
  const right = await secondAgent();
  const before = practice.log.length;
  await compare("practice-agent", right, "lists");
  const sent = practice.log.slice(before);
  expect(sent.every(({ method, target }) => method === "GET" && target.endsWith("/lists.json"))).toBe(true);
  expect(sent.filter(({ accepted }) => accepted)).toHaveLength(2);
  const told = doubles.payloadsOf("exchangeProgress").map((payload) => (payload as { exchangeId: string }).exchangeId);
  expect(told.indexOf("r.left")).toBeLessThan(told.indexOf("r.right"));
});

test("where a server does not answer, the other login is asked all the same", async () => {
  const found = await compare(await secondAgent("refused"), "practice-agent");
  expect(found.left).toMatchObject({ status: null, failure: { code: "refused" } });
  expect(found.right?.status).toBe(200);
});

test("nothing is sent when one of them could not be", async () => {
  const right = await secondAgent();
  await core.services.forgetPassword({ connectionId: right }, { signal: never });
  const before = practice.log.length;
  await expect(compare("practice-agent", right)).rejects.toMatchObject({ code: "password-needed" });
  await expect(compare("practice-agent", "practice-agent")).rejects.toMatchObject({ code: "invalid-input" });
  expect(practice.log).toHaveLength(before);
});

test("cancelled, it answers with what had come and asks nobody else", async () => {
  const controller = new AbortController();
  const slow = await secondAgent("timed-out");
  const begun = doubles.events.length;
  const running = compare(slow, "practice-agent", "contacts", controller.signal);
  while (!doubles.events.slice(begun).some(({ name }) => name === "exchangeProgress")) await new Promise(setImmediate);
  const before = practice.log.length;
  controller.abort();
  const found = await running;
  expect([found.cancelled, found.left?.failure?.code, found.right]).toEqual([true, "cancelled", null]);
  expect(practice.log.slice(before).filter(({ accepted }) => accepted)).toEqual([]);
});
