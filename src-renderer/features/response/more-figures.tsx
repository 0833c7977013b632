import { Ellipsis } from "lucide-react";
import type { Exchange } from "#shared/http/exchange.ts";
import { IconButton } from "../../ui/button.tsx";
import { Popover } from "../../ui/popover.tsx";
import { formatAmount, formatBytes, formatDuration } from "./format.ts";

export interface MoreFiguresProps {
  readonly exchange: Exchange;
  /** The wire requests of this connection in words; undefined while they are not known. */
  readonly spoken: string | undefined;
}

/** What the status bar of a small window has no room for. */
export function MoreFigures({ exchange: { totalMs, document, legs }, spoken }: MoreFiguresProps) {
  return (
    <span className="only-s">
      <Popover
        label="More figures"
        placement="top end"
        width={248}
        trigger={<IconButton size="small" icon={Ellipsis} label="More figures" />}
      >
        <p className="sm">
          {formatDuration(totalMs)}
          {document && `, ${formatBytes(document.byteLength)}`}, {formatAmount(legs.length, "wire request")}.
        </p>
        {spoken !== undefined && <p className="sm ink-2">{spoken}.</p>}
      </Popover>
    </span>
  );
}
