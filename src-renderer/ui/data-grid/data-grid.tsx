import {
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type ReactNode,
  type Ref,
} from "react";
import { usePortions } from "../use-portions.ts";
import { firstInSight, useRowWindow } from "../use-row-window.ts";
import { useStable } from "../use-stable.ts";
import type { Anchor } from "./anchored-popover.tsx";
import { columnEdges, columnsInSight, columnTemplate, gutterWidth, type GridColumn } from "./grid-column.ts";
import { GridHead } from "./grid-head.tsx";
import { GridRow, type CellInEdit, type CellLook } from "./grid-row.tsx";
import { headerRow, rowRanges, selectedColumns, type Selection } from "./selection.ts";
import { below, useGridKeys } from "./use-grid-keys.ts";
import { useGridPointer } from "./use-grid-pointer.ts";

/** The imperative interface of a grid on screen. */
export interface GridHandle {
  readonly focus: () => void;
  readonly showRow: (row: number) => void;
  readonly hasFocus: () => boolean;
  readonly scrollOffset: () => ScrollOffset;
  readonly scrollTo: (offset: ScrollOffset) => void;
}

/** How far a grid is scrolled, CSS pixels. */
export interface ScrollOffset {
  readonly top: number;
  readonly left: number;
}

/** How the user started to edit a cell. */
export type EditStart =
  | { readonly by: "key" }
  | { readonly by: "pointer" }
  /** The first letter of the new value. */
  | { readonly by: "typing"; readonly text: string };

export interface DataGridProps<Row> {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  readonly rowCount: number;
  readonly rowHeight: number;
  /** undefined while the row is loading. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Called with the rows (inclusive) that are in the DOM. */
  readonly onRange: (first: number, last: number) => void;
  readonly cell: (row: Row, column: GridColumn) => CellLook;
  /** Marks in front of the row number. */
  readonly gutter: (row: Row) => ReactNode;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection) => void;
  /** The row to show as chosen when nothing is selected. */
  readonly isCurrent: (row: Row) => boolean;
  /** Enter, or a double click on a row's number. */
  readonly onOpen: (row: number, column: number) => void;
  /** F2, a double click or a typed letter. */
  readonly onEdit: (row: number, column: number, start: EditStart) => void;
  /** The content of the cell that is being edited. */
  readonly editor: CellInEdit | null;
  readonly onSort: (column: string, more: boolean) => void;
  readonly onResize: (column: string, width: number) => void;
  readonly onMove: (column: string, target: string, side: "before" | "after") => void;
  readonly onColumnMenu: (column: string, anchor: Anchor) => void;
  /** `of`: the pointer was on the number of the row, or on one of its cells. */
  readonly onCellMenu: (anchor: Anchor, of: "row" | "cell") => void;
  /** Ctrl+C, and with Shift: the names of the columns as well. */
  readonly onCopy: (withHeaders: boolean) => void;
  /** Delete and Ctrl+D on a row. */
  readonly onRecordKey: (action: "delete" | "duplicate") => void;
  /** The edge of a column was double-clicked. `inSight`: the width that its cut cells need, 0 when none is cut. */
  readonly onFit: (column: string, inSight: number) => void;
  /** Called with the visible width in CSS pixels, before the first paint and whenever it changes. */
  readonly onPaneWidth: (width: number) => void;
  /** Letters were typed: moves to the first row from `from` on whose value in the column starts with them. */
  readonly onSeek: (column: string, text: string, from: number) => void;
  /** Ctrl+V. */
  readonly onPaste: (text: string) => void;
  /** A letter typed on a cell edits it instead of moving to the next row that starts with it. */
  readonly typingEdits: boolean;
  readonly handle?: Ref<GridHandle>;
}

const headHeight = 28;
/** Cells that are filled in one frame. */
const cellsAtOnce = 50;

