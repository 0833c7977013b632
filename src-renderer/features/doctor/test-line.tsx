import { CircleStop, RefreshCw, Stethoscope } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import type { DoctorReport } from "#shared/doctor.ts";
import { keysOf } from "../../commands.ts";
import { useConnections } from "../../query.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Tooltip } from "../../ui/tooltip.tsx";
import { turnTo } from "../connections/connection-actions.ts";
import { spokenName } from "../connections/connection-words.ts";
import { topCollections } from "../resources/tree-model.ts";
import { formatAmount, formatDuration } from "../response/format.ts";
import { chooseDesignator } from "./login-runs.ts";

export interface TestLineProps {
  readonly connection: Connection;
  readonly designator: string;
  readonly report: DoctorReport | null;
  readonly running: boolean;
  /** Why it cannot be run now. */
  readonly notNow: string | undefined;
  readonly onRun: () => void;
  readonly onCancel: () => void;
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** Which login is tested with what. */
export function TestLine({ connection, designator, report, running, notNow, onRun, onCancel }: TestLineProps) {
  const connections = useConnections() ?? [];
  const known: readonly string[] = topCollections.map(({ path }) => path);
  const designators = known.includes(designator) ? known : [designator, ...known];
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
        options={designators.map((each) => ({ id: each, text: `GET ${each}` }))}
        selected={designator}
        onSelect={chooseDesignator}
      />
      <span className="grow" />
      {report && !running && (
        <span className="sm ink-3 nowrap hide-n">
          {clock.format(report.startedAt)}, took {formatDuration(report.totalMs)},{" "}
          {formatAmount(report.wireRequests, "wire request")}
        </span>
      )}
      {running ? (
        <Tooltip text="Closes the connection." keys={keysOf("request.cancel")}>
          <Button icon={CircleStop} onPress={onCancel}>
            Cancel
          </Button>
        </Tooltip>
      ) : (
        <RunButton again={report !== null} notNow={notNow} onRun={onRun} />
      )}
    </div>
  );
}

function RunButton({ again, notNow, onRun }: { again: boolean; notNow: string | undefined; onRun: () => void }) {
  const button = (
    <Button
      variant={again || notNow !== undefined ? "plain" : "primary"}
      icon={again ? RefreshCw : Stethoscope}
      notNow={notNow}
      onPress={onRun}
    >
      {again ? "Run again" : "Find out"}
    </Button>
  );
  // What keeps it from running is the button's own tooltip.
  if (notNow !== undefined) return button;
  return (
    <Tooltip text="Only reads are sent." keys={keysOf("request.send")}>
      {button}
    </Tooltip>
  );
}
