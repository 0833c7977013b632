/**
 * Chromium loses pixels above about 16 million; rows further down could not be reached. Above this height
 * the scrollbar represents a list longer than its own height.
 */
export const tallestScroll = 10_000_000;

/** All in CSS pixels. `content` is the real height of the list, `viewport` the height of what is seen of it. */
export interface ScrollSize {
  readonly content: number;
  readonly viewport: number;
}

/** `scrollTop` of the element and the offset in the list that is seen at its top edge. */
export interface ScrollPosition {
  readonly scrollTop: number;
  readonly offset: number;
}

export function scrollHeight({ content }: ScrollSize): number {
  return Math.min(content, tallestScroll);
}

function maxScroll(size: ScrollSize): number {
  return Math.max(0, scrollHeight(size) - size.viewport);
}

function maxOffset(size: ScrollSize): number {
  return Math.max(0, size.content - size.viewport);
}

/** The scrollbar position when `offset` is at the top edge. */
export function positionAt(offset: number, size: ScrollSize): ScrollPosition {
  const clamped = Math.min(Math.max(offset, 0), maxOffset(size));
  if (size.content <= tallestScroll) return { scrollTop: clamped, offset: clamped };
  return { scrollTop: (clamped / maxOffset(size)) * maxScroll(size), offset: clamped };
}

/**
 * Where the list stands after the element was scrolled to `scrollTop`.
 *
 * In a list that is not taller than the scrollbar both are the same. In a taller one a step below the height of
 * the viewport (wheel, touchpad) moves the list by as many pixels, so that no row can be jumped over; anything
 * longer (the thumb, a click in the track) is a place in the whole.
 */
export function afterScroll(before: ScrollPosition, scrollTop: number, size: ScrollSize): ScrollPosition {
  if (size.content <= tallestScroll) return { scrollTop, offset: scrollTop };
  const step = scrollTop - before.scrollTop;
  const limit = maxOffset(size);
  if (Math.abs(step) > size.viewport) {
    return { scrollTop, offset: Math.min((scrollTop / maxScroll(size)) * limit, limit) };
  }
  return { scrollTop, offset: Math.min(Math.max(before.offset + step, 0), limit) };
}

/** First and last row (inclusive) to keep in the DOM; last is -1 when there is none. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** Rows in sight and `overscan` more on both sides. */
export function rowsInSight(
  offset: number,
  size: ScrollSize,
  rowHeight: number,
  count: number,
  overscan: number,
): RowRange {
  if (count === 0) return { first: 0, last: -1 };
  const first = Math.max(0, Math.floor(offset / rowHeight) - overscan);
  const last = Math.min(count - 1, Math.ceil((offset + size.viewport) / rowHeight) - 1 + overscan);
  return { first: Math.min(first, count - 1), last: Math.max(last, 0) };
}

/** The nearest offset at which a row stands whole in sight; the present one when it does already. */
export function offsetShowing(row: number, offset: number, size: ScrollSize, rowHeight: number): number {
  const top = row * rowHeight;
  if (top < offset) return top;
  if (top + rowHeight > offset + size.viewport) return top + rowHeight - size.viewport;
  return offset;
}
