import type { Locator, Page } from "@playwright/test";

/**
 * Finds elements for journeys in which a probe watches the page. To find by role and name Playwright computes both for
 * every element, inside the page, which blocks a full table longer than anything the probe should measure. So does an
 * expectation that is not met yet, which describes the whole page at each attempt; `waitFor` does not.
 */
export class QuickLocators {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  grid(label: string): Locator {
    return this.#page.locator(`[role="grid"][aria-label="${label}"]`);
  }

  /** A row by its number in the table, from 1 on, once its record is there. */
  row(number: number): Locator {
    return this.#page.locator(`.gridrow:not(.waiting)[data-row="${number - 1}"]`);
  }

  cell(text: string): Locator {
    return this.#page.locator(".gridrow .td", { hasText: new RegExp(`^${text}$`, "u") });
  }

  /** Rows whose records have not arrived yet. */
  get waitingRows(): Locator {
    return this.#page.locator(".gridrow.waiting");
  }

  head(column: string, sort: "none" | "ascending" | "descending" = "none"): Locator {
    return this.#page.locator(`[role="columnheader"][aria-label="${column}"][aria-sort="${sort}"]`);
  }

  view(name: string): Locator {
    return this.#page.locator(".viewbar .seg button", { hasText: new RegExp(`^${name}$`, "u") });
  }

  code(label: string): Locator {
    return this.#page.locator(`.codeview[aria-label="${label}"]`);
  }

  menuItem(text: string | RegExp): Locator {
    return this.#page.locator('.menu [role^="menuitem"]', { hasText: text });
  }

  button(label: string): Locator {
    return this.#page.locator(`button[aria-label="${label}"]`);
  }

  /** A click where the mouse is. Playwright's own click makes the page hit-test the target before each event. */
  async click(target: Locator, button: "left" | "right" = "left"): Promise<void> {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (box === null) throw new Error(`${String(target)} is not to be seen.`);
    await this.#page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { button });
  }

  treeItem(name: string): Locator {
    return this.#page.locator('.tree [role="treeitem"]', { hasText: new RegExp(`^${name}`, "u") });
  }
}
