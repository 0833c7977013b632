import { keysOf } from "../../commands.ts";
import { useCommand } from "../../state/command-bus.ts";
import { Button } from "../../ui/button.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { Tooltip } from "../../ui/tooltip.tsx";
import { usePassed } from "../../ui/use-passed.ts";
import { formatDuration } from "../response/format.ts";
import { progressShare, progressText } from "./export-words.ts";
import { useRunningExports, type RunningExport } from "./running-exports.ts";
import { visibleValue } from "../../ui/visible-text.tsx";
import { spelledOut } from "#shared/visible-text.ts";

/** One card for each export that takes longer than a second: its progress, and Cancel. */
export function ExportCards() {
  const running = useRunningExports((state) => state.running);
  return (
    <>
      {running.length > 0 && <CancelCommand running={running} />}
      {running.map((each) => (
        <ExportCard key={each.exportId} running={each} />
      ))}
    </>
  );
}

function CancelCommand({ running }: { running: readonly RunningExport[] }) {
  useCommand("export.cancel", () => running.at(-1)?.cancel());
  return null;
}

function ExportCard({ running: { name, progress, handedOver, cancel } }: { running: RunningExport }) {
  if (progress === null) return handedOver ? <AwaitedCard name={name} onCancel={cancel} /> : null;
  return (
    <Card name={name} elapsedMs={progress.elapsedMs} onCancel={cancel} share={progressShare(progress)}>
      {progressText(progress)}
    </Card>
  );
}

/** A browser may ask the user first, or refuse a second download. Then there is no progress, and the card says why. */
function AwaitedCard({ name, onCancel }: { name: string; onCancel: () => void }) {
  const passed = usePassed(1_500);
  if (!passed) return null;
  return (
    <Card name={name} elapsedMs={null} onCancel={onCancel} share={null}>
      Waiting for the browser to begin the download
    </Card>
  );
}

interface CardProps {
  readonly name: string;
  readonly elapsedMs: number | null;
  readonly share: number | null;
  readonly onCancel: () => void;
  readonly children: string;
}

function Card({ name, elapsedMs, share, onCancel, children }: CardProps) {
  return (
    <div className="card exportcard" role="group" aria-label={spelledOut(`Export of ${name}`)}>
      <div className="row">
        <b className="ell" title={spelledOut(name)}>
          Exporting {visibleValue(name)}
        </b>
        <span className="grow" />
        {elapsedMs !== null && <span className="mono ink-2">{formatDuration(elapsedMs)}</span>}
      </div>
      <ProgressBar label={`Export of ${name}`} share={share} />
      <div className="row sm ink-2">
        <span className="tnum ell">{children}</span>
        <span className="grow" />
        <Tooltip text="Keeps no file." keys={keysOf("export.cancel")}>
          <Button size="small" onPress={onCancel}>
            Cancel
          </Button>
        </Tooltip>
      </div>
    </div>
  );
}
