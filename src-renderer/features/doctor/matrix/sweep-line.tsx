import { ScanSearch } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import type { RunningSweep } from "../../../state/access.ts";
import { Checkbox } from "../../../ui/checkbox.tsx";
import { ProgressBar } from "../../../ui/progress-bar.tsx";
import { spokenName } from "../../connections/connection-words.ts";
import { CancelRun, StartRun } from "../run-button.tsx";
import { MatrixExport } from "./matrix-export.tsx";
import type { MatrixGroup } from "./matrix-model.ts";
import { costOf } from "./matrix-words.ts";
import { visibleText, visibleValue } from "../../../ui/visible-text.tsx";

export interface SweepLineProps {
  readonly connections: readonly Connection[];
  readonly chosen: readonly Connection[];
  readonly groups: readonly MatrixGroup[];
  readonly running: RunningSweep | null;
  /** Why it cannot be run now. */
  readonly notNow: string | undefined;
  readonly onChoose: (connectionIds: readonly string[]) => void;
  readonly onSweep: () => void;
  readonly onCancel: () => void;
}

/** Which connections are swept, what it costs, and its progress. */
export function SweepLine(props: SweepLineProps) {
  const { connections, chosen, groups, running, notNow, onChoose, onSweep, onCancel } = props;
  const ids = chosen.map(({ connectionId }) => connectionId);

  function toggle(connectionId: string, on: boolean): void {
    onChoose(on ? [...ids, connectionId] : ids.filter((id) => id !== connectionId));
  }

  return (
    <div className="sweepline">
      <div className="picks" role="group" aria-label="Connections in the matrix">
        {connections.map((each) => (
          <Checkbox
            key={each.connectionId}
            isSelected={ids.includes(each.connectionId)}
            isDisabled={running !== null}
            onChange={(on) => toggle(each.connectionId, on)}
          >
            {visibleValue(spokenName(each))}
          </Checkbox>
        ))}
      </div>
      <MatrixExport groups={groups} notNow={chosen.length === 0 ? "Choose a connection first." : undefined} />
      {running ? (
        <CancelRun onCancel={onCancel} />
      ) : (
        <StartRun primary icon={ScanSearch} text="Sweep" notNow={notNow} onRun={onSweep} />
      )}
      <div className="cost">
        {running ? <Running running={running} connections={connections} /> : <Cost chosen={chosen} notNow={notNow} />}
      </div>
    </div>
  );
}

function Cost({ chosen, notNow }: { chosen: readonly Connection[]; notNow: string | undefined }) {
  if (notNow !== undefined) return <span>{notNow}</span>;
  return <span>{costOf(chosen)} Writes are never tried.</span>;
}

function Running({
  running: { progress },
  connections,
}: {
  running: RunningSweep;
  connections: readonly Connection[];
}) {
  const name = connections.find(({ connectionId }) => connectionId === progress?.connectionId)?.name ?? "";
  return (
    <>
      <span>
        {progress === null
          ? "Beginning"
          : visibleText(`GET ${progress.designator} as ${name}, ${progress.done + 1} of ${progress.most}`)}
      </span>
      <ProgressBar label="Sweep" share={progress === null ? null : progress.done / progress.most} />
    </>
  );
}
