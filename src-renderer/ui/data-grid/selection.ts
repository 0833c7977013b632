/** A cell by its place in the present order of rows and of visible columns, both from 0. Row -1 is the header. */
export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

/**
 * `rows`: every row from anchor to active, whole. `cells`: the rectangle between them.
 * `active` is the cell with the focus ring.
 */
export interface Selection {
  readonly kind: "rows" | "cells";
  readonly anchor: CellPosition;
  readonly active: CellPosition;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit into the viewport, for Page Up and Page Down. */
  readonly page: number;
}

export const headerRow = -1;

/** Chooses one cell, and with it its row. */
export function choose(position: CellPosition): Selection {
  return { kind: "rows", anchor: position, active: position };
}

/** From the anchor to `position`: whole rows as long as only the row changes, cells as soon as the column does. */
export function extend(selection: Selection | null, position: CellPosition): Selection {
  if (selection === null || selection.anchor.row === headerRow) return choose(position);
  const { anchor } = selection;
  const kind = selection.kind === "cells" || position.column !== anchor.column ? "cells" : "rows";
  return { kind, anchor, active: position };
}

/** Extends by whole rows, whatever was selected before: the gutter's click. */
export function extendRows(selection: Selection | null, position: CellPosition): Selection {
  if (selection === null || selection.anchor.row === headerRow) return choose(position);
  return { kind: "rows", anchor: { ...selection.anchor, column: position.column }, active: position };
}

export interface GridKey {
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, or Command on a Mac. */
  readonly control: boolean;
}

/** What a key makes of the selection; null when the key means nothing to the grid. */
export function afterKey(selection: Selection | null, pressed: GridKey, size: GridSize): Selection | null {
  if (size.columns === 0) return null;
  if (pressed.control && !pressed.shift && pressed.key.toLowerCase() === "a") return everyRow(selection, size);
  if (pressed.key === " " && pressed.shift && selection !== null && selection.active.row !== headerRow) {
    return { ...selection, kind: "rows" };
  }
  const target = step(selection?.active ?? null, pressed, size);
  if (target === null) return null;
  if (!pressed.shift) return choose(target);
  return target.row === headerRow || selection === null ? selection : extend(selection, target);
}

function everyRow(selection: Selection | null, { rows }: GridSize): Selection | null {
  if (rows === 0) return null;
  const column = selection?.active.column ?? 0;
  return { kind: "rows", anchor: { row: 0, column }, active: { row: rows - 1, column } };
}

function step(from: CellPosition | null, { key, control }: GridKey, size: GridSize): CellPosition | null {
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  const firstRow = Math.min(0, lastRow);
  if (from === null) return /^(Arrow|Page|Home|End)/u.test(key) ? { row: firstRow, column: 0 } : null;
  const { row, column } = from;
  switch (key) {
    case "ArrowDown":
      return { row: control ? lastRow : Math.min(row + 1, lastRow), column };
    case "ArrowUp":
      return { row: control ? firstRow : Math.max(row - 1, headerRow), column };
    case "ArrowRight":
      return { row, column: control ? lastColumn : Math.min(column + 1, lastColumn) };
    case "ArrowLeft":
      return { row, column: control ? 0 : Math.max(column - 1, 0) };
    case "PageDown":
      return { row: Math.min(Math.max(row, 0) + size.page, lastRow), column };
    case "PageUp":
      return { row: Math.max(row - size.page, firstRow), column };
    case "Home":
      return { row: control ? firstRow : row, column: 0 };
    case "End":
      return { row: control ? lastRow : row, column: lastColumn };
    default:
      return null;
  }
}

/** The rows a selection covers, first and last inclusive; null when it stands on the header. */
export function selectedRows(selection: Selection | null): { readonly from: number; readonly to: number } | null {
  if (selection === null || selection.active.row === headerRow) return null;
  const { anchor, active } = selection;
  return { from: Math.min(anchor.row, active.row), to: Math.max(anchor.row, active.row) };
}

/** The columns a selection covers; null for whole rows. */
export function selectedColumns(selection: Selection): { readonly from: number; readonly to: number } | null {
  if (selection.kind === "rows") return null;
  const { anchor, active } = selection;
  return { from: Math.min(anchor.column, active.column), to: Math.max(anchor.column, active.column) };
}

/** One cell stands for itself: copying it copies its text, not its row. */
export function isSingleCell(selection: Selection): boolean {
  const { anchor, active, kind } = selection;
  return anchor.row === active.row && (kind === "rows" || anchor.column === active.column);
}

/** Puts a selection back inside a grid that lost rows or columns; null when nothing of it is left. */
export function clampSelection(selection: Selection | null, size: GridSize): Selection | null {
  if (selection === null || size.columns === 0) return null;
  const rows = selectedRows(selection);
  if (rows !== null && rows.from >= size.rows) return null;
  const inside = (position: CellPosition): CellPosition => ({
    row: Math.min(position.row, size.rows - 1),
    column: Math.min(position.column, size.columns - 1),
  });
  const anchor = inside(selection.anchor);
  const active = inside(selection.active);
  const same =
    anchor.row === selection.anchor.row &&
    anchor.column === selection.anchor.column &&
    active.row === selection.active.row &&
    active.column === selection.active.column;
  return same ? selection : { ...selection, anchor, active };
}
