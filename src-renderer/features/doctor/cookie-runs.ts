import { create } from "zustand";
import type { Connection } from "#shared/connection.ts";
import type { CookieTest, CookieTrial } from "#shared/cookie-test.ts";
import { cookieTrialNames } from "#shared/cookie-test-names.ts";
import { call, onEvent } from "../../api.ts";
import { keptVerdicts, useDoctor } from "../../state/doctor.ts";
import type { Problem } from "../../state/place.ts";
import { problemOf } from "../../state/sending.ts";

/** A run that has not ended. */
export interface RunningCookieTest {
  readonly runId: string;
  readonly connectionId: string;
  readonly designator: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly trials: readonly CookieTrial[];
  readonly wireRequests: number;
}

interface CookieRuns {
  readonly running: RunningCookieTest | null;
  /** Finished runs of this session by their id, oldest first. */
  readonly reports: ReadonlyMap<string, CookieTest>;
  /** The last run, while it ended without a verdict. */
  readonly cancelled: CookieTest | null;
  /** Why the last run could not begin. */
  readonly problem: (Problem & { readonly connectionId: string }) | null;
}

export const useCookieRuns = create<CookieRuns>()(() => ({
  running: null,
  reports: new Map(),
  cancelled: null,
  problem: null,
}));

const waiting: readonly CookieTrial[] = cookieTrialNames.map((name) => ({
  name,
  state: "waiting",
  sentence: "",
  status: null,
  ms: null,
  legs: [],
}));

let controller: AbortController | null = null;

/** Makes the three trials. One run at a time: that of another connection is given up for it. */
export async function runCookieTest({ connectionId }: Connection, designator: string): Promise<void> {
  if (useCookieRuns.getState().running?.connectionId === connectionId) return;
  cancelCookieTest();
  const runId = crypto.randomUUID();
  controller = new AbortController();
  useDoctor.getState().showVerdict(null);
  useCookieRuns.setState({
    running: { runId, connectionId, designator, startedAt: Date.now(), trials: waiting, wireRequests: 0 },
    cancelled: null,
    problem: null,
  });
  try {
    take(await call("testCookies", { runId, connectionId, designator }, controller.signal));
  } catch (error) {
    const problem = { ...problemOf(error), connectionId };
    useCookieRuns.setState((runs) => (runs.running?.runId === runId ? { running: null, problem } : {}));
  }
}

/** Closes the socket; the trials made stay on screen. */
export function cancelCookieTest(): void {
  controller?.abort();
}

/** Takes the trials of a run while it goes on; the returned function ends it. */
export function watchCookieTests(): () => void {
  return onEvent("cookieTestProgress", ({ runId, trial, wireRequests }) => {
    useCookieRuns.setState(({ running }) => {
      if (running?.runId !== runId) return {};
      const trials = running.trials.map((each) => (each.name === trial.name ? trial : each));
      return { running: { ...running, wireRequests, trials } };
    });
  });
}

function take(report: CookieTest): void {
  const { runId, verdict, connectionId, startedAt, totalMs } = report;
  const over = ({ running }: CookieRuns): RunningCookieTest | null => (running?.runId === runId ? null : running);
  if (verdict === null) {
    // One that was given up for another run is not worth showing.
    return useCookieRuns.setState((runs) => (over(runs) === null ? { running: null, cancelled: report } : {}));
  }
  useCookieRuns.setState((runs) => ({
    running: over(runs),
    reports: new Map([...runs.reports, [runId, report] as const].slice(-keptVerdicts)),
  }));
  const { code, tone } = verdict;
  const at = startedAt + totalMs;
  useDoctor.getState().remember({ verdictId: runId, tool: "cookies", connectionId, code, good: tone === "good", at });
}
