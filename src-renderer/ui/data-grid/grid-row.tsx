import { memo, type ReactNode } from "react";
import { cellPadding, columnStyle, type GridColumn } from "./grid-column.ts";

/** What a cell looks like. */
export interface CellLook {
  /** After `td`. */
  readonly className: string;
  readonly content: ReactNode;
  /** The tooltip. */
  readonly title?: string | undefined;
  /** An upper bound of the content width, in CSS pixels; undefined where it is not known. */
  readonly widthAtMost?: number | undefined;
}

/** The cell being edited, in place of its look. */
export interface CellInEdit {
  readonly row: number;
  readonly column: number;
  readonly content: ReactNode;
}

export interface GridRowProps<Row> {
  readonly row: Row | undefined;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly GridColumn[];
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly selected: boolean;
  /** A part of it is selected while the focus is elsewhere. */
  readonly idle: boolean;
  /** Selected cells of this row; null for none or all. */
  readonly from: number | null;
  readonly to: number | null;
  /** Column of the focus ring; null when it is elsewhere. */
  readonly active: number | null;
  readonly idPrefix: string;
  readonly cell: (row: Row, column: GridColumn) => CellLook;
  readonly gutter: (row: Row) => ReactNode;
  /** null: no cell of this row is being edited. */
  readonly editor: CellInEdit | null;
}

function Cells<Row>(props: GridRowProps<Row>) {
  const { row, columns, firstColumn, lastColumn, index, from, to, active, idPrefix, cell, editor } = props;
  // A loading row is a single static stripe: filling and emptying its cells would cost more than the row.
  if (row === undefined) return null;
  const cells = columns.map((column, position) => {
    if (!column.pinned && (position < firstColumn || position > lastColumn)) return null;
    const look: CellLook =
      editor?.column === position ? { className: "editing", content: editor.content } : cell(row, column);
    const inRange = from !== null && to !== null && position >= from && position <= to;
    const lastPinned = column.pinned && columns[position + 1]?.pinned !== true;
    // A pinned cell lies over its neighbours; the others are covered by the next one at the worst.
    const fits = !column.pinned && look.widthAtMost !== undefined && look.widthAtMost <= column.width - cellPadding;
    const className = [
      "td",
      look.className,
      fits ? "fits" : "",
      column.pinned ? "pin" : "",
      lastPinned ? "pinend" : "",
      active === position ? "is-focus-in" : "",
    ];
    return (
      <div
        key={column.id}
        id={`${idPrefix}-${index}-${position}`}
        role="gridcell"
        aria-colindex={position + 2}
        aria-selected={inRange || undefined}
        data-column={position}
        title={look.title}
        className={className.filter(Boolean).join(" ")}
        style={columnStyle(column, position)}
      >
        {look.content}
      </div>
    );
  });
  return (
    <>
      {cells}
      <div className="td fill" role="presentation" style={{ gridColumn: columns.length + 2 }} />
    </>
  );
}

function PlainGridRow<Row>(props: GridRowProps<Row>) {
  const { row, index, top, selected, idle, from, editor } = props;
  const number = index + 1;
  const className = [
    "gridrow",
    row === undefined ? "waiting" : "",
    from === null ? "" : "part",
    idle ? "idle" : "",
    editor && "inedit",
  ]
    .filter(Boolean)
    .join(" ");
  return (
    <div
      role="row"
      className={className}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-row={index}
      style={{ top }}
    >
      <div role="rowheader" aria-colindex={1} className={number > 99_999 ? "td gut wide" : "td gut"} data-gutter="">
        {row !== undefined && props.gutter(row)}
        {number}
      </div>
      <Cells {...props} />
    </div>
  );
}

/** One row. Scrolling and moving the focus touch only the rows that change. */
export const GridRow = memo(PlainGridRow) as typeof PlainGridRow;
