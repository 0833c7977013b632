import type { AccessSweep } from "#shared/access.ts";
import { formatAmount, formatDuration } from "../../response/format.ts";
import type { MatrixGroup } from "./matrix-model.ts";
import { tally } from "./matrix-model.ts";

export interface MatrixStatusProps {
  readonly groups: readonly MatrixGroup[];
  readonly running: boolean;
  readonly last: AccessSweep | null;
}

/** What the matrix contains, and the result of the last sweep. */
export function MatrixStatus({ groups, running, last }: MatrixStatusProps) {
  const { allowed, refused, undecided } = tally(groups);
  const tried = allowed + refused + undecided;
  return (
    <footer className="statusbar">
      <span className="row outcome" role="status">
        <span className={tried === 0 || running ? "lamp idle" : "lamp"} />
        <b>{running ? "Sweeping" : tried === 0 ? "Nothing seen yet" : `${allowed} allowed, ${refused} refused`}</b>
      </span>
      {undecided > 0 && <span className="hide-n">{undecided} not decided</span>}
      <span className="grow" />
      {last && !running && (
        <>
          <span>{last.outcome === "cancelled" ? "Sweep cancelled" : "Sweep"}</span>
          <span className="sep" />
          <span>{formatAmount(last.gets, "GET")}</span>
          <span className="sep hide-n" />
          <span className="hide-n">{formatAmount(last.wireRequests, "wire request")}</span>
          <span className="sep" />
          <span className="num">{formatDuration(last.totalMs)}</span>
          {last.leftOut.length > 0 && (
            <>
              <span className="sep" />
              <span>{last.leftOut.length} left out</span>
            </>
          )}
        </>
      )}
    </footer>
  );
}
