import type { Connection } from "#shared/connection.ts";
import type { DoctorReport, Rung } from "#shared/doctor.ts";
import { useMeter } from "../../query.ts";
import { useNow } from "../../state/clock.ts";
import { formatAge, formatAmount, formatDuration } from "../response/format.ts";
import { MeterReading } from "../response/meter-reading.tsx";
import type { RunningLogin } from "./login-runs.ts";

export interface LoginStatusProps {
  readonly connection: Connection;
  readonly running: RunningLogin | null;
  readonly report: DoctorReport | null;
}

/** What the last run came to, in one line. */
export function LoginStatus({ connection, running, report }: LoginStatusProps) {
  const meter = useMeter(connection.connectionId);
  const now = useNow(report === null ? null : 10_000);
  return (
    <footer className="statusbar">
      {running ? (
        <RunningState running={running} />
      ) : report ? (
        <Outcome report={report} />
      ) : (
        <span className="row outcome">
          <span className="lamp idle" />
          <b>Nothing examined yet</b>
        </span>
      )}
      <span className="grow" />
      {report && !running && <span>Checked {formatAge(now - report.startedAt - report.totalMs)}</span>}
      {meter && (
        <>
          {report && <span className="sep" />}
          <MeterReading meter={meter} />
        </>
      )}
    </footer>
  );
}

function RunningState({ running }: { running: RunningLogin }) {
  const now = useNow(100);
  return (
    <>
      <span className="row outcome">
        <span className="lamp idle" />
        <b>Examining</b>
      </span>
      <span className="sep" />
      <span className="num">{formatDuration(Math.max(0, now - running.startedAt))}</span>
      <span className="sep hide-n" />
      <span className="hide-n">{formatAmount(running.wireRequests, "wire request")}</span>
    </>
  );
}

function Outcome({ report: { verdict, rungs, totalMs, wireRequests } }: { report: DoctorReport }) {
  return (
    <>
      <span className="row outcome">
        <span className={verdict === null ? "lamp idle" : verdict.good ? "lamp" : "lamp bad"} />
        <b>{verdict === null ? "Cancelled" : verdict.code}</b>
      </span>
      <span className="hide-n">{tally(rungs)}</span>
      <span className="sep" />
      <span className="num">{formatDuration(totalMs)}</span>
      <span className="sep hide-n" />
      <span className="hide-n">{formatAmount(wireRequests, "wire request")}</span>
    </>
  );
}

/** `10 done, 1 failed, 1 skipped` */
function tally(rungs: readonly Rung[]): string {
  const count = (state: Rung["state"]): number => rungs.filter((rung) => rung.state === state).length;
  return `${count("done")} done, ${count("failed")} failed, ${count("skipped")} skipped`;
}
