import { create } from "zustand";

/** The width of the pane that shows tables, in CSS pixels without the scroll bar; null before the first table. */
export const useTablePane = create<{ readonly width: number | null }>()(() => ({ width: null }));

/** While a pane is being resized, the columns follow after this pause, in milliseconds. */
const rest = 80;
let following: ReturnType<typeof setTimeout> | undefined;

/** Called by the table on screen. The first width is reported before anything is painted. */
export function tablePaneIs(width: number): void {
  clearTimeout(following);
  if (width <= 0 || useTablePane.getState().width === width) return;
  if (useTablePane.getState().width === null) useTablePane.setState({ width });
  else following = setTimeout(() => useTablePane.setState({ width }), rest);
}
