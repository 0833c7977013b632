import { CircleCheck, Download } from "lucide-react";
import { useState } from "react";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { report } from "../../state/report.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { formatAmount } from "../response/format.ts";
import { showToast } from "../../state/toast.ts";
import type { CopySubject } from "./copy-subject.ts";
import { exportFirst, exportFormats, type ExportedFirst } from "./export-copy.ts";

export interface ExportFirstProps {
  readonly connectionId: string;
  readonly subject: CopySubject;
  /** What can be exported: `1 record, all 23 fields`. */
  readonly copy: string;
}

/** Offers a copy of what is to be deleted, and says which copy was saved. */
export function ExportFirst({ connectionId, subject, copy }: ExportFirstProps) {
  const [exported, setExported] = useState<ExportedFirst | null>(null);
  const [isRunning, setRunning] = useState(false);
  const start = (id: string): void => {
    // The button stays pressable, because replacing it would lose the focus.
    if (isRunning) return showToast("An export is running.", "later");
    setRunning(true);
    const work = exportFirst(connectionId, subject, id)
      .then((made) => {
        if (made !== null) setExported(made);
      })
      .finally(() => setRunning(false));
    report(work);
  };
  return (
    <div className="sheetblock">
      <div className="row">
        {exported === null ? <Icon of={Download} tone="c-3" /> : <Icon of={CircleCheck} tone="c-ok" />}
        <span className="grow" role="status">
          <b>{exported === null ? "Keep a copy" : "Exported"}</b>{" "}
          <span className="ink-2">
            {exported === null
              ? copy
              : `${formatAmount(exported.records, "record")}, ${new Date(exported.at).toISOString().slice(11, 19)} UTC`}
          </span>
        </span>
        <Menu
          label="Export first"
          placement="bottom end"
          trigger={<Button>{exported === null ? "Export first…" : "Export again…"}</Button>}
          onAction={start}
        >
          {exportFormats.map(({ id, text }) => (
            <MenuItem key={id} id={id} text={text} />
          ))}
        </Menu>
      </div>
      {exported === null ? <p>{fetchWords(subject)}</p> : <p className="mono">{visibleText(exported.name)}</p>}
    </div>
  );
}

function fetchWords({ designator, ids }: CopySubject): string {
  if (ids !== null)
    return `Fetches the collection once more and saves these ${formatAmount(ids.length, "record")} as a file.`;
  const what = matchDesignator(designator)?.resource.kind === "record" ? "the record" : "the collection";
  return `Fetches ${what} once more and saves it as a file.`;
}
