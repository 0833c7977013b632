import { ArrowDown, ArrowUp, ChevronDown, Funnel, Pin } from "lucide-react";
import { memo, useRef, useState, type PointerEvent, type RefObject } from "react";
import { spelledOut } from "#shared/visible-text.ts";
import { Icon } from "../icon.tsx";
import { shortened } from "../shortened.ts";
import { visibleText } from "../visible-text.tsx";
import { clampWidth, columnEdges, columnStyle, columnTemplate, dropTarget, type GridColumn } from "./grid-column.ts";

export interface GridHeadProps {
  readonly columns: readonly GridColumn[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly firstColumn: number;
  readonly lastColumn: number;
  /** Column with the focus ring, when the focus is in the header. */
  readonly active: number | null;
  readonly idPrefix: string;
  readonly onSort: (column: string, more: boolean) => void;
  readonly onResize: (column: string, width: number) => void;
  readonly onFit: (column: string) => void;
  readonly onMove: (column: string, target: string, side: "before" | "after") => void;
  readonly onMenu: (column: string, anchor: Element) => void;
}

interface Drop {
  readonly index: number;
  readonly side: "before" | "after";
}

/** Below this distance a press on a head is a click, in CSS pixels. */
const dragThreshold = 5;

/** The column headers. Selecting cells does not render them again. */
export const GridHead = memo(function GridHead(props: GridHeadProps) {
  const { columns, scroller, firstColumn, lastColumn } = props;
  const [drop, setDrop] = useState<Drop | null>(null);
  const press = useRef<{ readonly column: string; readonly x: number; moved: boolean } | null>(null);

  function down(event: PointerEvent, column: string) {
    if (event.button !== 0) return;
    press.current = { column, x: event.clientX, moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function move(event: PointerEvent) {
    const pressed = press.current;
    const element = scroller.current;
    if (!pressed || !element) return;
    if (!pressed.moved && Math.abs(event.clientX - pressed.x) < dragThreshold) return;
    pressed.moved = true;
    const x = event.clientX - element.getBoundingClientRect().left + element.scrollLeft;
    const target = dropTarget(columnEdges(columns), x);
    setDrop(target === null || columns[target.index]?.id === pressed.column ? null : target);
  }

  function up(event: PointerEvent) {
    const pressed = press.current;
    press.current = null;
    setDrop(null);
    if (!pressed) return;
    if (!pressed.moved) props.onSort(pressed.column, event.shiftKey);
    const target = drop === null ? undefined : columns[drop.index];
    if (pressed.moved && drop !== null && target) props.onMove(pressed.column, target.id, drop.side);
  }

  return (
    <div role="row" className="gridhead" aria-rowindex={1}>
      <div role="columnheader" aria-colindex={1} className="th gut">
        <span className="sr">Row</span>
      </div>
      {columns.map((column, index) =>
        !column.pinned && (index < firstColumn || index > lastColumn) ? null : (
          // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the grid has the focus and names its active head
          <div
            key={column.id}
            id={`${props.idPrefix}-head-${index}`}
            role="columnheader"
            aria-colindex={index + 2}
            aria-sort={column.sort ?? "none"}
            aria-label={spelledOut(
              column.note === undefined ? shortened(column.title) : `${shortened(column.title)}, ${column.note}`,
            )}
            title={`${spelledOut(shortened(column.id))}${column.pinned ? ", pinned to the left" : ""}`}
            data-head={index}
            data-drop={drop?.index === index ? drop.side : undefined}
            className={headClass(columns, index, props.active === index)}
            style={columnStyle(column, index)}
            onPointerDown={(event) => down(event, column.id)}
            onPointerMove={move}
            onPointerUp={up}
            onPointerCancel={() => {
              press.current = null;
              setDrop(null);
            }}
            onContextMenu={(event) => {
              event.preventDefault();
              props.onMenu(column.id, event.currentTarget);
            }}
          >
            <HeadContent column={column} onMenu={props.onMenu} />
            <ColumnEdge {...props} index={index} />
          </div>
        ),
      )}
      <div className="th fill" role="presentation" style={{ gridColumn: columns.length + 2 }} />
    </div>
  );
});

function headClass(columns: readonly GridColumn[], index: number, active: boolean): string {
  const pinned = columns[index]?.pinned === true;
  const last = pinned && columns[index + 1]?.pinned !== true;
  return ["th", pinned ? "pin" : "", last ? "pinend" : "", active ? "is-focus-in" : ""].filter(Boolean).join(" ");
}

function HeadContent({ column, onMenu }: { column: GridColumn; onMenu: GridHeadProps["onMenu"] }) {
  return (
    <>
      <span className="thi">
        <span className="ell">{visibleText(shortened(column.title))}</span>
        {column.pinned && (
          <span className="thpin">
            <Icon of={Pin} size="xs" />
          </span>
        )}
        {column.note !== undefined && <span className="thnote">{column.note}</span>}
        {column.filtered && <Icon of={Funnel} size="xs" />}
        {column.sort !== null && (
          <span className="sorted">
            {column.sortRank}
            <Icon of={column.sort === "ascending" ? ArrowUp : ArrowDown} size="xs" />
          </span>
        )}
      </span>
      <button
        type="button"
        className="thm"
        tabIndex={-1}
        aria-label={`Menu of ${spelledOut(shortened(column.title))}`}
        aria-haspopup="menu"
        onPointerDown={(event) => event.stopPropagation()}
        onClick={(event) => onMenu(column.id, event.currentTarget)}
      >
        <Icon of={ChevronDown} size="xs" />
      </button>
    </>
  );
}

type EdgeProps = Pick<GridHeadProps, "columns" | "scroller" | "onResize" | "onFit"> & { readonly index: number };

/** Dragging sets the variable on the scroller and renders no row; the width is stored on release. */
function ColumnEdge({ columns, scroller, index, onResize, onFit }: EdgeProps) {
  const drag = useRef<{ readonly x: number; width: number } | null>(null);
  const [dragging, setDragging] = useState(false);
  const column = columns[index];
  if (!column) return null;

  function follow(event: PointerEvent) {
    const current = drag.current;
    if (!current || !column) return;
    event.stopPropagation();
    current.width = clampWidth(column.width + event.clientX - current.x);
    const widths = columns.map((each, position) => (position === index ? current.width : each.width));
    scroller.current?.style.setProperty("--columns", columnTemplate(widths));
  }

  return (
    <div
      className="thr"
      data-dragging={dragging || undefined}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, width: column.width };
        setDragging(true);
      }}
      onPointerMove={follow}
      onPointerUp={(event) => {
        event.stopPropagation();
        const width = drag.current?.width ?? column.width;
        drag.current = null;
        setDragging(false);
        if (width !== column.width) onResize(column.id, width);
      }}
      onDoubleClick={() => onFit(column.id)}
    />
  );
}
