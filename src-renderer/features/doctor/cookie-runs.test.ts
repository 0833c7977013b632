import { beforeEach, expect, it, vi } from "vitest";
import type { Connection } from "#shared/connection.ts";
import type { CookieTest } from "#shared/cookie-test.ts";
import type { Reply } from "#shared/reply.ts";
import { useDoctor } from "../../state/doctor.ts";
import { runCookieTest, useCookieRuns } from "./cookie-runs.ts";

// Only what a run looks at.
const oak = { connectionId: "oak" } as unknown as Connection;
const ash = { connectionId: "ash" } as unknown as Connection;

interface Asked {
  readonly input: { readonly runId: string; readonly connectionId: string; readonly designator: string };
  readonly answer: (reply: Reply<CookieTest>) => void;
}
const asked: Asked[] = [];
const cancelCall = vi.fn<() => Promise<unknown>>(() => Promise.resolve());

beforeEach(() => {
  asked.length = 0;
  cancelCall.mockClear();
  vi.stubGlobal("window", {
    api: { cancelCall, testCookies: (input: Asked["input"]) => new Promise((answer) => asked.push({ input, answer })) },
  });
  useCookieRuns.setState({ running: null, reports: new Map(), cancelled: null, problem: null });
  useDoctor.setState({ tool: "cookies", verdictId: null, earlier: [] });
});

function reportOf({ input }: Asked, code: "login-opens" | "session-alone" | null): CookieTest {
  const tone = code === "login-opens" ? "good" : "careful";
  const verdict = code === null ? null : ({ code, tone, title: "", explanation: "", tell: "" } as const);
  return { ...input, startedAt: 1, totalMs: 2, wireRequests: 0, trials: [], ticket: "", verdict };
}

it.each([
  ["login-opens", true],
  ["session-alone", false],
] as const)("a verdict is kept, listed and shown: %s", async (code, good) => {
  const run = runCookieTest(oak, "contacts");
  const [first] = asked;
  if (!first) throw new Error("nothing was asked");
  first.answer({ ok: true, value: reportOf(first, code) });
  await run;
  const { runId } = first.input;
  expect(useCookieRuns.getState().reports.get(runId)?.verdict?.code).toBe(code);
  expect(useDoctor.getState()).toMatchObject({ verdictId: runId, earlier: [{ tool: "cookies", code, good, at: 3 }] });
});

it("a second run of the same connection is not begun; one of another ends the first", async () => {
  const runs = [runCookieTest(oak, "contacts"), runCookieTest(oak, "contacts")];
  expect(asked).toHaveLength(1);
  runs.push(runCookieTest(ash, "contacts"));
  expect(cancelCall).toHaveBeenCalledTimes(1);
  const [first, second] = asked;
  if (!first || !second) throw new Error("nothing was asked");
  first.answer({ ok: true, value: reportOf(first, null) });
  await runs[0];
  expect(useCookieRuns.getState()).toMatchObject({ running: { connectionId: "ash" }, cancelled: null });
  second.answer({ ok: true, value: reportOf(second, null) });
  await runs[2];
  expect(useCookieRuns.getState()).toMatchObject({ running: null, cancelled: { connectionId: "ash" } });
});

it("why a run could not begin is kept with its connection", async () => {
  const run = runCookieTest(oak, "contacts");
  asked[0]?.answer({ ok: false, error: { code: "password-needed", message: "Enter the password first." } });
  await run;
  const problem = { code: "password-needed", connectionId: "oak" };
  expect(useCookieRuns.getState()).toMatchObject({ running: null, problem });
});
