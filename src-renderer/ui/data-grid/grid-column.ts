import type { CSSProperties } from "react";

/** One visible column, in the order shown: pinned ones first. */
export interface GridColumn {
  readonly id: string;
  /** The header label; `id` is the full name. */
  readonly title: string;
  /** What its cells show besides its own value, such as `with name`. */
  readonly note?: string;
  /** CSS pixels. */
  readonly width: number;
  readonly pinned: boolean;
  readonly sort: "ascending" | "descending" | null;
  /** Its rank when more than one column sorts, from 1; null otherwise. */
  readonly sortRank: number | null;
  readonly filtered: boolean;
}

export const narrowestColumn = 40;
export const widestColumn = 2_000;
export const gutterWidth = 40;
/** Left and right padding of a cell, together. */
export const cellPadding = 20;

export function clampWidth(width: number): number {
  return Math.round(Math.min(Math.max(width, narrowestColumn), widestColumn));
}

/** `grid-template-columns` of all columns, for the variable `--columns`. */
export function columnTemplate(widths: readonly number[]): string {
  return widths.length === 0 ? "0px" : widths.map((width) => `${width}px`).join(" ");
}

/** The grid position of a column's cells; `--left` is where a pinned one stays while the others scroll sideways. */
export function columnStyle({ pinned }: GridColumn, index: number): CSSProperties {
  const style: CSSProperties & { "--left"?: string } = { gridColumn: index + 2 };
  if (pinned) style["--left"] = `var(--pin-${index})`;
  return style;
}

/** Left edge of every column from the left edge of the grid, gutter included. */
export function columnEdges(columns: readonly GridColumn[]): number[] {
  const edges: number[] = [];
  let left = gutterWidth;
  for (const { width } of columns) {
    edges.push(left);
    left += width;
  }
  edges.push(left);
  return edges;
}

/** Up to this number, which fits into a window, all columns are in the DOM; of more only those near enough. */
const manyColumns = 12;
const step = 4;

/** The columns worth having in the DOM (inclusive), in steps so that scrolling seldom changes them. */
export function columnsInSight(
  edges: readonly number[],
  scrollLeft: number,
  width: number,
): { readonly first: number; readonly last: number } {
  const count = edges.length - 1;
  if (count <= manyColumns) return { first: 0, last: count - 1 };
  let first = 0;
  while (first < count - 1 && (edges[first + 1] ?? 0) < scrollLeft + gutterWidth) first++;
  let last = first;
  while (last < count - 1 && (edges[last + 1] ?? 0) < scrollLeft + width) last++;
  // The next one on either side is there before it comes into sight.
  const from = Math.floor(Math.max(0, first - 1) / step) * step;
  return { first: from, last: Math.min(count - 1, Math.ceil((last + 2) / step) * step - 1) };
}

/** Where a dragged header would be dropped: before or after the column under the pointer, split at its middle. */
export function dropTarget(
  edges: readonly number[],
  x: number,
): { readonly index: number; readonly side: "before" | "after" } | null {
  const count = edges.length - 1;
  if (count === 0) return null;
  let index = 0;
  while (index < count - 1 && (edges[index + 1] ?? 0) <= x) index++;
  const middle = ((edges[index] ?? 0) + (edges[index + 1] ?? 0)) / 2;
  return { index, side: x < middle ? "before" : "after" };
}
