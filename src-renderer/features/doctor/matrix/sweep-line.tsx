import { CircleStop, ClipboardCopy, ScanSearch } from "lucide-react";
import type { Connection } from "#shared/connection.ts";
import { keysOf } from "../../../commands.ts";
import type { RunningSweep } from "../../../state/access.ts";
import { report } from "../../../state/report.ts";
import { Button } from "../../../ui/button.tsx";
import { Checkbox } from "../../../ui/checkbox.tsx";
import { Menu, MenuItem } from "../../../ui/menu.tsx";
import { ProgressBar } from "../../../ui/progress-bar.tsx";
import { Tooltip } from "../../../ui/tooltip.tsx";
import { spokenName } from "../../connections/connection-words.ts";
import { copyText } from "../../response/clipboard.ts";
import { say } from "../../response/said.ts";
import type { MatrixGroup } from "./matrix-model.ts";
import { matrixFormats, matrixText } from "./matrix-text.ts";
import { costOf } from "./matrix-words.ts";

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

/** Which connections, what a sweep of them costs, and how far it is. */
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
            {spokenName(each)}
          </Checkbox>
        ))}
      </div>
      <CopyMenu groups={groups} notNow={chosen.length === 0 ? "Choose a connection first." : undefined} />
      {running ? (
        <Tooltip text="Closes the connection." keys={keysOf("request.cancel")}>
          <Button icon={CircleStop} onPress={onCancel}>
            Cancel
          </Button>
        </Tooltip>
      ) : (
        <SweepButton notNow={notNow} onSweep={onSweep} />
      )}
      <div className="cost">
        {running ? <Running running={running} connections={connections} /> : <Cost chosen={chosen} notNow={notNow} />}
      </div>
    </div>
  );
}

function SweepButton({ notNow, onSweep }: Pick<SweepLineProps, "notNow" | "onSweep">) {
  const button = (
    <Button variant={notNow === undefined ? "primary" : "plain"} icon={ScanSearch} notNow={notNow} onPress={onSweep}>
      Sweep
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
          : `GET ${progress.designator} as ${name}, ${progress.done + 1} of ${progress.most}`}
      </span>
      <ProgressBar label="Sweep" share={progress === null ? null : progress.done / progress.most} />
    </>
  );
}

const formatTitles = { csv: "CSV", json: "JSON", markdown: "Markdown" } as const;

function CopyMenu({ groups, notNow }: { groups: readonly MatrixGroup[]; notNow: string | undefined }) {
  const trigger = (
    <Button icon={ClipboardCopy} notNow={notNow}>
      Copy as
    </Button>
  );
  if (notNow !== undefined) return trigger;
  return (
    <Menu
      label="Copy the matrix"
      placement="bottom end"
      trigger={trigger}
      onAction={(id) => {
        const as = matrixFormats.find((format) => format === id);
        if (as)
          report(copyText(matrixText(groups, as)).then(() => say(`The matrix is copied as ${formatTitles[as]}.`)));
      }}
    >
      {matrixFormats.map((format) => (
        <MenuItem key={format} id={format} text={formatTitles[format]} />
      ))}
    </Menu>
  );
}