/**
 * A table of any length (ARIA grid). One element has the focus and names the active cell by
 * `aria-activedescendant`, since rows come and go while scrolling.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { columns, rowCount, rowHeight, rowAt, onRange, selection } = props;
  const idPrefix = useId();
  const { scroller, rows, first, last, top, height, page, showRow, onScroll, sideways } = useRowWindow({
    count: rowCount,
    rowHeight,
    covered: headHeight,
    padding: 0,
  });
  const template = columnTemplate(columns.map(({ width }) => width));
  // Another sort makes new columns of the same widths: the visible ones need not be determined again.
  // oxlint-disable-next-line react/exhaustive-deps -- the template is all of the columns that decides the edges
  const edges = useMemo(() => columnEdges(columns), [template]);
  const [inSight, setInSight] = useState({ first: 0, last: 0 });
  const [focused, setFocused] = useState(false);
  const pointer = useGridPointer(props);
  const indexes = useMemo(() => rangeOf(first, last), [first, last]);
  const contents = usePortions({
    indexes,
    firstInSight: firstInSight(first),
    contentAt: rowAt,
    weightOf: () => inSight.last - inSight.first + 1,
    limit: cellsAtOnce,
    of: props.cell,
  });

  const lookSideways = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const next = columnsInSight(edges, element.scrollLeft, element.clientWidth);
    setInSight((known) => (known.first === next.first && known.last === next.last ? known : next));
  }, [edges, scroller]);
  // Before the first rows are rendered: the number of their cells decides how many one frame renders.
  useLayoutEffect(lookSideways, [lookSideways]);
  useEffect(() => {
    if (last >= first) onRange(first, last);
  }, [first, last, onRange]);

  useImperativeHandle(
    props.handle,
    () => ({
      focus: () => scroller.current?.focus({ preventScroll: true }),
      showRow: (row) => showRow(row, "middle"),
      hasFocus: () => scroller.current !== null && document.activeElement === scroller.current,
      scrollOffset: () => ({ top: scroller.current?.scrollTop ?? 0, left: scroller.current?.scrollLeft ?? 0 }),
      scrollTo: (offset) => scroller.current?.scrollTo(offset),
    }),
    [scroller, showRow],
  );

  // On the document, because a paste event goes to the last text selection, which may be anywhere.
  const pasted = useRef(props.onPaste);
  useEffect(() => {
    pasted.current = props.onPaste;
  });
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      if (document.activeElement !== scroller.current) return;
      event.preventDefault();
      // A pasted picture or file does not count as an empty text.
      if (event.clipboardData?.files.length === 0) pasted.current(event.clipboardData.getData("text/plain"));
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, [scroller]);

  const active = selection?.active ?? null;
  const activeRow = active?.row;
  const activeColumn = active?.column;
  // A selection made without moving to it does not scroll.
  const isStill = selection?.still === true;
  useEffect(() => {
    if (activeRow !== undefined && activeRow !== headerRow && !isStill) showRow(activeRow);
  }, [activeRow, isStill, showRow, page]);
  useEffect(() => {
    if (activeColumn !== undefined && !isStill) showColumn(scroller.current, columns, edges, activeColumn);
  }, [activeColumn, isStill, columns, edges, scroller]);

  const onPaneWidth = useStable(props.onPaneWidth);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    onPaneWidth(element.clientWidth);
    const observer = new ResizeObserver(() => {
      onPaneWidth(element.clientWidth);
      // A wider pane shows more columns even if no column changes.
      lookSideways();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, onPaneWidth, lookSideways]);

  const onSort = useStable(props.onSort);
  const onResize = useStable(props.onResize);
  const onMove = useStable(props.onMove);
  const onFit = useStable((column: string) => {
    props.onFit(column, fittingWidth(scroller.current, columns, column));
  });
  const onKeyDown = useGridKeys(props, {
    page,
    firstInSight: firstInSight(first),
    cellElement: (row, column) => document.getElementById(cellId(idPrefix, row, column)),
  });
  const onMenu = useStable((column: string, anchor: Element) => props.onColumnMenu(column, below(anchor)));

  const ranges = rowRanges(selection);
  const cells = selection === null ? null : selectedColumns(selection);
  const slots = slotCount(last - first + 1);
  const shown = [];
  for (const index of indexes) {
    if (!contents.has(index)) continue;
    const row = contents.get(index);
    const inRange = ranges.some(({ from, to }) => index >= from && index <= to);
    const current = selection === null && row !== undefined && props.isCurrent(row);
    shown.push(
      <GridRow
        // An empty row is removed with all its cells: removing them one by one takes three times as long.
        key={`${row === undefined ? "waiting" : "row"} ${index % slots}`}
        row={row}
        index={index}
        top={top(index)}
        columns={columns}
        firstColumn={inSight.first}
        lastColumn={inSight.last}
        selected={current || (inRange && cells === null)}
        idle={!focused && (current || inRange)}
        from={inRange && cells !== null ? cells.from : null}
        to={inRange && cells !== null ? cells.to : null}
        active={focused && active?.row === index ? active.column : null}
        idPrefix={idPrefix}
        cell={props.cell}
        gutter={props.gutter}
        editor={props.editor?.row === index ? props.editor : null}
      />,
    );
  }

  return (
    <div
      ref={scroller}
      className="tablewrap"
      role="grid"
      aria-label={props.label}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={active === null ? undefined : cellId(idPrefix, active.row, active.column)}
      tabIndex={0}
      data-sideways={sideways ? "" : undefined}
      style={gridStyle(columns, edges, template)}
      onScroll={() => {
        onScroll();
        lookSideways();
      }}
      onKeyDown={onKeyDown}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      {...pointer}
    >
      <div className="grid" role="presentation">
        <GridHead
          columns={columns}
          scroller={scroller}
          firstColumn={inSight.first}
          lastColumn={inSight.last}
          active={focused && active?.row === headerRow ? active.column : null}
          idPrefix={idPrefix}
          onSort={onSort}
          onResize={onResize}
          onFit={onFit}
          onMove={onMove}
          onMenu={onMenu}
        />
        <div className="gridbody" role="presentation" style={{ height }}>
          <div className="gridrows" role="presentation" ref={rows}>
            {shown}
          </div>
        </div>
      </div>
    </div>
  );
}

/** Rows that scroll in reuse the elements of rows that scroll out, so the number of elements is fixed. */
function slotCount(rows: number): number {
  let slots = 64;
  while (slots < rows) slots *= 2;
  return slots;
}

