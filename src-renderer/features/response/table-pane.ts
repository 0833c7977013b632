import { create } from "zustand";

/** The width of the pane in which tables are shown, in CSS pixels without the scroll bar; null before the first table. */
export const useTablePane = create<{ readonly width: number | null }>()(() => ({ width: null }));

/** While a pane is dragged to another width, the columns follow when it rests, in milliseconds. */
const rest = 80;
let following: ReturnType<typeof setTimeout> | undefined;

/** Told by the table on screen. The first width comes before anything is painted. */
export function tablePaneIs(width: number): void {
  clearTimeout(following);
  if (width <= 0 || useTablePane.getState().width === width) return;
  if (useTablePane.getState().width === null) useTablePane.setState({ width });
  else following = setTimeout(() => useTablePane.setState({ width }), rest);
}
