import { beforeEach, expect, it, vi } from "vitest";
import type { Connection } from "#shared/connection.ts";
import type { DoctorReport } from "#shared/doctor.ts";
import type { Reply } from "#shared/reply.ts";
import { useDoctor } from "../../state/doctor.ts";
import { chooseDesignator, designatorFor, examineLogin, useLoginRuns } from "./login-runs.ts";

const login = { level: { level: "unknown", evidence: "", observedAt: 0 }, practice: null } as const;
// Only what a run looks at.
const oak = { ...login, connectionId: "oak" } as unknown as Connection;
const ash = { ...login, connectionId: "ash", practice: "company" } as unknown as Connection;

interface Asked {
  readonly input: { readonly runId: string; readonly connectionId: string; readonly designator: string };
  readonly answer: (reply: Reply<DoctorReport>) => void;
}
const asked: Asked[] = [];
const cancelCall = vi.fn<() => Promise<unknown>>(() => Promise.resolve());

beforeEach(() => {
  asked.length = 0;
  cancelCall.mockClear();
  vi.stubGlobal("window", {
    api: {
      cancelCall,
      diagnoseLogin: (input: Asked["input"]) => new Promise((answer) => asked.push({ input, answer })),
    },
  });
  useLoginRuns.setState({ designator: null, running: null, reports: new Map(), cancelled: null, problem: null });
  useDoctor.setState({ tool: "login", verdictId: null, earlier: [] });
});

function reportOf({ input }: Asked, code: "rejected" | null): DoctorReport {
  const words = { good: false, title: "", explanation: "", tell: "", ruledOut: [], suspicions: [] };
  return {
    ...input,
    connectionName: "",
    startedAt: 1,
    totalMs: 2,
    wireRequests: 0,
    rungs: [],
    ticket: "",
    verdict: code === null ? null : { code, ...words },
  };
}

it("a verdict is kept, listed and shown", async () => {
  const run = examineLogin(oak);
  const [first] = asked;
  if (!first) throw new Error("nothing was asked");
  expect(first.input).toMatchObject({ connectionId: "oak", designator: "contacts" });
  first.answer({ ok: true, value: reportOf(first, "rejected") });
  await run;
  expect(useLoginRuns.getState().reports.get(first.input.runId)?.verdict?.code).toBe("rejected");
  expect(useDoctor.getState()).toMatchObject({ verdictId: first.input.runId, earlier: [{ code: "rejected", at: 3 }] });
});

it("a second run of the same connection is not begun; one of another ends the first", async () => {
  const runs = [examineLogin(oak), examineLogin(oak)];
  expect(asked).toHaveLength(1);
  runs.push(examineLogin(ash));
  expect(cancelCall).toHaveBeenCalledTimes(1);
  expect(asked.map(({ input }) => input.connectionId)).toEqual(["oak", "ash"]);
  const [first, second] = asked;
  if (!first || !second) throw new Error("nothing was asked");
  first.answer({ ok: true, value: reportOf(first, null) });
  await runs[0];
  expect(useLoginRuns.getState()).toMatchObject({ running: { connectionId: "ash" }, cancelled: null });
  second.answer({ ok: true, value: reportOf(second, null) });
  await runs[2];
  expect(useLoginRuns.getState()).toMatchObject({ running: null, cancelled: { connectionId: "ash" } });
});

it("why a run could not begin is kept until another resource is chosen", async () => {
  const run = examineLogin(oak);
  asked[0]?.answer({ ok: false, error: { code: "password-needed", message: "Enter the password first." } });
  await run;
  expect(useLoginRuns.getState()).toMatchObject({ running: null, problem: { code: "password-needed" } });
  chooseDesignator("groups");
  expect(useLoginRuns.getState()).toMatchObject({ designator: "groups", problem: null });
});

it("a login is tested with a collection that its kind of account has", () => {
  expect([designatorFor(oak), designatorFor(ash)]).toEqual(["contacts", "agents"]);
});
