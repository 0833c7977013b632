import { useEffect, useMemo, useState, type RefObject } from "react";

/** A longer selection loses its start when that scrolls away; use Save to copy more. */
const maxSelection = 1_000;

/**
 * The lines to keep in the DOM: those in sight and, while text is selected by mouse, those from its start on.
 * A selection is lost with the nodes that contain it.
 */
export function useKeptLines(scroller: RefObject<HTMLElement | null>, first: number, last: number): number[] {
  const [anchor, setAnchor] = useState<number | null>(null);

  useEffect(() => {
    const follow = (): void => {
      const selection = document.getSelection();
      const line = selection?.isCollapsed === false ? lineOf(selection.anchorNode, scroller.current) : null;
      setAnchor(line);
    };
    document.addEventListener("selectionchange", follow);
    return () => document.removeEventListener("selectionchange", follow);
  }, [scroller]);

  return useMemo(() => {
    const near = anchor !== null && anchor > first - maxSelection && anchor < last + maxSelection;
    const from = near ? Math.min(first, anchor) : first;
    const to = near ? Math.max(last, anchor) : last;
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  }, [anchor, first, last]);
}

function lineOf(node: Node | null, within: HTMLElement | null): number | null {
  if (!node || !within?.contains(node)) return null;
  const element = node instanceof Element ? node : node.parentElement;
  const line = element?.closest<HTMLElement>("[data-line]")?.dataset["line"];
  return line === undefined ? null : Number(line);
}
