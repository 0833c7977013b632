import { resumeRun, showRun, stopRun, useReview } from "../../state/review.ts";
import { useShell } from "../../state/shell.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useConnections } from "../../query.ts";
import { turnTo } from "../connections/connection-actions.ts";
import { useIsUnlocked } from "../connections/writes.ts";
import { formatAmount } from "../response/format.ts";
import type { Connection } from "#shared/connection.ts";
import type { Run } from "#shared/edits.ts";
import { countsOf } from "./review-words.ts";

/** Commits that were cut off and wait for the person: said until they are gone on with or stopped. */
export function LeftRuns() {
  const runs = useReview((state) => state.runs);
  const here = useShell(({ page }) => page);
  const shown = useReview(({ open, page }) => (open?.state === "committed" && page === here ? open.runId : null));
  const connections = useConnections() ?? [];
  return (
    <>
      {[...runs.values()]
        .filter(({ state, runId }) => state === "paused" && runId !== shown)
        .map((run) => {
          const connection = connections.find(({ connectionId }) => connectionId === run.connectionId);
          return connection && <LeftRun key={run.runId} run={run} connection={connection} />;
        })}
    </>
  );
}

function LeftRun({ run, connection }: { run: Run; connection: Connection }) {
  const locked = !useIsUnlocked(connection);
  const { done, left } = countsOf(run);
  // Its report stands beside the data of its connection, wherever the person is now.
  const show = (): void => {
    turnTo(run.connectionId);
    showRun(run);
  };
  return (
    <Notice
      kind="write"
      strip
      role="status"
      title={`A commit on ${connection.name} waits: ${formatAmount(left, "change")} left.`}
      action={
        <span className="row">
          <Button size="small" variant="quiet" onPress={show}>
            Show
          </Button>
          <Button size="small" variant="quiet" onPress={() => stopRun(run.runId)}>
            Stop
          </Button>
          <Button
            size="small"
            notNow={locked ? "Unlock writes of this connection first." : undefined}
            onPress={() => {
              show();
              resumeRun(run.runId);
            }}
          >
            Go on
          </Button>
        </span>
      }
    >
      {run.reason} {done > 0 && `${formatAmount(done, "change")} done. `}What was cut off is looked up before anything
      is sent.
    </Notice>
  );
}
