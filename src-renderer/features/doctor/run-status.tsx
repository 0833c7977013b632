import type { Connection } from "#shared/connection.ts";
import { useMeter } from "../../query.ts";
import { useNow } from "../../state/clock.ts";
import { formatAge, formatAmount, formatDuration } from "../response/format.ts";
import { MeterReading } from "../response/meter-reading.tsx";

/** The outcome of a run. */
export interface RunOutcome {
  readonly lamp: "good" | "bad" | "idle";
  readonly words: string;
  readonly detail: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly totalMs: number;
  readonly wireRequests: number;
}

export interface RunStatusProps {
  readonly connection: Connection;
  readonly running: Pick<RunOutcome, "startedAt" | "wireRequests"> | null;
  readonly outcome: RunOutcome | null;
  /** The text before the first run, and during a run. */
  readonly idle: string;
  readonly busy: string;
}

const lamps = { good: "lamp", bad: "lamp bad", idle: "lamp idle" } as const;

/** The outcome of the last run that sent something, in one line. */
export function RunStatus({ connection, running, outcome, idle, busy }: RunStatusProps) {
  const meter = useMeter(connection.connectionId);
  const now = useNow(outcome === null ? null : 10_000);
  return (
    <footer className="statusbar">
      {running ? (
        <RunningState running={running} busy={busy} />
      ) : outcome ? (
        <Outcome outcome={outcome} />
      ) : (
        <span className="row outcome">
          <span className="lamp idle" />
          <b>{idle}</b>
        </span>
      )}
      <span className="grow" />
      {outcome && !running && <span>Checked {formatAge(now - outcome.startedAt - outcome.totalMs)}</span>}
      {meter && (
        <>
          {outcome && <span className="sep" />}
          <MeterReading meter={meter} />
        </>
      )}
    </footer>
  );
}

function RunningState({ running, busy }: { running: NonNullable<RunStatusProps["running"]>; busy: string }) {
  const now = useNow(100);
  return (
    <>
      <span className="row outcome">
        <span className="lamp idle" />
        <b>{busy}</b>
      </span>
      <span className="sep" />
      <span className="num">{formatDuration(Math.max(0, now - running.startedAt))}</span>
      <span className="sep hide-n" />
      <span className="hide-n">{formatAmount(running.wireRequests, "wire request")}</span>
    </>
  );
}

function Outcome({ outcome: { lamp, words, detail, totalMs, wireRequests } }: { outcome: RunOutcome }) {
  return (
    <>
      <span className="row outcome">
        <span className={lamps[lamp]} />
        <b>{words}</b>
      </span>
      <span className="hide-n">{detail}</span>
      <span className="sep" />
      <span className="num">{formatDuration(totalMs)}</span>
      <span className="sep hide-n" />
      <span className="hide-n">{formatAmount(wireRequests, "wire request")}</span>
    </>
  );
}
