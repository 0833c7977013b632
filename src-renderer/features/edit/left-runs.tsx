import { resumeRun, showRun, stopRun, useReview } from "../../state/review.ts";
import { useShell } from "../../state/shell.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useConnections } from "../../query.ts";
import { turnTo } from "../connections/connection-actions.ts";
import { useIsUnlocked } from "../connections/writes.ts";
import type { Connection } from "#shared/connection.ts";
import type { Run } from "#shared/edits.ts";
import { runningStripTitle, stoppingWords, waitingStripWords } from "./run-words.ts";
import { countsOf } from "./review-words.ts";
import { formatAmount } from "../response/format.ts";

export interface LeftRunsProps {
  /** The run on screen; undefined when there is none. */
  readonly connection: Connection | undefined;
}

/**
 * Commits whose report is not on screen: running commits, which can then be stopped from anywhere, and commits that
 * wait for the user.
 */
export function LeftRuns({ connection: here }: LeftRunsProps) {
  const runs = useReview((state) => state.runs);
  const pageHere = useShell(({ page }) => page);
  const shown = useReview(({ open, page }) =>
    open?.state === "committed" && page === pageHere && open.subject.connectionId === here?.connectionId
      ? open.runId
      : null,
  );
  const connections = useConnections() ?? [];
  return (
    <>
      {[...runs.values()]
        .filter(({ state, runId }) => (state === "paused" || state === "running") && runId !== shown)
        .map((run) => {
          const connection = connections.find(({ connectionId }) => connectionId === run.connectionId);
          if (connection === undefined) return null;
          const LeftRun = run.state === "running" ? RunningRun : WaitingRun;
          return <LeftRun key={run.runId} run={run} connection={connection} />;
        })}
    </>
  );
}

interface LeftRunProps {
  readonly run: Run;
  readonly connection: Connection;
}

/** The report of a run is beside the data of its connection, wherever the user is now. */
function show(run: Run): void {
  turnTo(run.connectionId);
  showRun(run);
}

function RunningRun({ run, connection }: LeftRunProps) {
  return (
    <Notice
      kind="write"
      strip
      role="status"
      title={runningStripTitle(run, connection.name)}
      action={
        <span className="row">
          <Button size="small" variant="quiet" onPress={() => show(run)}>
            Show
          </Button>
          <Button size="small" onPress={() => stopRun(run.runId)}>
            {run.stopping ? "Stop now" : "Stop"}
          </Button>
        </span>
      }
    >
      {run.stopping && stoppingWords(run)}
    </Notice>
  );
}

function WaitingRun({ run, connection }: LeftRunProps) {
  const locked = !useIsUnlocked(connection);
  const { left } = countsOf(run);
  return (
    <Notice
      kind="write"
      strip
      role="status"
      title={`A commit on ${connection.name} waits: ${formatAmount(left, "change")} left.`}
      action={
        <span className="row">
          <Button size="small" variant="quiet" onPress={() => show(run)}>
            Show
          </Button>
          <Button size="small" variant="quiet" onPress={() => stopRun(run.runId)}>
            Stop
          </Button>
          <Button
            size="small"
            notNow={locked ? "Unlock writes of this connection first." : undefined}
            onPress={() => {
              show(run);
              resumeRun(run.runId);
            }}
          >
            Go on
          </Button>
        </span>
      }
    >
      {waitingStripWords(run)}
    </Notice>
  );
}
