import { useEffect, type RefObject } from "react";

/** Elements above and below the data in its pane that have buttons: strips, the find bar, pending changes. */
const bars = ":scope .respbody > :is(.strips, .notice, .findbar, .filters), :scope > .pendbar";

/**
 * The vertical bounds of the data in their row, for the record that covers the data in a narrow window: it must not
 * cover the buttons of the strips. Written as custom properties of the row.
 */
export function useDataEdges(row: RefObject<HTMLElement | null>, isOverlaid: boolean): void {
  useEffect(() => {
    const element = row.current;
    const work = element?.querySelector<HTMLElement>(":scope > .work");
    if (!isOverlaid || !element || !work) return undefined;
    const body = work.querySelector<HTMLElement>(":scope > .respbody");
    const sizes = new ResizeObserver(measure);
    const children = new MutationObserver(follow);

    function measure(): void {
      if (!element || !work) return;
      const { top, bottom } = element.getBoundingClientRect();
      let first = body?.getBoundingClientRect().top ?? top;
      let last = bottom;
      for (const bar of work.querySelectorAll(bars)) {
        const box = bar.getBoundingClientRect();
        if (bar.classList.contains("pendbar")) last = box.top;
        else first = Math.max(first, box.bottom);
      }
      element.style.setProperty("--data-top", `${first - top}px`);
      element.style.setProperty("--data-bottom", `${bottom - last}px`);
    }

    function follow(): void {
      if (!work) return;
      sizes.disconnect();
      children.disconnect();
      // Only siblings of the data are observed, since its rows come and go by the hundred.
      children.observe(work, { childList: true });
      for (const pane of work.querySelectorAll(".respbody")) children.observe(pane, { childList: true });
      for (const bar of work.querySelectorAll(bars)) sizes.observe(bar);
      if (element) sizes.observe(element);
    }

    follow();
    return () => {
      sizes.disconnect();
      children.disconnect();
    };
  }, [row, isOverlaid]);
}
