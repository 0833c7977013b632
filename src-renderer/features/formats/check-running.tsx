import { Check, Circle, Dot } from "lucide-react";
import { checkedFormats } from "#shared/checked-formats.ts";
import { useNow } from "../../state/clock.ts";
import type { RunningCheck } from "../../state/format-checks.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { formatBytes, formatCount, formatDuration } from "../response/format.ts";
import { withSuffix } from "./check-offer.tsx";

const steps = [...checkedFormats, "comparing"] as const;

/** The progress of a comparison, and Cancel. */
export function CheckRunning({
  running,
  designator,
  onCancel,
}: {
  running: RunningCheck;
  designator: string;
  onCancel: () => void;
}) {
  const now = useNow(100);
  const { progress, receivedBytes, startedAt } = running;
  const at = steps.indexOf(progress?.step ?? "json");
  const { compared, records } = progress ?? { compared: 0, records: 0 };
  return (
    <section className="card offer" aria-label="Comparing formats" aria-busy="true">
      <header>
        {progress?.step === "comparing" ? "Comparing records" : `Fetching ${designator}`}
        <span className="grow" />
        <span className="mono ink-2 light">{formatDuration(Math.max(0, now - startedAt))}</span>
      </header>
      <ol className="wires said">
        {steps.map((step, index) => (
          <li key={step} className={index > at ? "row ink-3" : "row"} aria-current={index === at ? "step" : undefined}>
            <Icon of={index < at ? Check : index === at ? Circle : Dot} size="s" tone={index < at ? "c-ok" : "c-3"} />
            {step === "comparing" ? (
              <span>Compare record by record</span>
            ) : (
              <span className="mono">
                <span className="meth">GET</span> {withSuffix(designator, step)}
              </span>
            )}
            <span className="grow" />
            {index === at && receivedBytes > 0 && <span className="mono ink-2">{formatBytes(receivedBytes)}</span>}
            {index === at && records > 0 && (
              <span className="tnum ink-2">
                {formatCount(compared)} of {formatCount(records)}
              </span>
            )}
          </li>
        ))}
      </ol>
      <div
        className="bar"
        role="progressbar"
        aria-label="Steps done"
        aria-valuemin={0}
        aria-valuemax={steps.length}
        aria-valuenow={at}
      >
        <i style={{ width: `${((at + (records > 0 ? compared / records : 0)) / steps.length) * 100}%` }} />
      </div>
      <div className="acts">
        <Button onPress={onCancel}>
          Cancel
          <Kbd keys="Escape" />
        </Button>
        <span className="ink-2 sm">What has come by then is kept.</span>
      </div>
    </section>
  );
}
