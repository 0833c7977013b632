import type { BrowserContext, Page } from "@playwright/test";

/** A step after which nothing in the page had the focus. */
export interface LostFocus {
  /** The last thing that was done: `keydown Escape in INPUT "Find"`. */
  readonly step: string;
  /** What had the focus last. */
  readonly vanished: string;
}

const binding = "reportLostFocus";

/**
 * Records in the page whenever the focus stays on the page itself after an action. There is one exception:
 * before the first action after a load nothing needs to have the focus.
 */
export async function recordFocus(context: BrowserContext, page: Page | null): Promise<readonly LostFocus[]> {
  const lost: LostFocus[] = [];
  await context.exposeBinding(binding, (_, found: LostFocus) => void lost.push(found));
  await context.addInitScript(watchFocus, binding);
  // The first window of Electron is loaded before a test can get it.
  await page?.evaluate(watchFocus, binding);
  return lost;
}

/** Runs in the page, so everything it needs is inside. */
function watchFocus(report: string): void {
  /** The application may need some frames to move the focus. Only frames count, however long they take. */
  const maxFrames = 12;
  let step: string | null = null;
  let vanished = "nothing yet";
  let isWatching = false;

  const describe = (target: EventTarget | null): string => {
    if (!(target instanceof Element)) return "the page";
    const name = target.getAttribute("aria-label") ?? target.textContent?.trim().slice(0, 40) ?? "";
    return `${target.getAttribute("role") ?? target.tagName.toLowerCase()} "${name}"`;
  };
  const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;
  const look = (): void => {
    if (isWatching || step === null || !isLost()) return;
    isWatching = true;
    let frames = 0;
    const watch = (): void => {
      if (!isLost()) {
        isWatching = false;
        return;
      }
      frames += 1;
      if (frames < maxFrames) {
        requestAnimationFrame(watch);
        return;
      }
      isWatching = false;
      const bindings = window as unknown as Record<string, ((found: object) => void) | undefined>;
      bindings[report]?.({ step, vanished });
    };
    requestAnimationFrame(watch);
  };
  for (const type of ["keydown", "pointerdown", "input", "drop"]) {
    addEventListener(
      type,
      (event) => {
        const key = event instanceof KeyboardEvent ? ` ${event.key}` : "";
        step = `${type}${key} on ${describe(event.target)}`;
        look();
      },
      true,
    );
  }
  addEventListener("pointerup", look, true);
  addEventListener("focusin", ({ target }) => (vanished = describe(target)), true);
  addEventListener("focusout", look, true);
}

/** Waits until the page has moved the focus. */
export async function settleFocus(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 14 && document.activeElement === document.body; frame += 1) {
      // oxlint-disable-next-line no-await-in-loop -- frames come one after the other
      await new Promise(requestAnimationFrame);
    }
  });
}
