import { useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from "react";

/** Left and right of a row, its frame, and the scrollbar, in CSS pixels. */
const besideText = 16 + 2 + 14;

/**
 * The number of letters changes in steps of this size, so resizing a panel does not lay out the value again with every
 * pixel.
 */
const step = 4;

const least = 8;
const most = 240;

/** How many letters fit into a row of an element; null until it was measured. */
function useColumns(box: RefObject<HTMLElement | null>): number | null {
  const [columns, setColumns] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = (): void => {
      const probe = document.createElement("span");
      probe.className = "code";
      probe.textContent = "0".repeat(100);
      probe.style.cssText = "position:absolute;visibility:hidden";
      element.append(probe);
      const letter = probe.getBoundingClientRect().width / 100;
      probe.remove();
      const fitting = letter === 0 ? least : Math.floor((element.clientWidth - besideText) / letter);
      setColumns(Math.min(most, Math.max(least, fitting - (fitting % step))));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return columns;
}

/** Lays out its content for the number of letters that fit into a row. */
export function Measured({ children }: { readonly children: (columns: number) => ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const columns = useColumns(box);
  return (
    <div className="longbox" ref={box}>
      {columns !== null && children(columns)}
    </div>
  );
}
