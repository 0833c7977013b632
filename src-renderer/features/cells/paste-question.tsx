import type { PastePlan } from "../../state/paste-plan.ts";
import { Button } from "../../ui/button.tsx";
import { ModalDialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { formatAmount } from "../response/format.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import { maxPastedRows } from "./paste-targets.ts";

export interface PasteQuestionProps {
  readonly plan: PastePlan;
  readonly onPaste: () => void;
  readonly onClose: () => void;
}

/** Shows how many cells of which columns a paste would change, and which it would not, before it is applied. */
export function PasteQuestion({ plan, onPaste, onClose }: PasteQuestionProps) {
  const { edits, columns, records, wrong, same, refused, linesLeft, columnsLeft } = plan;
  const count = edits.length;
  const nothing = count === 0;
  const notes = [
    ...(same > 0 ? [`${formatAmount(same, "cell")} ${same === 1 ? "has" : "have"} this value already.`] : []),
    ...[...refused].map(([reason, cells]) => `${formatAmount(cells, "cell")} cannot change. ${reason}`),
    ...(linesLeft > 0
      ? [
          `${formatAmount(linesLeft, "line")} left out: there are no rows for them, or they are more than ${maxPastedRows.toLocaleString("en")}.`,
        ]
      : []),
    ...(columnsLeft > 0 ? [`${formatAmount(columnsLeft, "column")} left out: the table has none to the right.`] : []),
  ];
  return (
    <ModalDialog
      title={nothing ? "Nothing to paste" : `Paste into ${formatAmount(count, "cell")}?`}
      role="alertdialog"
      width={520}
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
          <Button onPress={onClose} autoFocus={nothing}>
            {nothing ? "Close" : "Cancel"}
          </Button>
          {!nothing && (
            <Button
              variant="primary"
              autoFocus
              onPress={() => {
                onClose();
                onPaste();
              }}
            >
              Paste
            </Button>
          )}
        </>
      }
    >
      <div className="pasteask">
        {!nothing && (
          <p>
            <span className="mono">{visibleText(columns.join(", "))}</span> of {formatAmount(records, "record")}. The
            values stay pending; nothing is sent before Review.
          </p>
        )}
        {wrong > 0 && (
          <Notice kind="danger" title={`${formatAmount(wrong, "value")} ${wrong === 1 ? "is" : "are"} wrong.`}>
            Marked in the table; Review waits until {wrong === 1 ? "it is" : "they are"} right.
          </Notice>
        )}
        {notes.length > 0 && (
          <ul className="ink-2">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </div>
    </ModalDialog>
  );
}
