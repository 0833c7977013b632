import type { Page } from "@playwright/test";

/**
 * Controls that cannot be clicked after they are scrolled into view, with the reason. `within` limits this to a part of
 * the window, while it covers another one.
 */
export async function unreachableControls(page: Page, where: string, within = "body"): Promise<string[]> {
  const found = await page.evaluate((part) => {
    const kinds =
      "button, a[href], input, textarea, select, [role=tab], [role=treeitem], [role=menuitem], [role=option]";
    const problems: string[] = [];
    const nameOf = (element: Element): string =>
      `${element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40) ?? ""} (${element.className})`;
    /** The visible part of an element: clipped by every ancestor that clips, and by the window. */
    const seen = (element: Element): DOMRect => {
      const own = element.getBoundingClientRect();
      let [left, top, right, bottom] = [own.left, own.top, own.right, own.bottom];
      const cut = (by: { left: number; top: number; right: number; bottom: number }): void => {
        [left, top] = [Math.max(left, by.left), Math.max(top, by.top)];
        [right, bottom] = [Math.min(right, by.right), Math.min(bottom, by.bottom)];
      };
      for (let each = element.parentElement; each !== null; each = each.parentElement) {
        if (getComputedStyle(each).overflow !== "visible") cut(each.getBoundingClientRect());
      }
      cut({ left: 0, top: 0, right: innerWidth, bottom: innerHeight });
      return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    };
    const dialog = [...document.querySelectorAll("[role=dialog], [role=alertdialog]")].at(-1);
    for (const element of (dialog ?? document.querySelector(part) ?? document).querySelectorAll<HTMLElement>(kinds)) {
      const style = getComputedStyle(element);
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      // A native control under a styled one, and cells of a table, which scrolls on its own.
      if (
        style.clipPath !== "none" ||
        element.closest(".sr, [data-rac] [style*='clip'], [role=grid], [aria-hidden=true]")
      )
        continue;
      element.scrollIntoView({ block: "nearest", inline: "nearest" });
      const { width, height } = element.getBoundingClientRect();
      const shown = seen(element);
      if (shown.width < Math.min(width, 8) || shown.width < width * 0.9 || shown.height < height * 0.9) {
        problems.push(`cut: ${nameOf(element)}`);
        continue;
      }
      const hit = document.elementFromPoint(shown.left + shown.width / 2, shown.top + shown.height / 2);
      if (hit === null || (!element.contains(hit) && !hit.contains(element))) {
        problems.push(`covered by ${hit === null ? "nothing" : nameOf(hit)}: ${nameOf(element)}`);
      }
    }
    return problems;
  }, within);
  return found.map((problem) => `${where}: ${problem}`);
}

/** What has to be scrolled sideways to be read. Only tables, code and bytes may. */
export async function scrolledSideways(page: Page, where: string): Promise<string[]> {
  const found = await page.evaluate(() => {
    const mayScroll = ".tablewrap, .codeview, .matrixpane, pre, .code, textarea, input";
    return [...document.querySelectorAll("*")]
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      .filter(
        (element) => /auto|scroll/u.test(getComputedStyle(element).overflowX) && element.closest(mayScroll) === null,
      )
      .map((element) => `${element.className} is ${element.scrollWidth} wide in ${element.clientWidth}`);
  });
  return found.map((problem) => `${where}: ${problem}`);
}
