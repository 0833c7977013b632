import type { Connection } from "#shared/connection.ts";
import { useMeter } from "../../query.ts";
import { usePendingChanges } from "../../state/use-pending-changes.ts";
import { formatAmount, formatCount } from "../response/format.ts";
import { baseUrlOf } from "../connections/connection-words.ts";
import { visibleValue } from "../../ui/visible-text.tsx";

/** The status bar while no answer is on screen. */
export function IdleStatus({ connection }: { connection: Connection | undefined }) {
  return (
    <footer className="statusbar">
      <span className="row">
        <span className="lamp idle" />
        <b>{connection ? visibleValue(connection.name) : "No connection yet"}</b>
      </span>
      <span className={connection ? "sep" : "sep hide-n"} />
      {connection ? <Counted connection={connection} /> : <span className="hide-n">0 wire requests</span>}
      <span className="grow" />
      {connection ? (
        <PracticeState connection={connection} />
      ) : (
        <>
          <span>Practice server: off</span>
          <span className="sep" />
          <span>Calls: none</span>
        </>
      )}
    </footer>
  );
}

function Counted({ connection }: { connection: Connection }) {
  const meter = useMeter(connection.connectionId);
  const pending = usePendingChanges().ofConnection.get(connection.connectionId) ?? 0;
  return (
    <>
      {pending > 0 && (
        <>
          <span>{formatAmount(pending, "change")} pending</span>
          <span className="sep" />
        </>
      )}
      <span className="tnum">{formatCount(meter?.today ?? 0)} wire requests today</span>
    </>
  );
}

function PracticeState({ connection }: { connection: Connection }) {
  if (connection.practice === null) return null;
  const base = baseUrlOf(connection);
  return <span>Practice server: {base ? `on, port ${base.port}` : "off"}</span>;
}
