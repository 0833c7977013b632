import type { Page } from "@playwright/test";

declare global {
  interface Window {
    /** Milliseconds of the longest block since the last call. */
    takeLongestBlock?: () => number;
  }
}

/**
 * Watches for times in which the page could do nothing else: by a timer that should fire every few milliseconds, and by
 * the browser's own list of long tasks. Runs in the page, so it is self-contained.
 */
function watch(): void {
  const every = 5;
  let last = performance.now();
  let longest = 0;
  const tick = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last - every);
    last = now;
  };
  setInterval(tick, every);
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  });
  observer.observe({ type: "longtask" });
  window.takeLongestBlock = () => {
    tick();
    for (const { duration } of observer.takeRecords()) longest = Math.max(longest, duration);
    const taken = longest;
    longest = 0;
    return taken;
  };
}

/** The longest block of a page, step by step. */
export class LongestBlock {
  readonly steps: { readonly step: string; readonly milliseconds: number }[] = [];
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async watch(page: Page): Promise<LongestBlock> {
    await page.evaluate(watch);
    return new LongestBlock(page);
  }

  /** Ends a step. What Playwright itself does in the page is measured with it. */
  async note(step: string): Promise<void> {
    const milliseconds = await this.#page.evaluate(() => window.takeLongestBlock?.() ?? 0);
    this.steps.push({ step, milliseconds });
  }

  get milliseconds(): number {
    return Math.max(0, ...this.steps.map((each) => each.milliseconds));
  }

  /** `longest block: 31 ms (sort 31, scroll 18, …)`. */
  toString(): string {
    const sorted = this.steps.toSorted((one, other) => other.milliseconds - one.milliseconds);
    const told = sorted.map(({ step, milliseconds }) => `${step} ${milliseconds.toFixed(0)}`).join(", ");
    return `longest block: ${this.milliseconds.toFixed(0)} ms (${told})`;
  }
}
