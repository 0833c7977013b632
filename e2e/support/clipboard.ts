import type { Page } from "@playwright/test";
import type { App } from "./host.ts";

/** Allows the use of the clipboard, and reads its current contents on either host. */
export async function openClipboard({ page, electron }: App): Promise<() => Promise<string>> {
  if (electron !== undefined) return () => electron.evaluate(({ clipboard }) => clipboard.readText());
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  return () => page.evaluate(() => navigator.clipboard.readText());
}

/** What the page copies next, which then does not reach the clipboard. Listens before it is awaited. */
export function nextCopied(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        navigator.clipboard.writeText = async (text) => resolve(text);
      }),
  );
}

/** The HTML that the page puts on the clipboard next, beside the text. Listens before it is awaited. */
export function nextHtml(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const kept = Object.getOwnPropertyDescriptor(DataTransfer.prototype, "setData");
        const setData = function (this: DataTransfer, format: string, text: string): void {
          (kept?.value as typeof setData | undefined)?.call(this, format, text);
          if (format === "text/html") resolve(text);
        };
        Object.defineProperty(DataTransfer.prototype, "setData", { configurable: true, value: setData });
      }),
  );
}
