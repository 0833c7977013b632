import { useRef, type MouseEvent, type PointerEvent } from "react";
import type { Anchor } from "./anchored-popover.tsx";
import {
  addRows,
  choose,
  extend,
  extendRows,
  isRowSelected,
  moveFocus,
  selectedColumns,
  toggleRow,
  type CellPosition,
  type Selection,
} from "./selection.ts";

interface PointerTarget extends CellPosition {
  readonly gutter: boolean;
}

interface Selecting {
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: (row: number, column: number) => void;
  readonly onEdit: (row: number, column: number, start: { readonly by: "pointer" }) => void;
  readonly onCellMenu: (anchor: Anchor, of: "row" | "cell") => void;
}

/** On a Mac, a click with Ctrl opens the menu. */
const isMac = navigator.userAgent.includes("Mac");

/** Mouse and pen on the rows of a grid: choose, extend by Shift or by dragging, edit, context menu. */
export function useGridPointer({ selection, onSelect, onOpen, onEdit, onCellMenu }: Selecting) {
  const dragging = useRef<{ readonly extend: (position: CellPosition) => Selection; at: string } | null>(null);

  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    const target = targetOf(event);
    if (!target || event.button > 0 || isControl(event)) return;
    const position = withColumn(target, selection);
    const plain = target.gutter ? extendRows : extend;
    const adds = isMac ? event.metaKey : event.ctrlKey;
    const next = event.shiftKey
      ? (adds ? addRows : plain)(selection, position)
      : adds
        ? toggleRow(selection, position)
        : choose(position);
    // A drag extends the selection made by the press, so dragging back undoes it.
    const extendTo = (to: CellPosition): Selection => (adds ? addRows : plain)(next, to);
    // A small movement does not add a row again that the press has removed.
    const drags = event.pointerType !== "touch" && (!adds || isRowSelected(next, position.row));
    dragging.current = drags ? { extend: extendTo, at: keyOf(target) } : null;
    onSelect(next);
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const drag = dragging.current;
    if (!drag) return;
    if ((event.buttons & 1) === 0) {
      dragging.current = null;
      return;
    }
    const target = targetOf(event);
    if (!target || keyOf(target) === drag.at) return;
    drag.at = keyOf(target);
    onSelect(drag.extend(withColumn(target, selection)));
  }

  function onDoubleClick(event: MouseEvent<HTMLDivElement>) {
    const target = targetOf(event);
    if (!target || isControl(event)) return;
    const { row, column } = withColumn(target, selection);
    if (target.gutter) onOpen(row, column);
    else onEdit(row, column, { by: "pointer" });
  }

  /** A double click edits; it must not select the text of the cell as well. */
  function onMouseDown(event: MouseEvent<HTMLDivElement>) {
    if (event.detail > 1 && targetOf(event) && !isControl(event)) event.preventDefault();
  }

  function onContextMenu(event: MouseEvent<HTMLDivElement>) {
    const target = targetOf(event);
    if (!target) return;
    event.preventDefault();
    const position = withColumn(target, selection);
    if (selection === null || !covers(selection, target)) onSelect(choose(position));
    // The menu is for the cell under the pointer; selected rows stay selected.
    else if (selection.kind === "rows" && keyOf(selection.active) !== keyOf(position)) {
      onSelect(moveFocus(selection, position));
    }
    onCellMenu({ x: event.clientX, y: event.clientY }, target.gutter ? "row" : "cell");
  }

  return {
    onPointerDown,
    onPointerMove,
    onPointerUp: () => {
      dragging.current = null;
    },
    onMouseDown,
    onDoubleClick,
    onContextMenu,
  };
}

function targetOf(event: MouseEvent): PointerTarget | null {
  if (!(event.target instanceof Element)) return null;
  const row = event.target.closest<HTMLElement>("[data-row]")?.dataset["row"];
  if (row === undefined) return null;
  const column = event.target.closest<HTMLElement>("[data-column]")?.dataset["column"];
  return { row: Number(row), column: Number(column ?? 0), gutter: column === undefined };
}

/** A click outside the cells keeps the focused column. */
function withColumn(target: PointerTarget, selection: Selection | null): CellPosition {
  return { row: target.row, column: target.gutter ? (selection?.active.column ?? 0) : target.column };
}

function keyOf({ row, column }: CellPosition): string {
  return `${row} ${column}`;
}

function isControl(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest("button, a, input, select") !== null;
}

function covers(selection: Selection | null, { row, column, gutter }: PointerTarget): boolean {
  if (selection === null || !isRowSelected(selection, row)) return false;
  const columns = selectedColumns(selection);
  return columns === null || gutter || (column >= columns.from && column <= columns.to);
}
