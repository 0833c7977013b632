import { expect, it, vi } from "vitest";
import type { Connection } from "#shared/connection.ts";
import type { DoctorReport } from "#shared/doctor.ts";
import { useDoctor } from "../../state/doctor.ts";
import { useShell } from "../../state/shell.ts";
import { askWhy, loginRuns } from "./login-runs.ts";
import type { AskedRun } from "./verdict-runs.ts";

// Only the parts that a run uses.
const oak = {
  connectionId: "oak",
  level: { level: "unknown", evidence: "", observedAt: 0 },
  practice: null,
} as unknown as Connection;

it.each([
  ["groups/5?limit=1", "groups/5"],
  ["nowhere", "contacts"],
])("asked why %s fails, the Doctor finds out with %s", async (designator, tested) => {
  const lists = { ruledOut: [], notRuledOut: [], compared: [], suspicions: [] };
  const words = { good: false, title: "", explanation: "", tell: "", ...lists };
  const reportOf = (run: AskedRun): DoctorReport => ({
    ...run,
    connectionName: "",
    startedAt: 1,
    totalMs: 2,
    wireRequests: 0,
    steps: [],
    ticket: "",
    verdict: { code: "rejected", ...words },
  });
  const diagnoseLogin = vi.fn<(run: AskedRun) => Promise<unknown>>(async (run) => ({ ok: true, value: reportOf(run) }));
  vi.stubGlobal("window", { api: { diagnoseLogin } });
  useDoctor.setState({ tool: "cookies", verdictId: null, earlier: [] });
  askWhy(oak, designator);
  await expect.poll(() => useDoctor.getState().earlier).toMatchObject([{ code: "rejected", good: false, at: 3 }]);
  expect(diagnoseLogin.mock.calls.map(([run]) => run)).toMatchObject([{ connectionId: "oak", designator: tested }]);
  expect(useDoctor.getState().tool).toBe("login");
  expect(useShell.getState().page).toBe("doctor");
  const [report] = [...loginRuns.useRuns.getState().reports.values()].slice(-1);
  expect(report?.verdict?.code).toBe("rejected");
});
