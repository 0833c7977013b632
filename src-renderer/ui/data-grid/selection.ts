/** A cell by its position in the current order of rows and visible columns, both from 0. Row -1 is the header. */
export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

/** Rows that follow each other, both ends included. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/**
 * `rows`: every row from anchor to active, whole, or those of `ranges`. `cells`: the rectangle between them.
 * `active` is the cell with the focus ring.
 */
export interface Selection {
  readonly kind: "rows" | "cells";
  readonly anchor: CellPosition;
  readonly active: CellPosition;
  /** The selected rows, if they are not those from anchor to active: from top to bottom, none touching the next. */
  readonly ranges?: readonly RowRange[];
  /** The selection was made without moving to it: the table does not scroll. */
  readonly still?: true;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit into the viewport, for Page Up and Page Down. */
  readonly page: number;
  /** The first visible row, where a selection starts if there is none. */
  readonly first?: number;
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

/** Adds a row to the selected ones, or takes it out: a click with Ctrl. The last one stays. */
export function toggleRow(selection: Selection | null, position: CellPosition): Selection {
  if (selection === null || selection.active.row === headerRow) return choose(position);
  const before = rowRanges(selection);
  const { row } = position;
  const ranges = isIn(before, row) ? withoutRow(before, row) : joinRanges([...before, { from: row, to: row }]);
  return ranges.length === 0 ? choose(position) : withRanges(position, position, ranges);
}

/** Adds the rows from the anchor to `position` to the selection: a click with Ctrl and Shift, or a drag with Ctrl. */
export function addRows(selection: Selection | null, position: CellPosition): Selection {
  if (selection === null || selection.anchor.row === headerRow) return choose(position);
  const more = between(selection.anchor.row, position.row);
  return withRanges(selection.anchor, position, joinRanges([...rowRanges(selection), more]));
}

/** Moves the focus ring and leaves the selected rows as they are. */
export function moveFocus(selection: Selection, position: CellPosition): Selection {
  return withRanges(position, position, rowRanges(selection));
}

/** Has `ranges` only where anchor and active do not express the selection. */
function withRanges(anchor: CellPosition, active: CellPosition, ranges: readonly RowRange[]): Selection {
  const plain = between(anchor.row, active.row);
  const [only] = ranges;
  const isPlain = ranges.length === 1 && only?.from === plain.from && only.to === plain.to;
  return isPlain ? { kind: "rows", anchor, active } : { kind: "rows", anchor, active, ranges };
}

function between(one: number, other: number): RowRange {
  return { from: Math.min(one, other), to: Math.max(one, other) };
}

/** Sorted from top to bottom, with adjacent ranges merged. */
export function joinRanges(ranges: readonly RowRange[]): RowRange[] {
  const joined: RowRange[] = [];
  for (const range of ranges.toSorted((one, other) => one.from - other.from)) {
    const last = joined.at(-1);
    if (last !== undefined && range.from <= last.to + 1) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    } else joined.push(range);
  }
  return joined;
}

function withoutRow(ranges: readonly RowRange[], row: number): RowRange[] {
  return ranges.flatMap(({ from, to }) => {
    if (row < from || row > to) return [{ from, to }];
    return [
      { from, to: row - 1 },
      { from: row + 1, to },
    ].filter((part) => part.from <= part.to);
  });
}

function isIn(ranges: readonly RowRange[], row: number): boolean {
  return ranges.some(({ from, to }) => row >= from && row <= to);
}

export interface GridKey {
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, or Command on a Mac. */
  readonly control: boolean;
  readonly alt?: boolean;
}

/** The selection after a key; null when the grid does not handle the key. */
export function afterKey(selection: Selection | null, pressed: GridKey, size: GridSize): Selection | null {
  if (size.columns === 0) return null;
  if (pressed.control && !pressed.shift && pressed.key.toLowerCase() === "a") return everyRow(selection, size);
  if (pressed.key === " " && pressed.shift && selection !== null && selection.active.row !== headerRow) {
    return { ...selection, kind: "rows" };
  }
  if (pressed.key === " " && pressed.control && selection !== null && selection.active.row !== headerRow) {
    return toggleRow(selection, selection.active);
  }
  const target = step(selection?.active ?? null, pressed, size);
  if (target === null) return null;
  if (pressed.alt === true) {
    const isUpOrDown = pressed.key === "ArrowUp" || pressed.key === "ArrowDown";
    const stays = selection !== null && selection.active.row !== headerRow && target.row !== headerRow;
    return isUpOrDown && stays && !pressed.control && !pressed.shift ? moveFocus(selection, target) : null;
  }
  if (!pressed.shift) return choose(target);
  return target.row === headerRow || selection === null ? selection : extend(selection, target);
}

/** The focus ring does not move, which avoids scrolling. */
function everyRow(selection: Selection | null, { rows, first = 0 }: GridSize): Selection | null {
  if (rows === 0) return null;
  const { row, column } = selection?.active ?? { row: headerRow, column: 0 };
  const active = { row: row === headerRow ? Math.min(first, rows - 1) : row, column };
  return { ...withRanges(active, active, [{ from: 0, to: rows - 1 }]), still: true };
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

/** From the first to the last of the selected rows, which may have others between them; null on the header. */
export function selectedRows(selection: Selection | null): RowRange | null {
  const ranges = rowRanges(selection);
  const [first] = ranges;
  const last = ranges.at(-1);
  return first === undefined || last === undefined ? null : { from: first.from, to: last.to };
}

/** The selected rows from top to bottom; none when the focus is in the header. */
export function rowRanges(selection: Selection | null): readonly RowRange[] {
  if (selection === null || selection.active.row === headerRow) return [];
  const { anchor, active, ranges } = selection;
  return ranges ?? [between(Math.max(anchor.row, 0), active.row)];
}

export function countRows(selection: Selection | null): number {
  return rowRanges(selection).reduce((count, { from, to }) => count + to - from + 1, 0);
}

export function isRowSelected(selection: Selection | null, row: number): boolean {
  return isIn(rowRanges(selection), row);
}

/** The columns a selection covers; null for whole rows. */
export function selectedColumns(selection: Selection): { readonly from: number; readonly to: number } | null {
  if (selection.kind === "rows") return null;
  const { anchor, active } = selection;
  return { from: Math.min(anchor.column, active.column), to: Math.max(anchor.column, active.column) };
}

/** A single cell: copying it copies its text, not its row. */
export function isSingleCell(selection: Selection): boolean {
  const { anchor, active, kind } = selection;
  if (countRows(selection) > 1) return false;
  return anchor.row === active.row && (kind === "rows" || anchor.column === active.column);
}

/** Clamps a selection to a grid that lost rows or columns; null when nothing of it is left. */
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
  const ranges = selection.ranges
    ?.filter(({ from }) => from < size.rows)
    .map(({ from, to }) => ({ from, to: Math.min(to, size.rows - 1) }));
  const isWhole = ranges?.every(({ to }, index) => to === selection.ranges?.[index]?.to) ?? true;
  if (same && isWhole && ranges?.length === selection.ranges?.length) return selection;
  return { ...selection, anchor, active, ...(ranges === undefined ? {} : { ranges }) };
}
