import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What axe calls serious or critical, one line each; without `rules`, all of its rules apply. */
export async function seriousProblems(page: Page, where: string, rules: readonly string[] = []): Promise<string[]> {
  // Legacy mode: the default opens a blank page for its last step, which Electron's window does not allow.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (rules.length > 0) axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${where}: ${id} at ${target.join(" ")}`));
}

/**
 * Texts whose contrast axe cannot determine, because something overlaps their background. Texts that are cut off at
 * the edge of a scrolling pane, or too short to be text, are checked where they are visible.
 */
export async function undecidedContrast(page: Page, where: string): Promise<string[]> {
  const { incomplete } = await new AxeBuilder({ page }).setLegacyMode(true).withRules(["color-contrast"]).analyze();
  return incomplete
    .flatMap(({ nodes }) => nodes)
    .filter(({ any }) => any.some(({ data }) => hasKey(data) && data.messageKey === "bgOverlap"))
    .map(({ target }) => `${where}: contrast undecided at ${target.join(" ")}`);
}

function hasKey(data: unknown): data is { readonly messageKey: unknown } {
  return typeof data === "object" && data !== null && "messageKey" in data;
}

/** One heading of the first level, no level left out, and trees that contain only groups and items. */
export async function outlineProblems(page: Page, where: string): Promise<string[]> {
  const found = await page.evaluate(() => {
    const levels = [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6, [role=heading])")].map((heading) =>
      Number(heading.getAttribute("aria-level") ?? heading.tagName.slice(1)),
    );
    const problems: string[] = [];
    const firsts = document.querySelectorAll("h1").length;
    if (firsts !== 1) problems.push(`${firsts} headings of the first level`);
    if (levels[0] !== 1) problems.push("the page does not begin with its heading");
    const jump = levels.findIndex((level, index) => level > (levels[index - 1] ?? 0) + 1);
    if (jump !== -1) problems.push(`level ${levels[jump]} after ${levels[jump - 1]}`);
    for (const tree of document.querySelectorAll("[role=tree]")) {
      if (tree.querySelector("h1, h2, h3, h4, h5, h6, [role=heading]")) problems.push("a heading in a tree");
      for (const child of tree.children) {
        const title = document.getElementById(child.getAttribute("aria-labelledby") ?? "");
        const isGroup = child.getAttribute("role") === "group" && (title?.textContent ?? "") !== "";
        if (!isGroup && child.getAttribute("role") !== "treeitem") problems.push("a tree with more than groups");
      }
      for (const item of tree.querySelectorAll("[role=treeitem]")) {
        if (item.getAttribute("aria-level") === null) problems.push(`an item without a level: ${item.textContent}`);
      }
      if (tree.querySelectorAll("[role=treeitem][tabindex='0']").length !== 1)
        problems.push("a tree with more than one tab stop");
    }
    return problems;
  });
  return found.map((problem) => `${where}: ${problem}`);
}