function rangeOf(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
}

function cellId(prefix: string, row: number, column: number): string {
  return row === headerRow ? `${prefix}-head-${column}` : `${prefix}-${row}-${column}`;
}

function gridStyle(columns: readonly GridColumn[], edges: readonly number[], template: string): CSSProperties {
  const pinned = columns.filter((column) => column.pinned).length;
  const style: Record<string, string> = { "--columns": template, "--pinned-end": `${edges[pinned] ?? gutterWidth}px` };
  for (const [index, column] of columns.entries()) {
    if (column.pinned) style[`--pin-${index}`] = `${edges[index] ?? 0}px`;
  }
  return style;
}

function showColumn(
  element: HTMLElement | null,
  columns: readonly GridColumn[],
  edges: readonly number[],
  index: number,
): void {
  const left = edges[index];
  const right = edges[index + 1];
  if (!element || left === undefined || right === undefined || columns[index]?.pinned) return;
  const covered = edges[columns.filter(({ pinned }) => pinned).length] ?? gutterWidth;
  if (left < element.scrollLeft + covered) element.scrollLeft = left - covered;
  else if (right > element.scrollLeft + element.clientWidth) {
    element.scrollLeft = Math.min(left - covered, right - element.clientWidth);
  }
}

/** The width at which no cell in the DOM is cut; 0 when none is cut now. */
function fittingWidth(element: HTMLElement | null, columns: readonly GridColumn[], id: string): number {
  const index = columns.findIndex((column) => column.id === id);
  const cells = element?.querySelectorAll(`.gridrow [data-column="${index}"]`) ?? [];
  let width = 0;
  for (const cell of cells) if (cell.scrollWidth > cell.clientWidth) width = Math.max(width, cell.scrollWidth + 2);
  return width;
}
