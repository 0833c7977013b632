import type { ReactNode } from "react";
import type { Connection } from "#shared/connection.ts";
import { useMeter } from "../../query.ts";
import { formatDuration } from "../response/format.ts";
import { MeterReading } from "../response/meter-reading.tsx";

export interface HeaderCheckStatusProps {
  readonly connection: Connection;
  /** null while there is nothing to report. */
  readonly outcome: {
    /** null: neither good nor bad. */
    readonly good: boolean | null;
    readonly words: string;
    readonly count: string;
    readonly ms: number;
  } | null;
  readonly idle: string;
  readonly end: ReactNode;
}

/** What was found, how long it took, and that nothing was sent for it. */
export function HeaderCheckStatus({ connection, outcome, idle, end }: HeaderCheckStatusProps) {
  const meter = useMeter(connection.connectionId);
  return (
    <footer className="statusbar">
      {outcome ? (
        <>
          <span className="row outcome">
            <span className={outcome.good === null ? "lamp idle" : outcome.good ? "lamp" : "lamp bad"} />
            <b>{outcome.words}</b>
          </span>
          <span className="hide-n">Checked on this computer.</span>
          <span className="sep" />
          <span className="tnum">{outcome.count}</span>
          <span className="sep" />
          <span className="num">{formatDuration(outcome.ms)}</span>
          <span className="sep hide-n" />
          <span className="hide-n">0 wire requests</span>
        </>
      ) : (
        <span className="row outcome">
          <span className="lamp idle" />
          <b>{idle}</b>
        </span>
      )}
      <span className="grow" />
      <span>{end}</span>
      {meter && (
        <>
          <span className="sep" />
          <MeterReading meter={meter} />
        </>
      )}
    </footer>
  );
}
