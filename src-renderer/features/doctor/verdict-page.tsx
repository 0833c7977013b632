import { Fragment, type ReactNode } from "react";
import type { Connection } from "#shared/connection.ts";
import { useCommand } from "../../state/command-bus.ts";
import { useDoctor } from "../../state/doctor.ts";
import { LoginProblem } from "./login-problem.tsx";
import { RunStatus } from "./run-status.tsx";
import { TestLine } from "./test-line.tsx";
import { chooseDesignator, designatorFor, useTestedDesignator } from "./tested-designator.ts";
import type { RunReport, VerdictRuns } from "./verdict-runs.ts";

export interface VerdictPageProps<Step, Report extends RunReport> {
  readonly connection: Connection;
  readonly runs: VerdictRuns<Step, Report>;
  /** The maximum number of wire requests of one run. */
  readonly maxCalls: number;
  /** The texts before the first run and during one, and why a second one cannot start then. */
  readonly words: { readonly idle: string; readonly busy: string; readonly notNow: string };
  /** The progress of a run, in a few words. */
  readonly detailOf: (steps: readonly Step[]) => string;
  /** What is shown before the first run. */
  readonly nothing: ReactNode;
  /** The result of a run; its report is null while it is running. */
  readonly children: (steps: readonly Step[], report: Report | null) => ReactNode;
}

/** The page of runs that end with a verdict on one login: what is tested, what prevents a run, and the result. */
export function VerdictPage<Step, Report extends RunReport>({
  connection,
  runs,
  maxCalls,
  words,
  detailOf,
  nothing,
  children,
}: VerdictPageProps<Step, Report>) {
  const { running: anyRun, reports, cancelled, problem } = runs.useRuns();
  const chosen = useTestedDesignator((tested) => tested.chosen);
  const verdictId = useDoctor((doctor) => doctor.verdictId);
  const running = ownOf(connection, anyRun);
  const report = ownOf(connection, verdictId === null ? cancelled : (reports.get(verdictId) ?? null));
  const shown = running ?? report;
  const designator = shown?.designator ?? chosen ?? designatorFor(connection);
  const run = (): void => void runs.begin(connection, designator);
  const noPassword = !connection.hasPassword || connection.passwordNeeded;
  const notNow = running ? words.notNow : noPassword ? "Enter the password first." : undefined;
  const cost = { least: 0, most: maxCalls };
  useCommand("request.send", run, notNow, cost);
  useCommand("request.refresh", run, notNow, cost);
  useCommand("request.cancel", runs.cancel, running ? undefined : "Nothing is running.");
  const steps = running ? running.steps : report ? runs.stepsOf(report) : [];
  return (
    <>
      <TestLine
        connection={connection}
        designator={designator}
        report={report}
        running={running !== null}
        notNow={noPassword ? notNow : undefined}
        onDesignator={chooseDesignator}
        onRun={run}
        onCancel={runs.cancel}
      />
      <LoginProblem connection={connection} problem={ownOf(connection, problem)} onRun={run} />
      <div className="bodyrow">
        {shown ? <Fragment key={shown.runId}>{children(steps, running ? null : report)}</Fragment> : nothing}
      </div>
      <RunStatus
        connection={connection}
        running={running}
        outcome={report && { ...report, ...endOf(report, runs), detail: detailOf(runs.stepsOf(report)) }}
        idle={words.idle}
        busy={words.busy}
      />
    </>
  );
}

function endOf<Step, Report extends RunReport>(report: Report, { isGood }: VerdictRuns<Step, Report>) {
  const verdict: Report["verdict"] = report.verdict;
  if (verdict === null) return { lamp: "idle", words: "Cancelled" } as const;
  return { lamp: isGood(verdict) ? "good" : "bad", words: verdict.code } as const;
}

/** The result of another connection is not shown here. */
function ownOf<Run extends { readonly connectionId: string }>(
  { connectionId }: Connection,
  run: Run | null,
): Run | null {
  return run?.connectionId === connectionId ? run : null;
}
