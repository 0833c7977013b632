import { Check, GripVertical, Pin, Search } from "lucide-react";
import { useId, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { spelledOut } from "#shared/visible-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { useRowWindow } from "../../ui/use-row-window.ts";
import { visibleText } from "../../ui/visible-text.tsx";
import { hideColumn, moveColumn, pinColumn, stepColumn, visibleColumns } from "./column-layout.ts";
import { columnItems, filledWords, nextItem, type ColumnItem } from "./column-list.ts";
import { formatAmount } from "./format.ts";
import type { Columns } from "./use-columns.ts";

export interface ColumnListProps {
  readonly columns: Columns;
  /** The number of records in which each column holds a value; empty while that is not known. */
  readonly filled: ReadonlyMap<string, number>;
}

/** The height of a line in CSS pixels, as in the style sheet, and the maximum number of visible lines. */
const lineHeight = 28;
const maxLines = 19;

/**
 * The columns with a search field. The field keeps the focus and points to the active line: arrow keys move over the
 * lines, Enter shows or hides, Alt with an arrow moves the column, Alt+P pins it. Only visible lines are in the page.
 */
export function ColumnList({ columns, filled }: ColumnListProps) {
  const { layout, arrange, names } = columns;
  const id = useId();
  const [search, setSearch] = useState("");
  const [opened, setOpened] = useState<ReadonlySet<"shown" | "hidden">>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const shown = visibleColumns(layout);
  const hidden = layout.order.filter((column) => layout.hidden.has(column));
  const items = columnItems({ shown, hidden, search, nameOf: names.shown, opened });
  const place = items.findIndex((item) => item.id === active);
  const { scroller, rows, first, last, top, height, showRow, onScroll } = useRowWindow({
    count: items.length,
    rowHeight: lineHeight,
    covered: 0,
    padding: 0,
  });
  const drag = useColumnDrag((column, y) => {
    const list = scroller.current;
    if (list === null) return null;
    const at = Math.floor((y - list.getBoundingClientRect().top + list.scrollTop) / lineHeight);
    const item = items[at];
    if (item?.kind !== "column" || !item.isShown || item.column === column) return null;
    return { column: item.column, side: shown.indexOf(item.column) > shown.indexOf(column) ? "after" : "before" };
  });

  function goTo(index: number): void {
    const item = items[index];
    if (item === undefined) return;
    setActive(item.id);
    showRow(index);
  }

  function choose(item: ColumnItem | undefined): void {
    if (item?.kind === "more") setOpened(new Set([...opened, item.of]));
    else if (item?.kind === "all") arrange({ ...layout, hidden: new Set() });
    else if (item?.kind === "column") arrange(hideColumn(layout, item.column, item.isShown));
  }

  function move(column: string, by: 1 | -1): void {
    const next = stepColumn(layout, column, by);
    if (next === layout) return;
    arrange(next);
    const order = visibleColumns(next);
    setSaid(`${names.shown(column)} is column ${order.indexOf(column) + 1} of ${order.length}.`);
  }

  function keyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    const item = items[place];
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined;
    if (by !== undefined && event.altKey && item?.kind === "column" && item.isShown) move(item.column, by);
    else if (by !== undefined && !event.altKey) goTo(nextItem(items, place, by));
    else if (event.key === "Enter") choose(item ?? items[nextItem(items, -1, 1)]);
    else if (event.altKey && event.code === "KeyP" && item?.kind === "column" && item.isShown) {
      arrange(pinColumn(layout, item.column, !layout.pinned.has(item.column)));
    } else return;
    event.preventDefault();
  }

  const lines = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
  return (
    <>
      <span className="in sm colsearch">
        <Icon of={Search} size="s" />
        <input
          role="combobox"
          aria-label="Find a column"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={place < 0 ? undefined : `${id}-${place}`}
          placeholder={`Find among ${formatAmount(layout.order.length, "column")}`}
          title="Enter shows or hides, Alt with an arrow moves, Alt with P pins"
          value={search}
          spellCheck={false}
          autoComplete="off"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the menu was opened to find a column
          autoFocus
          onChange={(event) => {
            setSearch(event.target.value);
            setActive(null);
          }}
          onKeyDown={keyDown}
        />
      </span>
      <div
        ref={scroller}
        id={`${id}-list`}
        className="collist"
        role="listbox"
        aria-label="Columns"
        aria-multiselectable="true"
        style={{ height: Math.min(items.length, maxLines) * lineHeight }}
        onScroll={onScroll}
      >
        <div role="presentation" style={{ height }}>
          <div role="presentation" className="collines" ref={rows}>
            {lines.map((index) => {
              const item = items[index];
              if (item === undefined) return null;
              const style = { top: top(index) };
              if (item.kind === "heading") {
                return (
                  <div key={item.id} role="presentation" className="colhead" style={style}>
                    {item.text}
                  </div>
                );
              }
              const isActive = place === index;
              if (item.kind !== "column") {
                return (
                  <div
                    key={item.id}
                    id={`${id}-${index}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={false}
                    className={isActive ? "colline more is-active" : "colline more"}
                    style={style}
                    onClick={() => choose(item)}
                    onKeyDown={noKey}
                  >
                    {item.text}
                  </div>
                );
              }
              const { column, isShown } = item;
              const isPinned = layout.pinned.has(column);
              const words = isShown ? (isPinned ? "pinned" : "") : filledWords(filled.get(column));
              return (
                <div
                  key={item.id}
                  id={`${id}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={isShown}
                  title={spelledOut(column)}
                  data-drop={drag.target?.column === column ? drag.target.side : undefined}
                  className={isActive ? "colline is-active" : "colline"}
                  style={style}
                  onClick={() => choose(item)}
                  onKeyDown={noKey}
                >
                  <span
                    className="grip"
                    {...(isShown
                      ? drag.handlers(column, (target, side) => arrange(moveColumn(layout, column, target, side)))
                      : {})}
                  >
                    <Icon of={GripVertical} size="s" />
                  </span>
                  <span className="check" data-selected={isShown || undefined}>
                    <Icon of={Check} />
                  </span>
                  <span className="mono ell">{visibleText(names.shown(column))}</span>
                  <span className="sr"> {isShown ? "shown" : "hidden"} </span>
                  <span className="colwords">{words}</span>
                  {isShown && (
                    // By keyboard this is Alt+P, and the accessible name of the line says whether it is pinned.
                    <span
                      className="colpin"
                      aria-hidden="true"
                      title={isPinned ? "Unpin" : "Pin to the left"}
                      data-pinned={isPinned || undefined}
                      onClick={(event) => {
                        event.stopPropagation();
                        arrange(pinColumn(layout, column, !isPinned));
                      }}
                    >
                      <Icon of={Pin} size="s" />
                    </span>
                  )}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {items.length === 0 && <p className="colnone">No column has this in its name.</p>}
      <span className="sr" aria-live="polite">
        {said}
      </span>
    </>
  );
}

/** The field has the focus and receives all keys. */
const noKey = (): void => {};

interface DropTarget {
  readonly column: string;
  readonly side: "before" | "after";
}

/** Dragging a grip; `targetAt` returns the column beside which it would land. */
function useColumnDrag(targetAt: (column: string, y: number) => DropTarget | null) {
  const [target, setTarget] = useState<DropTarget | null>(null);
  const dragging = useRef(false);
  const handlers = (column: string, onDrop: (target: string, side: DropTarget["side"]) => void) => ({
    onClick: (event: { stopPropagation: () => void }) => event.stopPropagation(),
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      dragging.current = true;
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (dragging.current) setTarget(targetAt(column, event.clientY));
    },
    onPointerUp: () => {
      if (target !== null && dragging.current) onDrop(target.column, target.side);
      dragging.current = false;
      setTarget(null);
    },
    onPointerCancel: () => {
      dragging.current = false;
      setTarget(null);
    },
  });
  return { target, handlers };
}
