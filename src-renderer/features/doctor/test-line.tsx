import type { Connection } from "#shared/connection.ts";
import type { DoctorReport } from "#shared/doctor.ts";
import { useConnections } from "../../query.ts";
import { Choice } from "../../ui/choice.tsx";
import { turnTo } from "../connections/connection-actions.ts";
import { spokenName } from "../connections/connection-words.ts";
import { formatAmount, formatDuration } from "../response/format.ts";
import { RunButton } from "./run-button.tsx";
import { testedResources } from "./tested-resources.ts";

export interface TestLineProps {
  readonly connection: Connection;
  readonly designator: string;
  readonly report: Pick<DoctorReport, "startedAt" | "totalMs" | "wireRequests"> | null;
  readonly running: boolean;
  /** Why it cannot be run now. */
  readonly notNow: string | undefined;
  readonly onDesignator: (designator: string) => void;
  readonly onRun: () => void;
  readonly onCancel: () => void;
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** Which login is tested with which resource. */
export function TestLine({
  connection,
  designator,
  report,
  running,
  notNow,
  onDesignator,
  onRun,
  onCancel,
}: TestLineProps) {
  const connections = useConnections() ?? [];
  return (
    <div className="reqline testline">
      <span className="ink-2 nowrap">Test</span>
      <Choice
        label="Connection to test"
        options={connections.map((each) => ({ id: each.connectionId, text: spokenName(each) }))}
        selected={connection.connectionId}
        onSelect={turnTo}
      />
      <span className="ink-2 nowrap">against</span>
      <Choice
        label="Resource to test with"
        options={testedResources(designator)}
        selected={designator}
        onSelect={onDesignator}
      />
      <span className="grow" />
      {report && !running && (
        <span className="sm ink-3 nowrap hide-n">
          {clock.format(report.startedAt)}, took {formatDuration(report.totalMs)},{" "}
          {formatAmount(report.wireRequests, "wire request")}
        </span>
      )}
      <RunButton running={running} again={report !== null} notNow={notNow} onRun={onRun} onCancel={onCancel} />
    </div>
  );
}
