import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Connection } from "#shared/connection.ts";
import type { SendResult } from "../http/send-contract.ts";
import { detectLevel } from "./detect-level.ts";
import { createExchangeDoubles, type ExchangeDoubles } from "./exchange-doubles.ts";

let all: ExchangeDoubles;

beforeEach(async () => {
  all = await createExchangeDoubles();
});
afterEach(() => all.close());

function detect(signal = new AbortController().signal): Promise<Connection> {
  const { connections, access, sender, meter, doubles } = all;
  return detectLevel({ clock: doubles.time, connections, access, sender, meter }, "practice-agent", signal);
}

async function answer(index: number, result: Partial<SendResult>): Promise<void> {
  await vi.waitFor(() => expect(all.sent.length).toBeGreaterThan(index));
  all.sent[index]?.answer(result);
}

const refused = { status: 401, login: "credentials-rejected" } as const;
const failure = { code: "refused", message: "", advice: "", detail: "" } as const;

test("two GETs whose bodies are not read decide; they count as one action", async () => {
  const detected = detect();
  await answer(0, {});
  await answer(1, refused);
  expect((await detected).level).toEqual({
    level: "agent",
    evidence: "contacts 200, agents 401",
    observedAt: all.doubles.time.now(),
  });
  expect(all.sent.map(({ options }) => [options.method, options.requestTarget, options.headOnly])).toEqual([
    ["GET", "/v1/contacts", true],
    ["GET", "/v1/agents", true],
  ]);
  expect(all.sent[0]?.options.headers).toEqual([
    ["Accept", "*/*"],
    ["Content-type", "text/plain"],
  ]);
  expect(all.meter.get("practice-agent")).toMatchObject({ actionsToday: 1, inFlight: 0 });
});

test("a server that does not respond is not asked twice, and decides nothing", async () => {
  const detected = detect();
  await answer(0, { status: null, failure, login: "none" });
  expect((await detected).level).toMatchObject({ level: "unknown", evidence: "contacts no answer" });
  expect(all.sent).toHaveLength(1);
});

test("a detection that is cancelled decides nothing", async () => {
  const controller = new AbortController();
  const detected = detect(controller.signal);
  await vi.waitFor(() => expect(all.sent).toHaveLength(1));
  controller.abort();
  await answer(0, { status: null, failure: { ...failure, code: "cancelled" }, login: "none" });
  await expect(detected).rejects.toMatchObject({ code: "cancelled" });
  expect(all.connections.get("practice-agent").level.evidence).toBe("");
});

test("a response for a password that has been changed since decides nothing", async () => {
  const detected = detect();
  await answer(0, {});
  await vi.waitFor(() => expect(all.sent).toHaveLength(2));
  await all.connections.setPassword("practice-agent", "other");
  await answer(1, refused);
  expect((await detected).level.level).toBe("unknown");
});

test("nothing is sent without a password", async () => {
  await all.connections.forgetPassword("practice-agent");
  await expect(detect()).rejects.toMatchObject({ code: "password-needed" });
  expect(all.sent).toEqual([]);
});

test("a resource that was already refused is not requested again, and does not count as a user action", async () => {
  const { connections, access, sender, meter, doubles } = all;
  const seen = { designator: "contacts", resourceLevel: "agent", status: 401, login: "credentials-rejected" } as const;
  const parts = { clock: doubles.time, connections, access, sender, meter };
  const detected = detectLevel(parts, "practice-agent", new AbortController().signal, seen);
  await answer(0, {});
  expect((await detected).level).toMatchObject({ level: "company", evidence: "contacts 401, agents 200" });
  expect(all.sent).toHaveLength(1);
  expect(meter.get("practice-agent").actionsToday).toBe(0);
});

test("a sign-in page does not prove a level, and records that are declared as HTML do", async () => {
  const page = { responseHeaders: [["Content-Type", "text/html"]] } as const;
  const body = async (index: number, text: string): Promise<void> => {
    await vi.waitFor(() => expect(all.sent.length).toBeGreaterThan(index));
    const { sink } = all.sent[index]?.options ?? {};
    sink?.begin({ status: 200, headers: page.responseHeaders, expectedBytes: null });
    await sink?.write(new TextEncoder().encode(text));
    await answer(index, page);
  };
  const detected = detect();
  await answer(0, page);
  await body(1, "<html><body>Sign in");
  await answer(2, page);
  await body(3, '[{"agent_id":"1"}]');
  expect((await detected).level).toMatchObject({
    level: "company",
    evidence: "contacts 200 with a web page, agents 200",
  });
});
