import { useLayoutEffect, type RefObject } from "react";
import type { GridHandle, ScrollOffset } from "../../ui/data-grid/data-grid.tsx";

interface Left {
  readonly documentId: string;
  readonly offset: ScrollOffset;
  readonly hadFocus: boolean;
}

/** How the table of each location was scrolled, by the key of the location. */
const left = new Map<string, Left>();

/** After a refresh the table is scrolled as before, and has the focus if it had it before. */
export function useKeptScroll(placeKey: string, documentId: string, grid: RefObject<GridHandle | null>): void {
  useLayoutEffect(() => {
    const handle = grid.current;
    const before = left.get(placeKey);
    left.delete(placeKey);
    if (before !== undefined && before.documentId !== documentId && handle !== null) {
      handle.scrollTo(before.offset);
      if (before.hadFocus) handle.focus();
    }
    return () => {
      if (handle !== null)
        left.set(placeKey, { documentId, offset: handle.scrollOffset(), hadFocus: handle.hasFocus() });
    };
  }, [placeKey, documentId, grid]);
}
