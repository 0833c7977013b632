import type { Connection } from "#shared/connection.ts";
import { useMeter } from "../../query.ts";
import { usePendingChanges } from "../../state/use-pending-changes.ts";
import { formatAmount, formatCount } from "../response/format.ts";
import { baseUrlOf } from "../connections/connection-words.ts";
import { visibleValue } from "../../ui/visible-text.tsx";

/** The status bar while no response is shown. Without a connection there is nothing to count or to claim. */
export function IdleStatus({ connection }: { connection: Connection | undefined }) {
  return (
    <footer className="statusbar">
      <span className="row">
        <span className="lamp idle" />
        <b>{connection ? visibleValue(connection.name) : "No connection open"}</b>
      </span>
      {connection && (
        <>
          <span className="sep" />
          <Counted connection={connection} />
          <span className="grow" />
          <PracticeState connection={connection} />
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
