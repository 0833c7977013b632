import type { DocumentSummary } from "#shared/documents.ts";
import type { Running } from "../../state/place.ts";
import { useProgress } from "../../state/progress.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { formatAmount, formatBytes } from "./format.ts";
import { amountText } from "./waiting.tsx";

export interface ArrivingProps {
  readonly running: Running;
  readonly document: DocumentSummary;
  readonly onCancel: () => void;
}

/** In the status bar while records that have already arrived can be used: how much is there, how fast, and Cancel. */
export function Arriving({ running, document, onCancel }: ArrivingProps) {
  // In its first second an exchange only shows that it has started.
  const told = useProgress(running.exchangeId);
  const progress = told !== null && told.receivedBytes > 0 ? told : null;
  const share = progress?.expectedBytes ? Math.min(1, progress.receivedBytes / progress.expectedBytes) : null;
  const received = share === null ? {} : { "aria-valuenow": Math.round(share * 100) };
  return (
    <>
      <div className="arrivalbar" role="progressbar" aria-label="Received" {...received}>
        <i style={{ transform: `scaleX(${share ?? 0})` }} />
      </div>
      <span className="row outcome" role="status">
        <span className="lamp idle" />
        <b>Arriving</b>
      </span>
      <span className="num">{progress === null ? formatBytes(document.byteLength) : amountText(progress)}</span>
      <span className="sep" />
      <span className="tnum">{formatAmount(document.table?.recordCount ?? 0, "record")} so far</span>
      <LinkButton extraClass="row" onPress={onCancel}>
        Cancel
        <Kbd keys="Escape" />
      </LinkButton>
      <span className="sep hide-n" />
      <span className="hide-n ell meaning">Sorting, finding and saving wait until all of it is here.</span>
    </>
  );
}
