import { Minus, PencilLine } from "lucide-react";
import { useCallback, useMemo, type ReactNode } from "react";
import { useCommand } from "../../state/command-bus.ts";
import { useEdits } from "../../state/edits.ts";
import { collectionOf } from "../../state/pending-changes.ts";
import type { Place } from "../../state/place.ts";
import { changedFields } from "../../state/draft-changes.ts";
import { Icon } from "../../ui/icon.tsx";
import { useStable } from "../../ui/use-stable.ts";
import type { TableRow } from "../cells/shown-row.ts";
import { rowMark } from "./cell-look.tsx";
import { hideColumn } from "./column-layout.ts";
import { hiddenWords, pendingOutOfSight } from "./hidden-pending.ts";
import type { Columns } from "./use-columns.ts";

const goesMark = (
  <span title="Waits to be deleted. Nothing has been sent.">
    <Icon of={Minus} size="xs" tone="c-danger" />
    <span className="sr">to be deleted, </span>
  </span>
);

/** The mark before a row number: what is wrong with the row, or that it has pending fields in no visible column. */
export function useGutter(place: Place, columns: Columns): (row: TableRow) => ReactNode {
  const { layout, visible, names } = columns;
  const all = layout.order;
  const inSight = useMemo(() => new Set(visible), [visible]);
  const showColumns = useStable((wanted: readonly string[]) => {
    columns.arrange(wanted.reduce((next, name) => hideColumn(next, name, false), layout));
  });

  const drafts = useEdits((state) => state.drafts);
  const hidden = useMemo(() => {
    const found = new Set<string>();
    if (layout.hidden.size === 0) return found;
    for (const draft of drafts.values()) {
      if (draft.connectionId !== place.connectionId || draft.change.kind !== "update") continue;
      if (collectionOf(draft.change) !== place.draft.designator) continue;
      for (const name of changedFields(draft).keys()) if (layout.hidden.has(name)) found.add(name);
    }
    return found;
  }, [drafts, layout, place.connectionId, place.draft.designator]);
  const none = hidden.size === 0 ? "No hidden column has pending changes." : undefined;
  useCommand("edits.columns", () => showColumns([...hidden]), none);

  return useCallback(
    (row) => {
      if (row.goes === true) return goesMark;
      const out = row.changed === undefined ? null : pendingOutOfSight(row.changed, all, inSight);
      if (out === null) return rowMark(row);
      const words = hiddenWords(out, names.shown);
      return (
        <>
          {rowMark(row)}
          <button
            type="button"
            className="hiddenmark"
            tabIndex={-1}
            title={words}
            aria-label={out.hidden.length > 0 ? `${words}. Show them` : words}
            onClick={() => showColumns(out.hidden)}
          >
            <Icon of={PencilLine} size="xs" tone="c-write" />
          </button>
        </>
      );
    },
    [all, inSight, names, showColumns],
  );
}
