import { memo, startTransition, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { RecordQuery } from "#shared/documents.ts";
import { everyRecord, isEveryRecord } from "#shared/every-record.ts";
import type { Place } from "../../state/place.ts";
import { useRecordOf, useWorkspace } from "../../state/workspace.ts";
import { updateSettings, useConnection, useSettings } from "../../query.ts";
import type { Anchor } from "../../ui/data-grid/anchored-popover.tsx";
import { DataGrid, type GridHandle } from "../../ui/data-grid/data-grid.tsx";
import type { GridColumn } from "../../ui/data-grid/grid-column.ts";
import { choose, headerRow, selectedRows, type Selection } from "../../ui/data-grid/selection.ts";
import { useStable } from "../../ui/use-stable.ts";
import { CheckStrip } from "./check-strip.tsx";
import { editableTable } from "../cells/editability.ts";
import { fetchedAtOf } from "../cells/fetched-at.ts";
import type { TableRow } from "../cells/shown-row.ts";
import { useCellEditing } from "../cells/use-cell-editing.tsx";
import { usePasting } from "../cells/use-pasting.ts";
import { useShownRows } from "../cells/use-shown-rows.ts";
import { CellMenu, type CellAction } from "./cell-menu.tsx";
import { cellLook, pendingLook, rowMark } from "./cell-look.tsx";
import { kindOfColumn, linkOf } from "./column-kind.ts";
import { namedColumns } from "../resources/record-names.ts";
import { useRecordNames } from "../resources/use-record-names.ts";
import { hideColumn, moveColumn, pinColumn, resizeColumn, stepColumn } from "./column-layout.ts";
import { copyByKey, copyCell, copySelection, type CopySource } from "./copy-rows.ts";
import { FilterForm } from "./filter-form.tsx";
import { FilterStrip } from "./filter-strip.tsx";
import { formatAmount } from "./format.ts";
import { HeadMenu, type HeadAction } from "./head-menu.tsx";
import { namedLook } from "./named-cell.tsx";
import { NamesStrip } from "./names-strip.tsx";
import { NothingMatches } from "./nothing-matches.tsx";
import { filterFor, setFilter, setSort, sortBy } from "./record-query.ts";
import { isReaderLoss, ReaderState } from "./reader-state.tsx";
import { say } from "./said.ts";
import type { Tabular } from "./shown-exchange.ts";
import { useGridColumns, useResource, type Columns } from "./use-columns.ts";
import { useShowByte } from "./use-show-byte.ts";
import { useRows } from "./use-rows.ts";
import { useSeek } from "./use-seek.ts";
import { textOf } from "./value-text.ts";
import { cellValue, wholeCell } from "./whole-cell.ts";
import { changeQuery, useViewOf, useViewState } from "./view-state.ts";
import { useWantedFilter } from "./wanted-filter.ts";

/** The maximum length of a filter's value in the contract, in characters. */
const maxFilterLength = 1_048_576;

export interface TableViewProps {
  readonly place: Place;
  readonly document: Tabular;
  readonly columns: Columns;
  /** Why what needs all records does nothing now: they are still arriving, and show in the order of the body. */
  readonly waits: string | undefined;
  readonly onOpen: (designator: string) => void;
  readonly gridHandle: { current: GridHandle | null };
}

type Floating = { readonly kind: "cell" | "head" | "filter"; readonly at: Anchor; readonly column: string };

/** Step of Wider and Narrower, CSS pixels. */
const widthStep = 32;

/** The records of an answer as a table. Another order or choice of them is drawn in slices. */
export function TableView(props: TableViewProps) {
  const query = useDeferredValue(useViewOf(props.place.key, props.document.documentId, "query"));
  return <RecordTable {...props} query={query} />;
}

type RecordTableProps = TableViewProps & { readonly query: RecordQuery };

const RecordTable = memo(function RecordTable(props: RecordTableProps) {
  const { place, document, columns, waits, query, onOpen: openLatest, gridHandle } = props;
  const onOpen = useStable(openLatest);
  const { documentId, table } = document;
  const settings = useSettings();
  const changeView = useViewState((state) => state.change);
  const lookAt = useWorkspace((state) => state.lookAt);
  const lookedAt = useRecordOf(place.key);
  const selection = useViewOf(place.key, documentId, "selection");
  const checked = useViewOf(place.key, documentId, "checked");
  const { resource } = useResource(place.draft.designator);
  const rows = useRows(documentId, query, table.recordCount);
  const editable = useMemo(() => editableTable(resource, table.columns), [resource, table.columns]);
  const { connectionId } = place;
  const connection = useConnection(connectionId);
  // While writes are locked letters look for a row, as in any table.
  const typingEdits = connection !== undefined && connection.unlockedUntil !== null && editable !== null;
  const fetchedAt = fetchedAtOf(place, documentId);
  const rowAt = useShownRows(connectionId, editable, fetchedAt, rows.rowAt);
  const edited = editable && { connectionId, documentId, query, table: editable, fetchedAt };
  const [floating, setFloatingNow] = useState<Floating | null>(null);
  // A menu is as much work as a screen of rows: in slices.
  const setFloating: typeof setFloatingNow = (next) => startTransition(() => setFloatingNow(next));
  useWantedFilter(
    place.key,
    useStable((column, at) => setFloating({ kind: "filter", at, column })),
  );
  const visible = useGridColumns(columns, query);
  const showByte = useShowByte(place, document);
  const onShowByte = showByte && ((byteOffset: number) => showByte(byteOffset, "hex"));

  const setQuery = (next: (query: RecordQuery) => RecordQuery): void => {
    if (waits !== undefined) say(waits, "later");
    else changeQuery(place.key, documentId, next);
  };
  // Another order or choice begins at its first record.
  const queryBefore = useRef(query);
  useEffect(() => {
    if (queryBefore.current === query) return;
    queryBefore.current = query;
    if (selection === null) gridHandle.current?.showRow(0);
  }, [query, selection, gridHandle]);
  const select = (next: Selection): void => {
    changeView(place.key, documentId, { selection: next });
    const record = rowAt(next.active.row)?.record;
    if (record !== undefined) lookAt(place.key, record);
  };

  // A row that arrives only after it was reached (Ctrl+End) brings its record then.
  const activeRow = selection?.active.row ?? headerRow;
  const activeRecord = activeRow === headerRow ? undefined : rowAt(activeRow)?.record;
  useEffect(() => {
    if (activeRecord !== undefined) lookAt(place.key, activeRecord);
  }, [activeRecord, place.key, lookAt]);

  const { stale } = rows;
  const matched = waits === undefined ? rows.matched : null;
  useEffect(() => {
    if (!stale) changeView(place.key, documentId, { matched });
  }, [matched, stale, changeView, place.key, documentId]);

  const cellIndex = useMemo(() => new Map(table.columns.map((column, index) => [column, index])), [table.columns]);
  const kinds = useMemo(() => new Map(table.columns.map((column) => [column, kindOfColumn(column)])), [table.columns]);
  const linkAt = useCallback(
    (row: TableRow, column: string): string | null => {
      const kind = kinds.get(column);
      if (kind?.field?.opens === null || kind === undefined) return null;
      return linkOf(resource, kind, (name) => textOf(row.cells[cellIndex.get(name) ?? -1]));
    },
    [kinds, cellIndex, resource],
  );
  const named = useMemo(() => namedColumns(resource, table.columns), [resource, table.columns]);
  const namedBy = useMemo(() => [...new Set(named.values())], [named]);
  const nameOf = useRecordNames(connectionId, namedBy);
  const cell = useCallback(
    (row: TableRow, column: GridColumn) => {
      const link = linkAt(row, column.id);
      const plain = cellLook({
        cell: row.cells[cellIndex.get(column.id) ?? -1],
        kind: kinds.get(column.id) ?? kindOfColumn(column.id),
        link,
        onOpen,
      });
      const look = link !== null && named.has(column.id) ? namedLook(plain, nameOf(link)) : plain;
      const pending = row.pending?.get(column.id);
      return pending === undefined ? look : pendingLook(look, pending);
    },
    [cellIndex, kinds, linkAt, onOpen, named, nameOf],
  );
  const isCurrent = useCallback((row: TableRow) => row.record === lookedAt, [lookedAt]);

  const copySource: CopySource = {
    documentId,
    query,
    columns: table.columns,
    visible: columns.visible,
    selection,
    rowAt,
    edited,
  };
  const activeCell = (): { row: TableRow; column: string } | null => {
    const column = selection === null ? undefined : columns.visible[selection.active.column];
    const row = rowAt(activeRow);
    return column === undefined || row === undefined ? null : { row, column };
  };

  const editing = useCellEditing({
    connectionId,
    documentId,
    designator: place.draft.designator,
    table: editable,
    visible: columns.visible,
    rowCount: rows.matched,
    rowAt,
    goTo: (row, column) => select(choose({ row, column })),
    leave: () => gridHandle.current?.focus(),
  });
  const paste = usePasting({ edited, visible: columns.visible, rowCount: rows.matched, selection });
  const onRange = useStable((first: number, last: number) => {
    editing.onRange(first, last);
    rows.onRange(first, last);
  });

  function open(): void {
    const active = activeCell();
    const link = active && linkAt(active.row, active.column);
    if (link) onOpen(link);
    else if (active) {
      lookAt(place.key, active.row.record);
      if (settings?.inspectorOpen === false) void updateSettings({ inspectorOpen: true });
    }
  }

  async function filterByCell(row: TableRow, column: string): Promise<void> {
    try {
      const value = cellValue(await wholeCell({ ...copySource, row, column, place: activeRow }));
      if (value.length > maxFilterLength) throw new Error("This value is longer than 1 MB. Filter by a part of it.");
      setQuery((known) => setFilter(known, column, filterFor(value)));
    } catch (error) {
      say(error instanceof Error ? error.message : "The value could not be read.", "problem");
    }
  }

  function actOnCell(action: CellAction): void {
    const active = activeCell();
    if (action === "copy-cell") void copyCell(copySource);
    else if (action === "copy-tsv") void copySelection(copySource, "tsv");
    else if (action === "copy-json") void copySelection(copySource, "json");
    else if (action === "copy-csv") void copySelection(copySource, "csv");
    else if (action === "edit" && active && selection)
      editing.begin(selection.active.row, selection.active.column, { by: "key" });
    else if (action === "filter" && active) void filterByCell(active.row, active.column);
    else if (active) open();
  }

  function actOnHead(action: HeadAction, column: string): void {
    const { layout, arrange } = columns;
    const width = layout.widths.get(column) ?? 160;
    switch (action) {
      case "ascending":
      case "descending":
        return setQuery((known) => setSort(known, column, action, false));
      case "then":
        return setQuery((known) => setSort(known, column, "ascending", true));
      case "unsorted":
        return setQuery((known) => setSort(known, column, null, true));
      case "filter":
        if (waits !== undefined) return say(waits, "later");
        return setFloating((known) => known && { ...known, kind: "filter" });
      case "unfilter":
        return setQuery((known) => setFilter(known, column, null));
      case "pin":
      case "unpin":
        return arrange(pinColumn(layout, column, action === "pin"));
      case "left":
        return arrange(stepColumn(layout, column, -1));
      case "right":
        return arrange(stepColumn(layout, column, 1));
      case "wider":
        return arrange(resizeColumn(layout, column, width + widthStep));
      case "narrower":
        return arrange(resizeColumn(layout, column, width - widthStep));
      case "hide":
        return arrange(hideColumn(layout, column, true));
    }
  }

  const seek = useSeek(documentId, query, (row, column) =>
    select(choose({ row, column: columns.visible.indexOf(column) })),
  );
  const selected = selectedRows(selection);
  const active = floating?.kind === "cell" ? activeCell() : null;
  const headColumn = visible.find(({ id }) => id === floating?.column);
  // At once: what was chosen may change what the menu offers.
  const closeFloating = (): void => setFloatingNow((known) => (known?.kind === "filter" ? known : null));
  return (
    <>
      {checked && waits === undefined && (
        <CheckStrip placeKey={place.key} documentId={documentId} as="table" onShowByte={onShowByte} />
      )}
      <FilterStrip query={query} shown={columns.names.shown} onChange={setQuery} />
      {waits === undefined && (
        <NamesStrip connectionId={connectionId} designator={place.draft.designator} document={document} />
      )}
      {isReaderLoss(rows.problem) ? (
        <ReaderState
          problem={rows.problem}
          document={document}
          designator={place.draft.designator}
          onUnsort={isEveryRecord(query) ? null : () => setQuery(() => everyRecord)}
        />
      ) : rows.matched === 0 && !rows.stale && rows.problem === null ? (
        <NothingMatches
          query={query}
          document={document}
          onClear={() => setQuery((known) => ({ ...known, search: "", filters: [] }))}
        />
      ) : (
        <DataGrid
          // A name that changes four times a second would be read out as often.
          label={`${place.draft.designator}, ${waits === undefined ? formatAmount(rows.matched, "record") : "arriving"}`}
          columns={visible}
          rowCount={rows.matched}
          rowHeight={settings?.density === "compact" ? 24 : 28}
          rowAt={rowAt}
          onRange={onRange}
          cell={cell}
          gutter={rowMark}
          selection={selection}
          onSelect={select}
          isCurrent={isCurrent}
          onOpen={open}
          onEdit={(row, column, start) => {
            if (start.by === "pointer" && editable === null) open();
            else editing.begin(row, column, start);
          }}
          editor={editing.editor}
          onSort={(column, more) => setQuery((known) => sortBy(known, column, more))}
          onResize={(column, width) => columns.arrange(resizeColumn(columns.layout, column, width))}
          onMove={(column, target, side) => columns.arrange(moveColumn(columns.layout, column, target, side))}
          onColumnMenu={(column, at) => setFloating({ kind: "head", at, column })}
          onCellMenu={(at) => setFloating({ kind: "cell", at, column: "" })}
          onCopy={() => void copyByKey(copySource)}
          onSeek={(column, text, from) => (waits === undefined ? seek(column, text, from) : say(waits, "later"))}
          onPaste={paste}
          typingEdits={typingEdits}
          handle={gridHandle}
        />
      )}
      {rows.problem !== null && !isReaderLoss(rows.problem) && <p className="readproblem">{rows.problem}</p>}
      {floating?.kind === "cell" && selected && (
        <CellMenu
          at={floating.at}
          rows={selected.to - selected.from + 1}
          link={active && linkAt(active.row, active.column)}
          canFilter={active !== null}
          canEdit={active !== null && editable?.fields.has(active.column) === true}
          waits={waits}
          onAction={actOnCell}
          onClose={closeFloating}
        />
      )}
      {floating?.kind === "head" && headColumn && (
        <HeadMenu
          at={floating.at}
          column={headColumn}
          hasSort={query.sort.length > 0}
          waits={waits}
          onAction={(action) => actOnHead(action, headColumn.id)}
          onClose={closeFloating}
        />
      )}
      {floating?.kind === "filter" && headColumn && (
        <FilterForm
          at={floating.at}
          column={headColumn.title}
          filter={query.filters.find(({ column }) => column === headColumn.id)}
          values={kinds.get(headColumn.id)?.field?.values.map(({ value }) => value) ?? []}
          onApply={(filter) => setQuery((known) => setFilter(known, headColumn.id, filter))}
          onClose={() => setFloating(null)}
        />
      )}
    </>
  );
});
