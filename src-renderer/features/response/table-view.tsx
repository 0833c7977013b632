import { memo, startTransition, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { RecordQuery } from "#shared/documents.ts";
import { everyRecord, isEveryRecord } from "#shared/every-record.ts";
import type { Place } from "../../state/place.ts";
import { useRecordOf, useWorkspace } from "../../state/workspace.ts";
import { useConnection, useSettings } from "../../query.ts";
import { DataGrid, type GridHandle } from "../../ui/data-grid/data-grid.tsx";
import type { GridColumn } from "../../ui/data-grid/grid-column.ts";
import { choose, headerRow, type Selection } from "../../ui/data-grid/selection.ts";
import { useStable } from "../../ui/use-stable.ts";
import { CheckStrip } from "./check-strip.tsx";
import { editableTable } from "../cells/editability.ts";
import { fetchedAtOf } from "../cells/fetched-at.ts";
import type { TableRow } from "../cells/shown-row.ts";
import { useCellEditing } from "../cells/use-cell-editing.tsx";
import { usePasting } from "../cells/use-pasting.ts";
import { useShownRows } from "../cells/use-shown-rows.ts";
import { cellLook, pendingLook } from "./cell-look.tsx";
import { kindOfColumn, linkOf } from "./column-kind.ts";
import { moveColumn, resizeColumn } from "./column-layout.ts";
import { copyByKey, type CopySource } from "./copy-rows.ts";
import { usePendingOnly } from "./pending-only.tsx";
import { FilterStrip } from "./filter-strip.tsx";
import { formatAmount } from "./format.ts";
import { useKeptScroll } from "./kept-scroll.ts";
import { useKeptSelection } from "./kept-selection.ts";
import { namedLook } from "./named-cell.tsx";
import { NamesStrip } from "./names-strip.tsx";
import { namedColumns } from "../resources/record-names.ts";
import { useRecordNames } from "../resources/use-record-names.ts";
import { NothingMatches } from "./nothing-matches.tsx";
import { offerUndo } from "../../state/offer-undo.ts";
import { sortBy, withOnly } from "./record-query.ts";
import { isReaderLoss, ReaderState } from "./reader-state.tsx";
import { deleteRows, duplicateRow, rowRefusals, type RowsToActOn } from "./row-actions.ts";
import { useGutter } from "./row-gutter.tsx";
import { showToast } from "../../state/toast.ts";
import { selectionWords } from "./selection-words.ts";
import type { Tabular } from "./shown-exchange.ts";
import { TableMenus, useShowInspector, type Floating } from "./table-menus.tsx";
import { tablePaneIs } from "./table-pane.ts";
import { useGridColumns, useResource, type Columns } from "./use-columns.ts";
import { useSpokenQuery } from "./use-spoken-changes.ts";
import { useShowByte } from "./use-show-byte.ts";
import { useRows } from "./use-rows.ts";
import { useSeek } from "./use-seek.ts";
import { useWithoutGone } from "./without-gone.ts";
import { textOf } from "./value-text.ts";
import { changeQuery, useViewOf, useViewState } from "./view-state.ts";
import { useWantedFilter } from "./wanted-filter.ts";

const noRow = (): undefined => undefined;

export interface TableViewProps {
  readonly place: Place;
  readonly document: Tabular;
  readonly columns: Columns;
  /**
   * Why actions that need all records are disabled: the records are still arriving, and show in the order of the body.
   */
  readonly waits: string | undefined;
  readonly onOpen: (designator: string) => void;
  readonly gridHandle: { current: GridHandle | null };
}

/** The records of a response as a table. Another order or selection of them is rendered in a transition. */
export function TableView(props: TableViewProps) {
  const { place, document } = props;
  const wanted = useDeferredValue(useViewOf(place.key, document.documentId, "query"));
  const query = useWithoutGone(place, document, wanted);
  return <RecordTable {...props} wanted={wanted} query={query} />;
}

/** `query` is the requested query without records that are gone since they were fetched. */
type RecordTableProps = TableViewProps & { readonly wanted: RecordQuery; readonly query: RecordQuery };

const RecordTable = memo(function RecordTable(props: RecordTableProps) {
  const { place, document, columns, waits, wanted, query, onOpen: openLatest, gridHandle } = props;
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
  // While writes are locked, typed letters look for a row.
  const typingEdits = connection !== undefined && connection.unlockedUntil !== null && editable !== null;
  const fetchedAt = fetchedAtOf(place, documentId);
  // Rows that are rendered before their columns are measured would be laid out twice.
  const rowAt = useShownRows(connectionId, editable, fetchedAt, columns.pending ? noRow : rows.rowAt);
  const edited = editable && { connectionId, documentId, query, table: editable, fetchedAt };
  const [floating, setFloatingNow] = useState<Floating | null>(null);
  // A menu is as much work as a screen of rows, so it is rendered in a transition.
  const setFloating = (next: Floating | null): void => startTransition(() => setFloatingNow(next));
  const showInspector = useShowInspector();
  useWantedFilter(
    place.key,
    useStable((column, at) => setFloating({ kind: "filter", at, column })),
  );
  const visible = useGridColumns(columns, wanted);
  useSpokenQuery(wanted, rows.stale, { matched: rows.matched, total: table.recordCount, shown: columns.names.shown });
  const showByte = useShowByte(place, document);
  const onShowByte = showByte && ((byteOffset: number) => showByte(byteOffset, "hex"));

  const setQuery = (next: (query: RecordQuery) => RecordQuery): void => {
    if (waits !== undefined) showToast(waits, "later");
    else changeQuery(place.key, documentId, next);
  };
  /** What was typed into a filter can be restored when the filter is cleared. */
  const clearFilters: typeof setQuery = (next) => {
    const { filters } = wanted;
    setQuery(next);
    const typed = filters.filter(({ value }) => value !== "").length;
    if (waits !== undefined || typed === 0 || next(wanted).filters.length === filters.length) return;
    offerUndo(typed === 1 ? "Cleared the filter." : "Cleared the filters.", () =>
      changeQuery(place.key, documentId, (known) => ({ ...known, filters })),
    );
  };
  useKeptSelection({
    placeKey: place.key,
    documentId,
    query,
    resource,
    columns: table.columns,
    rowCount: rows.matched,
    isArriving: waits !== undefined,
  });
  useKeptScroll(place.key, documentId, gridHandle);

  // Another order or selection starts at its first record.
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

  // A row that was reached before it arrived (Ctrl+End) updates the record when it arrives.
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
      if (row.goes === true) return { ...look, className: `${look.className} goes` };
      const pending = row.pending?.get(column.id);
      return pending === undefined ? look : pendingLook(look, pending);
    },
    [cellIndex, kinds, linkAt, onOpen, named, nameOf],
  );
  const gutter = useGutter(place, columns);
  usePendingOnly(place, waits);
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

  const activeNow = activeCell();
  const link = activeNow && linkAt(activeNow.row, activeNow.column);
  const toActOn: RowsToActOn | null =
    activeNow === null || selection === null
      ? null
      : {
          connectionId,
          resource,
          table: editable,
          designator: place.draft.designator,
          source: copySource,
          selection,
          ...activeNow,
        };

  function lookAtRow(): void {
    if (activeNow === null) return;
    lookAt(place.key, activeNow.row.record);
    showInspector();
  }

  function open(): void {
    if (link) onOpen(link);
    else lookAtRow();
  }

  function actByKey(action: "delete" | "duplicate"): void {
    if (toActOn === null) return;
    const refusal = rowRefusals(toActOn)[action];
    if (refusal !== undefined) showToast(refusal, "later");
    else if (action === "delete") deleteRows(toActOn);
    else duplicateRow(toActOn);
  }

  const seek = useSeek(documentId, query, (row, column) =>
    select(choose({ row, column: columns.visible.indexOf(column) })),
  );
  return (
    <>
      {checked && waits === undefined && (
        <CheckStrip placeKey={place.key} documentId={documentId} as="table" onShowByte={onShowByte} />
      )}
      <FilterStrip
        query={wanted}
        shown={columns.names.shown}
        counts={matched === null || stale ? null : { matched, all: table.recordCount }}
        onChange={clearFilters}
        onEdit={(column, at) => setFloating({ kind: "filter", at, column })}
      />
      {waits === undefined && (
        <NamesStrip connectionId={connectionId} designator={place.draft.designator} document={document} />
      )}
      {isReaderLoss(rows.problem) ? (
        <ReaderState
          problem={rows.problem}
          document={document}
          designator={place.draft.designator}
          onUnsort={isEveryRecord(wanted) ? null : () => setQuery(() => everyRecord)}
        />
      ) : rows.matched === 0 && !rows.stale && rows.problem === null ? (
        <NothingMatches
          query={wanted}
          document={document}
          onClear={() => setQuery((known) => ({ ...withOnly(known, null), search: "", filters: [] }))}
        />
      ) : (
        <DataGrid
          // A name that changes four times a second would be read out just as often.
          label={`${place.draft.designator}, ${waits === undefined ? formatAmount(rows.matched, "record") : "arriving"}`}
          columns={visible}
          rowCount={rows.matched}
          rowHeight={settings?.density === "compact" ? 24 : 28}
          rowAt={rowAt}
          onRange={onRange}
          cell={cell}
          gutter={gutter}
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
          onCellMenu={(at, of) => setFloating({ kind: "cell", at, of })}
          onCopy={(withHeaders) => void copyByKey(copySource, withHeaders)}
          onRecordKey={actByKey}
          onFit={(column, inSight) => columns.fit(column, inSight)}
          onPaneWidth={tablePaneIs}
          onSeek={(column, text, from) => (waits === undefined ? seek(column, text, from) : showToast(waits, "later"))}
          onPaste={paste}
          typingEdits={typingEdits}
          handle={gridHandle}
        />
      )}
      {rows.problem !== null && !isReaderLoss(rows.problem) && <p className="readproblem">{rows.problem}</p>}
      <span className="sr" aria-live="polite">
        {selectionWords(selection)}
      </span>
      <TableMenus
        floating={floating}
        setFloating={setFloatingNow}
        columns={columns}
        visible={visible}
        query={wanted}
        setQuery={setQuery}
        clearFilters={clearFilters}
        rows={toActOn}
        link={link}
        waits={waits}
        onOpen={lookAtRow}
        onFollow={onOpen}
        onEditCell={() => selection && editing.begin(selection.active.row, selection.active.column, { by: "key" })}
      />
    </>
  );
});
