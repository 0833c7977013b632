import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cookieTest, type CookieTest } from "#shared/cookie-test.ts";
import type { CookieVerdictCode } from "#shared/cookie-test-names.ts";
import type { FaultName } from "#practice/fault-list.ts";
import { openPracticeBench, type PracticeBench } from "./practice-bench.ts";

const never = new AbortController().signal;
let bench: PracticeBench;
let runs = 0;

beforeAll(async () => {
  bench = await openPracticeBench();
});
afterAll(() => bench.close());

interface Case {
  readonly fault: FaultName | null;
  readonly password?: string;
  readonly designator?: string;
}

async function run({ fault, password = "practice", designator = "contacts" }: Case, signal = never) {
  const { services } = bench.core;
  const { connectionId } = await services.duplicateConnection({ connectionId: "practice-agent" }, { signal: never });
  await services.setPracticeFault({ connectionId, fault }, { signal: never });
  await services.setPassword({ connectionId, password }, { signal: never });
  runs += 1;
  return services.testCookies({ runId: `run-${runs}`, connectionId, designator }, { signal });
}

function statuses({ trials }: CookieTest): (number | null)[] {
  return trials.map(({ status }) => status);
}

describe("accepted is", () => {
  const cases: readonly (readonly [Case, CookieVerdictCode, readonly (number | null)[], number])[] = [
    [{ fault: null }, "login-opens", [200, 200, 401], 5],
    [{ fault: null, designator: "contacts/999999" }, "login-opens", [404, 404, 401], 5],
    [{ fault: "session-ghost" }, "cookie-opens", [200, 401, 401], 5],
    [{ fault: "session-blocks" }, "session-blocks", [401, 200, 401], 5],
    [{ fault: "session-alone" }, "session-alone", [200, 200, 200], 5],
    [{ fault: null, password: "wrong" }, "cookie-changes-nothing", [401, 401, 401], 5],
    [{ fault: null, designator: "groups" }, "cookie-changes-nothing", [401, 401, 401], 5],
    [{ fault: "maintenance" }, "not-decided", [503, null, null], 1],
    [{ fault: "no-authentication-asked" }, "not-decided", [200, null, null], 1],
    [{ fault: "refused" }, "not-decided", [null, null, null], 0],
  ];
  test.each(cases)("%o: %s", async (each, code, expected, wireRequests) => {
    const before = bench.practice.log.length;
    const found = await run(each);
    expect(found.verdict?.code).toBe(code);
    expect(statuses(found)).toEqual(expected);
    expect(found.wireRequests).toBe(wireRequests);
    expect(cookieTest.parse(found)).toEqual(found);
    expect(found.ticket).toContain(`Verdict: ${code}`);
    // Every trial opens a new connection and responds to a challenge on the connection on which it came.
    const sent = bench.practice.log.slice(before);
    expect(sent.every(({ method }) => method === "GET")).toBe(true);
    const trialsSent = found.trials.filter(({ legs }) => legs.some(({ status }) => status !== null)).length;
    expect(new Set(sent.map(({ clientPort }) => clientPort)).size).toBe(trialsSent);
    // The screen shows what was reported by events during the run.
    const told = bench.doubles.payloadsOf("cookieTestProgress") as {
      runId: string;
      trial: CookieTest["trials"][number];
    }[];
    for (const trial of found.trials) {
      expect(told.findLast((one) => one.runId === found.runId && one.trial.name === trial.name)?.trial).toEqual(trial);
    }
  });

  test("a refusal of the cookie alone is correct, any other is not", async () => {
    const states = async (fault: FaultName | null) => (await run({ fault })).trials.map(({ state }) => state);
    expect(await states(null)).toEqual(["done", "done", "done"]);
    expect(await states("session-ghost")).toEqual(["done", "failed", "done"]);
    expect(await states("session-alone")).toEqual(["done", "done", "failed"]);
  });

  test("each trial sends what its name says", async () => {
    const { trials } = await run({ fault: null });
    const carried = trials.map(({ legs }) => legs.map(({ login, cookie }) => [login, cookie]));
    expect(carried).toEqual([
      [
        [false, false],
        [true, true],
      ],
      [
        [false, false],
        [true, false],
      ],
      [[false, true]],
    ]);
  });
});

test("a cancelled run returns the trials so far and no verdict", async () => {
  const controller = new AbortController();
  const running = run({ fault: "timed-out" }, controller.signal);
  while (
    !bench.doubles.payloadsOf("cookieTestProgress").some((told) => (told as { runId: string }).runId === `run-${runs}`)
  )
    await new Promise(setImmediate);
  controller.abort();
  const found = await running;
  expect([found.verdict, found.ticket]).toEqual([null, ""]);
  expect(found.trials.map(({ state, sentence }) => [state, sentence])).toEqual(
    Array.from({ length: 3 }, () => ["skipped", "Cancelled"]),
  );
});

test("no password, HA1, live response or session id in result, events and log", async () => {
  const before = bench.practice.log.length;
  const password = 'cänary-"7391 z';
  const found = await run({ fault: null, password });
  const everything = JSON.stringify([found, bench.doubles.events, bench.doubles.logged]);
  const sent = bench.practice.log.slice(before).flatMap(({ headers }) => headers);
  const responses = sent.flatMap(([, value]) => /response="([0-9a-f]{32})"/u.exec(value)?.[1] ?? []);
  const sessions = sent.flatMap(([name, value]) =>
    name.toLowerCase() === "cookie" ? [value.split("=")[1] ?? ""] : [],
  );
  expect([responses.length, sessions.length]).toEqual([2, 2]);
  const ha1 = createHash("md5").update(`practice-agent:Rezora API:${password}`).digest("hex");
  for (const secret of [password, JSON.stringify(password).slice(1, -1), ha1, ...responses, ...sessions])
    expect(everything).not.toContain(secret);
  expect(found.ticket).toContain("Cookie: PHPSESSID=••••••••");
});
