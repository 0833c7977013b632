import { useRef, type KeyboardEvent } from "react";
import type { Anchor } from "./anchored-popover.tsx";
import type { DataGridProps } from "./data-grid.tsx";
import { afterKey, headerRow } from "./selection.ts";
import { letterOf, typedMore, type Typed } from "./type-ahead.ts";

/** Step of Shift+Left and Shift+Right on a head, CSS pixels. */
const resizeStep = 8;

/** What the keys need besides the props of the grid. */
export interface GridInSight {
  /** Number of rows that fit into the viewport. */
  readonly page: number;
  readonly firstInSight: number;
  readonly cellElement: (row: number, column: number) => Element | null;
}

/** Every key of a grid: moving, selecting, editing, menus, copying and typing ahead. */
export function useGridKeys<Row>(props: DataGridProps<Row>, { page, firstInSight, cellElement }: GridInSight) {
  const { columns, rowCount, selection, onSelect } = props;
  const active = selection?.active ?? null;
  const typed = useRef<Typed | null>(null);

  return function keyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.target !== event.currentTarget) return;
    if (act(event) || edit(event) || seek(event)) {
      event.preventDefault();
      return;
    }
    typed.current = null;
    const control = event.ctrlKey || event.metaKey;
    const pressed = { key: event.key, shift: event.shiftKey, control, alt: event.altKey };
    const size = { rows: rowCount, columns: columns.length, page, first: firstInSight };
    const next = afterKey(selection, pressed, size);
    if (next === null) return;
    event.preventDefault();
    // A pinned column is always in sight, so the columns beside it have to be scrolled back as well.
    if (event.key === "Home") event.currentTarget.scrollLeft = 0;
    onSelect(next);
  };

  /** Keys that do something with the active cell or head; false when the key only moves. */
  function act(event: KeyboardEvent<HTMLDivElement>): boolean {
    const control = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (control && event.key.toLowerCase() === "c" && selection !== null) {
      props.onCopy(event.shiftKey);
      return true;
    }
    if (active === null) return false;
    const column = columns[active.column];
    const element = cellElement(active.row, active.column);
    if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      if (!element || !column) return true;
      if (active.row === headerRow) props.onColumnMenu(column.id, below(element));
      else props.onCellMenu(below(element), "cell");
      return true;
    }
    if (active.row === headerRow && column) {
      if (event.key === "ArrowDown" && event.altKey && element) {
        props.onColumnMenu(column.id, below(element));
        return true;
      }
      if (event.key === "Enter" || event.key === " ") {
        props.onSort(column.id, event.shiftKey);
        return true;
      }
      const step = { ArrowLeft: -resizeStep, ArrowRight: resizeStep }[event.key];
      if (event.shiftKey && step !== undefined) {
        props.onResize(column.id, column.width + step);
        return true;
      }
      return false;
    }
    if (event.key === "Enter" && !control) {
      props.onOpen(active.row, active.column);
      return true;
    }
    const isPlain = !event.shiftKey && !event.altKey;
    if (event.key === "Delete" && isPlain && !control) {
      props.onRecordKey("delete");
      return true;
    }
    if (control && isPlain && event.key.toLowerCase() === "d") {
      props.onRecordKey("duplicate");
      return true;
    }
    return false;
  }

  function seek(event: KeyboardEvent<HTMLDivElement>): boolean {
    const column = columns[active?.column ?? 0];
    const letter = letterOf(event, typed.current, event.timeStamp);
    if (letter === null || column === undefined || rowCount === 0) return false;
    typed.current = typedMore(typed.current, letter, event.timeStamp);
    const { text } = typed.current;
    const here = Math.max(0, active?.row ?? 0);
    // A longer prefix may still match this row; a single letter moves on.
    props.onSeek(column.id, text, Array.from(text).length > 1 || active === null ? here : (here + 1) % rowCount);
    return true;
  }

  /** F2, and where typing edits, letters that belong to no command. The selection handles the space key. */
  function edit(event: KeyboardEvent<HTMLDivElement>): boolean {
    if (active === null || active.row === headerRow || event.nativeEvent.isComposing) return false;
    const { key, ctrlKey, altKey, metaKey } = event;
    const isCommand = (ctrlKey || altKey || metaKey) && !event.getModifierState("AltGraph");
    if (isCommand) return false;
    if (key === "F2") props.onEdit(active.row, active.column, { by: "key" });
    else if (props.typingEdits && key.length === 1 && key !== " ")
      props.onEdit(active.row, active.column, { by: "typing", text: key });
    else return false;
    return true;
  }
}

/** The anchor of a menu. */
export function below(element: Element): Anchor {
  const box = element.getBoundingClientRect();
  return { x: box.left, y: box.bottom };
}
