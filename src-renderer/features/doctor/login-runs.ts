import { create } from "zustand";
import type { Connection } from "#shared/connection.ts";
import type { DoctorReport, Rung } from "#shared/doctor.ts";
import { rungNames } from "#shared/doctor-names.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { ApiError, call, onEvent } from "../../api.ts";
import { keptVerdicts, useDoctor } from "../../state/doctor.ts";
import type { Problem } from "../../state/place.ts";
import { useShell } from "../../state/shell.ts";
import { levelOf } from "../connections/connection-words.ts";

/** A run that has not ended. */
export interface RunningLogin {
  readonly runId: string;
  readonly connectionId: string;
  readonly designator: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly rungs: readonly Rung[];
  readonly wireRequests: number;
}

interface LoginRuns {
  /** Chosen by the person; null: what suits the connection. */
  readonly designator: string | null;
  readonly running: RunningLogin | null;
  /** Finished runs of this session by their id, oldest first. */
  readonly reports: ReadonlyMap<string, DoctorReport>;
  /** The last run, while it ended without a verdict. */
  readonly cancelled: DoctorReport | null;
  /** Why the last run could not begin. */
  readonly problem: Problem | null;
}

export const useLoginRuns = create<LoginRuns>()(() => ({
  designator: null,
  running: null,
  reports: new Map(),
  cancelled: null,
  problem: null,
}));

const waiting: readonly Rung[] = rungNames.map((name) => ({
  name,
  state: "waiting",
  sentence: "",
  ms: null,
  evidence: null,
}));

let controller: AbortController | null = null;

/** What a login is best tested with: a collection that every account of its kind has. */
export function designatorFor(connection: Connection): string {
  return levelOf(connection) === "company" ? "agents" : "contacts";
}

/** Another GET is to be tested: what was found out about the one before is no longer on screen. */
export function chooseDesignator(designator: string): void {
  useLoginRuns.setState({ designator, cancelled: null, problem: null });
  useDoctor.getState().showVerdict(null);
}

/** Goes to the Doctor and finds out why this GET fails. Outside of the catalogue a known resource stands in for it. */
export function askWhy(connection: Connection, designator: string): void {
  const [path = ""] = designator.split("?", 1);
  chooseDesignator(matchDesignator(path) === null ? designatorFor(connection) : path);
  useDoctor.getState().choose("login");
  useShell.getState().show("doctor");
  void examineLogin(connection);
}

/** Runs the ladder. One run at a time: that of another connection is given up for it. */
export async function examineLogin(connection: Connection): Promise<void> {
  const { connectionId } = connection;
  if (useLoginRuns.getState().running?.connectionId === connectionId) return;
  cancelExamination();
  const runId = crypto.randomUUID();
  const designator = useLoginRuns.getState().designator ?? designatorFor(connection);
  controller = new AbortController();
  useDoctor.getState().showVerdict(null);
  useLoginRuns.setState({
    running: { runId, connectionId, designator, startedAt: Date.now(), rungs: waiting, wireRequests: 0 },
    cancelled: null,
    problem: null,
  });
  try {
    take(await call("diagnoseLogin", { runId, connectionId, designator }, controller.signal));
  } catch (error) {
    const problem =
      error instanceof ApiError
        ? { code: error.code, message: error.message, detail: error.detail }
        : { code: "internal" as const, message: "Something in the application failed.", detail: String(error) };
    useLoginRuns.setState((runs) => (runs.running?.runId === runId ? { running: null, problem } : {}));
  }
}

/** Closes the socket; the rungs reached stay on screen. */
export function cancelExamination(): void {
  controller?.abort();
}

/** Takes the rungs of a run while it climbs; the returned function ends it. */
export function watchExaminations(): () => void {
  return onEvent("doctorProgress", ({ runId, rung, wireRequests }) => {
    useLoginRuns.setState(({ running }) =>
      running?.runId === runId
        ? {
            running: {
              ...running,
              wireRequests,
              rungs: running.rungs.map((each) => (each.name === rung.name ? rung : each)),
            },
          }
        : {},
    );
  });
}

function take(report: DoctorReport): void {
  const { runId, verdict, connectionId, startedAt, totalMs } = report;
  const over = ({ running }: LoginRuns): RunningLogin | null => (running?.runId === runId ? null : running);
  if (verdict === null) {
    // One that was given up for another run is not worth showing.
    return useLoginRuns.setState((runs) => (over(runs) === null ? { running: null, cancelled: report } : {}));
  }
  useLoginRuns.setState((runs) => ({
    running: over(runs),
    reports: new Map([...runs.reports, [runId, report] as const].slice(-keptVerdicts)),
  }));
  useDoctor.getState().remember({
    verdictId: runId,
    tool: "login",
    connectionId,
    code: verdict.code,
    good: verdict.good,
    at: startedAt + totalMs,
  });
}

/** What belongs to another connection is not shown as if it were this one's. */
export function ownOf<Run extends { readonly connectionId: string }>(
  { connectionId }: Connection,
  run: Run | null,
): Run | null {
  return run?.connectionId === connectionId ? run : null;
}
