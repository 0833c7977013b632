import { useRef, type KeyboardEvent, type PointerEvent } from "react";

export interface ResizeHandleProps {
  readonly label: string;
  /** Which edge of the panel it moves. */
  readonly edge: "left" | "right";
  readonly width: number;
  readonly least: number;
  readonly most: number;
  /** While dragging; nothing is stored yet. */
  readonly onResize: (width: number) => void;
  readonly onDone: (width: number) => void;
}

const keyStep = 16;

/** The edge of a panel: dragged by the pointer, moved by arrow keys (ARIA window splitter). */
export function ResizeHandle({ label, edge, width, least, most, onResize, onDone }: ResizeHandleProps) {
  const drag = useRef<{ readonly from: number; readonly width: number } | null>(null);
  const direction = edge === "right" ? 1 : -1;
  const within = (wanted: number): number => Math.round(Math.min(most, Math.max(least, wanted)));
  const dragged = (event: PointerEvent): number =>
    within((drag.current?.width ?? width) + direction * (event.clientX - (drag.current?.from ?? event.clientX)));

  function press(event: KeyboardEvent): void {
    const step = { ArrowLeft: -keyStep, ArrowRight: keyStep }[event.key];
    const wanted = step !== undefined ? width + direction * step : { Home: least, End: most }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    onDone(within(wanted));
  }

  return (
    // A splitter that can be moved takes the focus (ARIA 1.2, separator).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={`resize ${edge}`}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={press}
      onPointerDown={(event) => {
        drag.current = { from: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.dataset["dragging"] = "";
      }}
      onPointerMove={(event) => {
        if (drag.current) onResize(dragged(event));
      }}
      onPointerUp={(event) => {
        if (drag.current) onDone(dragged(event));
        drag.current = null;
        delete event.currentTarget.dataset["dragging"];
      }}
    />
  );
}
