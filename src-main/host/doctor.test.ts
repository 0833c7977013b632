import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verdictCodes } from "#shared/doctor-names.ts";
import { doctorReport, type DoctorReport } from "#shared/doctor.ts";
import { doctorCases, type DoctorCase } from "./doctor-cases.ts";
import { createPracticeServer } from "#practice/server.ts";
import { openPracticeBench, type PracticeBench } from "./practice-bench.ts";

let bench: PracticeBench;
let runs = 0;

beforeAll(async () => {
  bench = await openPracticeBench();
});
afterAll(() => bench.close());

const never = new AbortController().signal;

async function prepare({ account, fault, userName, password }: DoctorCase): Promise<string> {
  const { services } = bench.core;
  const { connectionId } = await services.duplicateConnection(
    { connectionId: `practice-${account}` },
    { signal: never },
  );
  await services.setPracticeFault({ connectionId, fault }, { signal: never });
  await services.updateConnection(
    { connectionId, change: { userName: userName ?? `practice-${account}` } },
    { signal: never },
  );
  await services.setPassword({ connectionId, password: password ?? "practice" }, { signal: never });
  return connectionId;
}

async function examine(each: DoctorCase, signal = never): Promise<DoctorReport> {
  const connectionId = await prepare(each);
  runs += 1;
  const request = { runId: `run-${runs}`, connectionId, designator: each.designator };
  return bench.core.services.diagnoseLogin(request, { signal });
}

describe("the diagnosis", () => {
  test.each(doctorCases)("$fault as $account on $designator: $verdict", async (each) => {
    const before = bench.practice.log.length;
    const report = await examine(each);
    expect(report.verdict?.code).toBe(each.verdict);
    expect(doctorReport.parse(report)).toEqual(report);
    // The screen shows what was reported by events during the run.
    const told = bench.doubles
      .payloadsOf("doctorProgress")
      .map((payload) => payload as { runId: string; step: object });
    for (const step of report.steps) {
      expect(
        told.findLast((one) => one.runId === report.runId && "name" in one.step && one.step.name === step.name)?.step,
      ).toEqual(step);
    }
    const sent = bench.practice.log.slice(before);
    expect(sent.every(({ method }) => method === "GET")).toBe(true);
    expect(report.wireRequests).toBeLessThanOrEqual(8);
    expect(report.steps.every(({ state }) => state !== "waiting" && state !== "running")).toBe(true);
    expect(report.ticket).toContain(`Verdict: ${each.verdict}`);
  });

  test("the table reaches every verdict except those that need a broken network, another password or a history", () => {
    const reached = new Set(doctorCases.map(({ verdict }) => verdict));
    expect(verdictCodes.filter((code) => !reached.has(code))).toEqual([
      "unreachable",
      "refused-since",
      "other-charset",
    ]);
  });

  test("each run costs two wire requests, and two more for each further question", async () => {
    const wire = async (each: Partial<DoctorCase>): Promise<number> =>
      (await examine({ fault: null, account: "agent", designator: "contacts", verdict: "valid-agent", ...each }))
        .wireRequests;
    expect(await wire({ fault: "maintenance" })).toBe(1);
    expect(await wire({ userName: "a:b" })).toBe(1);
    expect(await wire({})).toBe(4);
    expect(await wire({ designator: "groups" })).toBe(6);
    expect(await wire({ designator: "lists/1", password: "wrong" })).toBe(8);
    expect(await wire({ fault: "nonce-loop" })).toBe(3);
  });

  test("the login is sent to its own origin only, and never again after a redirect", async () => {
    const elsewhere = createPracticeServer();
    await elsewhere.start();
    await examine({ fault: "redirect", account: "agent", designator: "contacts", verdict: "redirected-elsewhere" });
    expect(elsewhere.log).toEqual([]);
    await elsewhere.stop();
  });
});

describe("a run that is cancelled", () => {
  test("closes the socket and reports the steps reached and no verdict", async () => {
    const controller = new AbortController();
    const running = examine(
      { fault: "timed-out", account: "agent", designator: "contacts", verdict: "timed-out" },
      controller.signal,
    );
    const waiting = (): boolean =>
      bench.doubles.payloadsOf("doctorProgress").some((payload) => {
        const { runId, step } = payload as { runId: string; step: { name: string; state: string } };
        return runId === `run-${runs}` && step.name === "http" && step.state === "running";
      });
    while (!waiting()) await new Promise(setImmediate);
    controller.abort();
    const report = await running;
    expect(report.verdict).toBeNull();
    expect(report.ticket).toBe("");
    expect(report.steps.find(({ name }) => name === "connect")?.state).not.toBe("failed");
    expect(report.steps.find(({ name }) => name === "http")).toMatchObject({ state: "skipped", sentence: "Cancelled" });
  });

  test("before it begins sends nothing", async () => {
    const before = bench.practice.log.length;
    const report = await examine(
      { fault: null, account: "agent", designator: "contacts", verdict: "valid-agent" },
      AbortSignal.abort(),
    );
    expect(report.verdict).toBeNull();
    expect(bench.practice.log).toHaveLength(before);
  });
});

describe("a run leaves", () => {
  test("the level of the connection, until its password changes", async () => {
    const { services } = bench.core;
    const each = { fault: null, account: "agent", designator: "groups", verdict: "wrong-level" } as const;
    const { connectionId } = await examine(each);
    const levelNow = async () =>
      (await services.listConnections({}, { signal: never })).find((one) => one.connectionId === connectionId)?.level;
    expect(await levelNow()).toMatchObject({ level: "agent", evidence: "groups 401, contacts 200" });
    await services.setPassword({ connectionId, password: "other" }, { signal: never });
    expect((await levelNow())?.level).toBe("unknown");
  });

  test.each(["session-ghost", "session-blocks"] as const)("no level after %s", async (fault) => {
    const { connectionId } = await examine({ fault, account: "agent", designator: "contacts", verdict: fault });
    const all = await bench.core.services.listConnections({}, { signal: never });
    expect(all.find((one) => one.connectionId === connectionId)?.level.level).toBe("unknown");
  });

  test("no password, HA1, live response or session id in report, events and log", async () => {
    const password = 'cänary-"7391 z';
    const ha1 = createHash("md5").update(`practice-agent:Rezora API:${password}`).digest("hex");
    const report = await examine({
      fault: null,
      account: "agent",
      designator: "contacts",
      verdict: "rejected",
      password,
    });
    const everything = JSON.stringify([report, bench.doubles.events, bench.doubles.logged]);
    const sent = bench.practice.log.slice(-6).flatMap(({ headers }) => headers);
    const responses = sent.flatMap(([, value]) => /response="([0-9a-f]{32})"/u.exec(value)?.[1] ?? []);
    const sessions = sent.flatMap(([name, value]) =>
      name.toLowerCase() === "cookie" ? [value.split("=")[1] ?? ""] : [],
    );
    expect([responses.length, sessions.length]).toEqual([3, 2]);
    for (const secret of [password, JSON.stringify(password).slice(1, -1), ha1, ...responses, ...sessions]) {
      expect(everything).not.toContain(secret);
    }
    expect(report.ticket).toContain("Authorization: Digest username=");
  });
});
