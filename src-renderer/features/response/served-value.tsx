import { useCallback, useMemo, useState, type ReactNode } from "react";
import type { CodeLine } from "#shared/documents.ts";
import { excerptOf } from "#shared/value-rows.ts";
import { call } from "../../api.ts";
import { Expandable } from "../../ui/long-value/expandable.tsx";
import { Measured } from "../../ui/long-value/measured.tsx";
import { lineOfRow, type ValueWindow } from "../../ui/long-value/value-lines.ts";
import { ValueView } from "../../ui/long-value/value-view.tsx";
import { copyValue } from "./copy-value.ts";
import { usePages } from "./use-pages.ts";
import { wholeValue, type ValuePlace } from "./whole-value.ts";

/** Rows of one window; at most two windows are visible. */
const pageSize = 100;

interface RowsPage {
  readonly rows: number;
  readonly lines: readonly CodeLine[];
}

/** The rows of a value that the main process holds. */
function useServedRows({ documentId, record, column }: ValuePlace, columns: number): ValueWindow {
  const key = useMemo(() => ["value", documentId, record, column, columns], [documentId, record, column, columns]);
  async function load(page: number, signal: AbortSignal): Promise<RowsPage> {
    const offset = page * pageSize;
    const { rows, window } = await call(
      "getValueRows",
      { documentId, record, column, columns, offset, limit: pageSize },
      signal,
    );
    return { rows, lines: window.map((row, index) => lineOfRow(row, offset + index)) };
  }
  const { pages, stale, problem, need } = usePages(key, load);
  // While another window is loading there may be none, and the number of rows must not change.
  const [first] = pages.values();
  const [known, setKnown] = useState({ key, rows: 0 });
  const rows = stale ? 0 : (first?.rows ?? (known.key === key ? known.rows : 0));
  if (rows > 0 && (known.key !== key || known.rows !== rows)) setKnown({ key, rows });
  const lineAt = useCallback(
    (index: number) => pages.get(Math.floor(index / pageSize))?.lines[index % pageSize],
    [pages],
  );
  const onRange = useCallback(
    (from: number, to: number) => need(Math.floor(from / pageSize), Math.floor(to / pageSize)),
    [need],
  );
  return useMemo(() => ({ of: key, rows, lineAt, onRange, problem }), [key, rows, lineAt, onRange, problem]);
}

interface ServedValueProps extends ValuePlace {
  readonly length: number;
  readonly onHide: () => void;
}

function ServedRows({ length, onHide, columns, ...place }: ServedValueProps & { readonly columns: number }) {
  const rows = useServedRows(place, columns);
  const { column } = place;
  return (
    <ValueView
      label={column}
      length={length}
      window={rows}
      onCopy={() => copyValue(column, () => wholeValue(place))}
      onHide={onHide}
      takesFocus
    />
  );
}

export interface ServedTextProps extends ValuePlace {
  /** The beginning of the value. */
  readonly beginning: string;
  /** Length of the whole value in characters. */
  readonly length: number;
  /** Number of characters shown at first. */
  readonly shown: number;
  readonly draw: (text: string) => ReactNode;
}

/** The beginning of a value that stays in the main process, and a button that shows all of it. */
export function ServedText({ beginning, length, shown, draw, ...place }: ServedTextProps) {
  const excerpt = useMemo(() => {
    const { from, text } = excerptOf(beginning, shown);
    return { from, text, more: length - text.length };
  }, [beginning, length, shown]);
  return (
    <Expandable label={place.column} excerpt={excerpt} draw={draw}>
      {(onHide) => (
        <Measured>{(columns) => <ServedRows {...place} length={length} onHide={onHide} columns={columns} />}</Measured>
      )}
    </Expandable>
  );
}
