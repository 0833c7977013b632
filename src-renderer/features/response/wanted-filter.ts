import { useEffect } from "react";
import { create } from "zustand";
import type { Anchor } from "../../ui/data-grid/anchored-popover.tsx";

interface WantedFilter {
  readonly placeKey: string;
  readonly column: string;
  /** Where its form opens. */
  readonly at: Anchor;
}

const useWanted = create<{ readonly wanted: WantedFilter | null }>()(() => ({ wanted: null }));

/** Requests the filter form of a column from outside the table. */
export function wantFilter(wanted: WantedFilter): void {
  useWanted.setState({ wanted });
}

/** Opens the filter form that was requested. `open` must be stable between renders. */
export function useWantedFilter(placeKey: string, open: (column: string, at: Anchor) => void): void {
  const wanted = useWanted((state) => (state.wanted?.placeKey === placeKey ? state.wanted : null));
  useEffect(() => {
    if (wanted === null) return;
    useWanted.setState({ wanted: null });
    open(wanted.column, wanted.at);
  }, [wanted, open]);
}
