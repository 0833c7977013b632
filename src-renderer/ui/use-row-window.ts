import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from "react";
import {
  afterScroll,
  offsetShowing,
  positionAt,
  rowsInSight,
  scrollHeight,
  type RowRange,
  type ScrollPosition,
} from "./scroll-map.ts";

export interface RowWindowOptions {
  readonly count: number;
  /** CSS pixels; the same for every row. */
  readonly rowHeight: number;
  /** Pixels of the scroller that a sticky header covers. */
  readonly covered: number;
  /** Pixels above and below the rows, together. */
  readonly padding: number;
}

/** Rows of a scroller that should be in the DOM. `top` is the position of a row inside `rows`. */
export interface RowWindow extends RowRange {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The element that holds the rows; this hook sets its `top`. */
  readonly rows: RefObject<HTMLDivElement | null>;
  readonly height: number;
  /** Number of rows that fit into the viewport. */
  readonly page: number;
  readonly top: (row: number) => number;
  readonly showRow: (row: number, place?: "nearest" | "middle") => void;
  readonly onScroll: () => void;
  /** Its left edge is out of sight. */
  readonly sideways: boolean;
}

/** Rows are placed relative to every 500th, so that scrolling moves none of them. */
const stride = 500;
/** Rows kept above and below the visible ones. */
const overscan = 8;

/** The first visible row of a window: except at the start of the list, some rows above it are rendered too. */
export function firstInSight(first: number): number {
  return first === 0 ? 0 : first + overscan;
}

/**
 * The window of a list of any length over rows of one height. Above ten million pixels the scrollbar represents
 * a longer list (see `scroll-map.ts`), and the rows are moved under it.
 */
export function useRowWindow({ count, rowHeight, covered, padding }: RowWindowOptions): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const position = useRef<ScrollPosition>({ scrollTop: 0, offset: 0 });
  const settle = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [viewport, setViewport] = useState(0);
  const [sideways, setSideways] = useState(false);
  const [range, setRange] = useState<RowRange>({ first: 0, last: -1 });
  const size = useMemo(
    () => ({ content: count * rowHeight + padding, viewport }),
    [count, rowHeight, padding, viewport],
  );
  const base = Math.floor(range.first / stride) * stride;
  const shownBase = useRef(base);

  const place = useCallback(() => {
    if (!rows.current) return;
    const { scrollTop, offset } = position.current;
    rows.current.style.top = `${shownBase.current * rowHeight - offset + scrollTop + padding / 2}px`;
  }, [rowHeight, padding]);

  const refresh = useCallback(() => {
    const next = rowsInSight(position.current.offset, size, rowHeight, count, overscan);
    setRange((known) => (known.first === next.first && known.last === next.last ? known : next));
    place();
  }, [size, rowHeight, count, place]);

  const moveTo = useCallback(
    (offset: number) => {
      if (!scroller.current) return;
      const wanted = positionAt(offset, size);
      scroller.current.scrollTop = wanted.scrollTop;
      // The browser rounds; the next step counts from the actual position.
      position.current = { scrollTop: scroller.current.scrollTop, offset: wanted.offset };
      if (size.content === scrollHeight(size))
        position.current = { ...position.current, offset: scroller.current.scrollTop };
      refresh();
    },
    [size, refresh],
  );

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    setSideways(element.scrollLeft > 0);
    if (element.scrollTop === position.current.scrollTop) return;
    position.current = afterScroll(position.current, element.scrollTop, size);
    refresh();
    if (size.content === scrollHeight(size)) return;
    // Wheel steps let scrollbar and list drift apart; they are aligned at rest, or before an end stops the wheel.
    clearTimeout(settle.current);
    const meet = (): void => moveTo(position.current.offset);
    const atEnd = element.scrollTop < 1 || element.scrollTop > scrollHeight(size) - viewport - 1;
    if (atEnd) meet();
    else settle.current = setTimeout(meet, 150);
  }, [size, viewport, refresh, moveTo]);

  useEffect(() => () => clearTimeout(settle.current), []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = (): void => setViewport(Math.max(0, element.clientHeight - covered));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [covered]);

  useLayoutEffect(() => {
    const element = scroller.current;
    // At the top it stays regardless of the height; reading the height would force another layout.
    const mayMove = position.current.scrollTop > 0;
    if (element && mayMove && size.content === scrollHeight(size)) {
      position.current = { scrollTop: element.scrollTop, offset: element.scrollTop };
    }
    refresh();
  }, [size, refresh]);

  useLayoutEffect(() => {
    shownBase.current = base;
    place();
  }, [base, place]);

  const show = (row: number, where: "nearest" | "middle"): void => {
    const { offset } = position.current;
    // During the first render the height is not known: every row but the first would seem out of sight.
    const height = viewport > 0 ? viewport : Math.max(0, (scroller.current?.clientHeight ?? 0) - covered);
    const nearest = offsetShowing(row, offset, { ...size, viewport: height }, rowHeight);
    if (nearest === offset) return;
    moveTo(where === "middle" ? row * rowHeight - Math.max(0, (height - rowHeight) / 2) : nearest);
  };
  const latestShow = useRef(show);
  useLayoutEffect(() => {
    latestShow.current = show;
  });
  // The same function however long the list grows: more rows must not scroll to a row again.
  const showRow = useCallback(
    (row: number, where: "nearest" | "middle" = "nearest") => latestShow.current(row, where),
    [],
  );

  const top = useCallback((row: number) => (row - base) * rowHeight, [base, rowHeight]);
  const last = Math.min(range.last, count - 1);
  return {
    scroller,
    rows,
    height: scrollHeight(size),
    page: Math.max(1, Math.floor(viewport / rowHeight) - 1),
    first: range.first,
    last,
    top,
    showRow,
    onScroll,
    sideways,
  };
}
