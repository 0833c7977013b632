import { useEffect, useRef, type RefObject } from "react";
import type { CurrentMatch } from "./code-view.tsx";

/** Pixels of text that stay visible next to a match. */
const margin = 80;

/** Scrolls a match into sight when its line is longer or, wrapped, higher than the window; once for each match. */
export function useShownMatch(
  scroller: RefObject<HTMLElement | null>,
  current: CurrentMatch | null,
  /** Changes when other lines are drawn: the line of a match may arrive later than the match. */
  drawn: unknown,
): void {
  const shown = useRef("");
  const name = current === null ? "" : `${current.line} ${current.start} ${current.length}`;
  useEffect(() => {
    if (name === "") shown.current = "";
    if (name === "" || name === shown.current) return;
    const view = scroller.current;
    const mark = view?.querySelector(".cl.cur mark.on");
    if (!view || !mark) return;
    shown.current = name;
    const box = view.getBoundingClientRect();
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    const gutter = mark.closest(".cl")?.querySelector(".ln")?.getBoundingClientRect().width ?? 0;
    const start = box.left + gutter;
    view.scrollBy({
      left: left < start || right > box.right ? left - start - margin : 0,
      top: top < box.top || bottom > box.bottom ? top - box.top - box.height / 2 : 0,
      behavior: "instant",
    });
  }, [name, scroller, drawn]);
}
