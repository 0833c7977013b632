import { Grid3x3 } from "lucide-react";
import { useState } from "react";
import type { Connection } from "#shared/connection.ts";
import { resources } from "#shared/rezora/catalog.ts";
import { useConnections } from "../../../query.ts";
import { cancelSweep, chooseForMatrix, startSweep, useAccess, useSweeps } from "../../../state/access.ts";
import { useCommand } from "../../../state/command-bus.ts";
import { EmptyPane } from "../../../ui/empty-pane.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { DoctorPageProps } from "../doctor-tools.ts";
import { NoConnection } from "../no-connection.tsx";
import { MatrixDetail } from "./matrix-detail.tsx";
import { matrixOf, suitingConnections, type MatrixCell, type MatrixGroup } from "./matrix-model.ts";
import { MatrixStatus } from "./matrix-status.tsx";
import { MatrixTable } from "./matrix-table.tsx";
import { stateLooks } from "./matrix-words.ts";
import { SweepLine } from "./sweep-line.tsx";

/**
 * The access matrix: what was observed in this session, by connection, resource and method, and a sweep of safe reads.
 */
export function MatrixPage({ connection }: DoctorPageProps) {
  if (!connection) return <NoConnection icon={Grid3x3} question="Whose access is it about?" />;
  return <Matrix current={connection} />;
}

function Matrix({ current }: { current: Connection }) {
  const connections = useConnections() ?? [];
  const access = useAccess() ?? [];
  const { chosen: wanted, running, last, problem } = useSweeps();
  const [selected, setSelected] = useState<MatrixCell | null>(null);
  const ids = wanted ?? suitingConnections(connections, current);
  const chosen = connections.filter(({ connectionId }) => ids.includes(connectionId));
  const groups = matrixOf({ connections: chosen, access, leftOut: last?.leftOut ?? [] });
  const shown = selected && sameCell(groups, selected);
  const sweep = (): void => void startSweep(chosen.map(({ connectionId }) => connectionId));
  const notNow = running ? "A sweep is running." : chosen.length === 0 ? "Choose a connection first." : undefined;
  const cost = { least: 0, most: 2 * chosen.length * resources.length };
  useCommand("request.send", sweep, notNow, cost);
  useCommand("request.refresh", sweep, notNow, cost);
  useCommand("request.cancel", cancelSweep, running ? undefined : "Nothing is running.");
  return (
    <>
      <SweepLine
        connections={connections}
        chosen={chosen}
        groups={groups}
        running={running}
        notNow={notNow}
        onChoose={chooseForMatrix}
        onSweep={sweep}
        onCancel={cancelSweep}
      />
      {problem && <Notice strip kind="danger" role="alert" title={problem.message} />}
      <div className="bodyrow">
        <div className="docbody matrixbody">
          <div className="doccol">
            {chosen.length === 0 ? (
              <EmptyPane icon={Grid3x3} title="No connection is chosen">
                <p className="narrowtext">Choose above whose access is to be seen.</p>
              </EmptyPane>
            ) : (
              <>
                <div className="matrixpane">
                  <MatrixTable connections={chosen} groups={groups} selected={shown} onSelect={setSelected} />
                </div>
                <Legend />
              </>
            )}
          </div>
          <div className="evcol">{shown ? <MatrixDetail cell={shown} /> : <NothingSelected />}</div>
        </div>
      </div>
      <MatrixStatus groups={groups} running={running !== null} last={last} />
    </>
  );
}

/** The current state of the selected cell. */
function sameCell(groups: readonly MatrixGroup[], { connection, resource, method }: MatrixCell): MatrixCell | null {
  const row = groups.flatMap(({ rows }) => rows).find((each) => each.resource.path === resource.path);
  const isSame = (cell: MatrixCell): boolean =>
    cell.connection.connectionId === connection.connectionId && cell.method === method;
  return row?.cells.find(isSame) ?? null;
}

function Legend() {
  return (
    <ul className="matrixlegend" aria-label="Signs">
      {Object.values(stateLooks).map(({ word, icon, tone }) => (
        <li key={word}>
          <Icon of={icon} size="s" tone={tone} />
          {word}
        </li>
      ))}
    </ul>
  );
}

function NothingSelected() {
  return (
    <p className="ink-2">
      Answers of this session fill the matrix: those to your requests, to the doctor, and to a sweep. Choose a cell to
      see what it rests on. What was not tried shows what is documented, which proves nothing.
    </p>
  );
}
