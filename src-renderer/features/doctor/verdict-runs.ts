import { create, type StoreApi, type UseBoundStore } from "zustand";
import type { Connection } from "#shared/connection.ts";
import { keptVerdicts, useDoctor, type DoctorTool } from "../../state/doctor.ts";
import type { Problem } from "../../state/place.ts";
import { problemOf } from "../../state/sending.ts";
import { useTestedDesignator } from "./tested-designator.ts";

/** Which login is tested with which resource. */
export interface AskedRun {
  readonly runId: string;
  readonly connectionId: string;
  readonly designator: string;
}

/** The result of a run. */
export interface RunReport extends AskedRun {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly totalMs: number;
  readonly wireRequests: number;
  /** null: the run was cancelled before it reached one. */
  readonly verdict: { readonly code: string } | null;
}

/** A run that has not ended. */
export interface OpenRun<Step> extends AskedRun {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly steps: readonly Step[];
  readonly wireRequests: number;
}

export interface VerdictRunsState<Step, Report> {
  readonly running: OpenRun<Step> | null;
  /** Finished runs of this session by their id, oldest first. */
  readonly reports: ReadonlyMap<string, Report>;
  /** The last run, if it ended without a verdict. */
  readonly cancelled: Report | null;
  /** Why the last run could not start. */
  readonly problem: (Problem & { readonly connectionId: string }) | null;
}

export interface VerdictRunsParts<Step, Report extends RunReport> {
  readonly tool: DoctorTool;
  /** The steps before the first one has been taken. */
  readonly waiting: readonly Step[];
  readonly ask: (run: AskedRun, signal: AbortSignal) => Promise<Report>;
  readonly stepsOf: (report: Report) => readonly Step[];
  readonly isGood: (verdict: NonNullable<Report["verdict"]>) => boolean;
}

/** Runs that test one login step by step and end with a verdict. */
export interface VerdictRuns<Step, Report extends RunReport> extends Pick<
  VerdictRunsParts<Step, Report>,
  "stepsOf" | "isGood"
> {
  readonly useRuns: UseBoundStore<StoreApi<VerdictRunsState<Step, Report>>>;
  /** Starts a run. One run at a time: a run of another connection is cancelled. */
  readonly begin: (connection: Connection, designator: string) => Promise<void>;
  /** Closes the socket; the steps taken so far stay on screen. */
  readonly cancel: () => void;
  /** Adds a step to the run while it is active. */
  readonly takeStep: (runId: string, step: Step, wireRequests: number) => void;
}

export function createVerdictRuns<Step extends { readonly name: string }, Report extends RunReport>({
  tool,
  waiting,
  ask,
  stepsOf,
  isGood,
}: VerdictRunsParts<Step, Report>): VerdictRuns<Step, Report> {
  type State = VerdictRunsState<Step, Report>;
  const useRuns = create<State>()(() => ({ running: null, reports: new Map(), cancelled: null, problem: null }));
  useTestedDesignator.subscribe(() => useRuns.setState({ cancelled: null, problem: null }));
  let controller: AbortController | null = null;

  async function begin({ connectionId }: Connection, designator: string): Promise<void> {
    if (useRuns.getState().running?.connectionId === connectionId) return;
    cancel();
    const asked = { runId: crypto.randomUUID(), connectionId, designator };
    controller = new AbortController();
    useDoctor.getState().showVerdict(null);
    const running = { ...asked, startedAt: Date.now(), steps: waiting, wireRequests: 0 };
    useRuns.setState({ running, cancelled: null, problem: null });
    try {
      end(await ask(asked, controller.signal));
    } catch (error) {
      const problem = { ...problemOf(error), connectionId };
      useRuns.setState((runs) => (runs.running?.runId === asked.runId ? { running: null, problem } : {}));
    }
  }

  function cancel(): void {
    controller?.abort();
  }

  function takeStep(runId: string, step: Step, wireRequests: number): void {
    useRuns.setState(({ running }) => {
      if (running?.runId !== runId) return {};
      const steps = running.steps.map((each) => (each.name === step.name ? step : each));
      return { running: { ...running, wireRequests, steps } };
    });
  }

  function end(report: Report): void {
    const { runId, connectionId, designator, startedAt, totalMs } = report;
    const verdict: Report["verdict"] = report.verdict;
    const over = ({ running }: State): OpenRun<Step> | null => (running?.runId === runId ? null : running);
    if (verdict === null) {
      // A run that was cancelled for another one is not worth showing.
      return useRuns.setState((runs) => (over(runs) === null ? { running: null, cancelled: report } : {}));
    }
    useRuns.setState((runs) => ({
      running: over(runs),
      reports: new Map([...runs.reports, [runId, report] as const].slice(-keptVerdicts)),
    }));
    const at = startedAt + totalMs;
    useDoctor
      .getState()
      .remember({ verdictId: runId, tool, connectionId, designator, code: verdict.code, good: isGood(verdict), at });
  }

  return { useRuns, stepsOf, isGood, begin, cancel, takeStep };
}
