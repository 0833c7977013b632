import { useState } from "react";
import type { ExchangeProgress } from "#shared/http/exchange.ts";
import type { Running } from "../../state/place.ts";
import { useProgress } from "../../state/progress.ts";
import { useNow } from "../../state/clock.ts";
import { Button } from "../../ui/button.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { usePassed } from "../../ui/use-passed.ts";
import { formatBytes, formatBytesOf, formatDuration, formatRate } from "./format.ts";

/** The delay before anything moves, so quick responses show no progress, in milliseconds. */
const skeletonAfter = 150;
const progressAfter = 1_000;

const widths = [
  [52, 140, 190],
  [52, 96, 160],
  [52, 168, 200],
  [52, 118, 150],
] as const;

/** Placeholder rows, at their real height and without motion. */
export function Skeleton() {
  const passed = usePassed(skeletonAfter);
  if (!passed) return <div className="skt" aria-busy="true" />;
  return (
    <div className="skt" aria-busy="true" aria-label="Waiting for the answer">
      <div className="skhead" />
      {Array.from({ length: 40 }, (_, row) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows that have not arrived yet have no other identity
        <div className="skr" key={row}>
          {(widths[row % widths.length] ?? widths[0]).map((width) => (
            <span key={width} className="sk" style={{ width }} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Elapsed time, bytes, rate and Cancel, after the first second. */
export function ProgressCard({ running, onCancel }: { running: Running; onCancel: () => void }) {
  const [left] = useState(() => Math.max(0, progressAfter - (Date.now() - running.startedAt)));
  const passed = usePassed(left);
  const now = useNow(passed ? 100 : null);
  const progress = useProgress(running.exchangeId);
  if (!passed) return null;
  const { request } = running;
  const elapsed = Math.max(0, now - running.startedAt);
  const received = progress?.receivedBytes ?? 0;
  const expected = progress?.expectedBytes ?? null;
  const share = expected === null || expected === 0 ? null : Math.min(1, received / expected);
  const verb = request.method === "GET" ? "Fetching" : request.method === "DELETE" ? "Deleting" : "Sending";
  return (
    <div className="card progress" role="group" aria-label="Progress">
      <div className="row">
        <b className="ell">
          {verb} {request.designator}
        </b>
        <span className="grow" />
        <span className="mono ink-2">{formatDuration(Math.max(elapsed, progressAfter))}</span>
      </div>
      <ProgressBar label="Received" share={share} />
      <div className="row sm ink-2">
        <span className="tnum">{progressText(progress, elapsed)}</span>
        <span className="grow" />
        <Button size="small" onPress={onCancel}>
          Cancel
          <Kbd keys="Escape" />
        </Button>
      </div>
    </div>
  );
}

function progressText(progress: ExchangeProgress | null, elapsedMs: number): string {
  if (progress === null) return "Connecting";
  switch (progress.phase) {
    case "connecting":
      return "Connecting";
    case "waiting":
      return "Waiting for the first byte";
    case "reading":
      return `Reading ${formatBytes(progress.receivedBytes)}`;
    case "receiving":
      return amountText({ ...progress, elapsedMs });
  }
}

/** `41.2 of 74.1 MB, 9.8 MB/s` */
export function amountText({
  receivedBytes,
  expectedBytes,
  elapsedMs,
}: Pick<ExchangeProgress, "receivedBytes" | "expectedBytes" | "elapsedMs">): string {
  const rate = formatRate(receivedBytes, elapsedMs);
  const amount = expectedBytes === null ? formatBytes(receivedBytes) : formatBytesOf(receivedBytes, expectedBytes);
  return rate === "" ? amount : `${amount}, ${rate}`;
}
