import type { WebContents } from "electron";
import { isRendererUrl, rendererUrl } from "./renderer-origin.ts";

/** The channel on which the preload reports that a script has emptied the document, which is not a navigation. */
const emptied = "page-emptied";

function isOurPage(url: string): boolean {
  return isRendererUrl(url) && new URL(url).pathname === new URL(rendererUrl).pathname;
}

/**
 * Loads our page again whenever the window shows something else. Navigations are refused before they begin, with three
 * exceptions. `about:` addresses cause no event that could be refused (electron/electron#21136). `history.pushState`
 * changes the address, so a reload then requests a file that does not exist. `document.open` empties the page.
 */
export function keepPage(contents: WebContents, load: () => void): void {
  let isAway = false;
  function comeBack(): void {
    isAway = true;
    load();
  }
  contents.on("did-navigate", (_event, url) => {
    if (!isOurPage(url)) return comeBack();
    // The user must not be able to go back to the other page.
    if (isAway) contents.navigationHistory.clear();
    isAway = false;
  });
  contents.on("did-fail-load", (_event, _code, _description, url, isMainFrame) => {
    // Loading our own page would fail again.
    if (isMainFrame && !isOurPage(url)) comeBack();
  });
  contents.ipc.on(emptied, ({ senderFrame }) => {
    if (senderFrame === contents.mainFrame) comeBack();
  });
}
