import type { ElectronApplication } from "@playwright/test";
import { expect, test } from "./support/test.ts";

/** What a script could do to leave the page or to empty it; each runs in the page. */
const departures: readonly (readonly [name: string, script: string])[] = [
  ["location", "location = 'about:blank'"],
  ["location.replace", "location.replace('about:blank')"],
  ["location.assign with a fragment", "location.assign('about:blank#x')"],
  ["about:srcdoc", "location = 'about:srcdoc'"],
  ["another about: page", "location = 'about:nothing'"],
  ["window.open into itself", "window.open('about:blank', '_self')"],
  ["a link", "add('a', { href: 'about:blank' }).click()"],
  ["a form", "add('form', { action: 'about:blank' }).submit()"],
  ["a form by POST", "add('form', { action: 'about:blank', method: 'post' }).submit()"],
  ["a refresh", "document.head.append(make('meta', { httpEquiv: 'refresh', content: '0;url=about:blank' }))"],
  ["a frame", "add('iframe', {}).contentWindow.open('about:blank', '_top')"],
  ["data:", "location = 'data:text/html,x'"],
  ["blob:", "location = URL.createObjectURL(new Blob(['x'], { type: 'text/html' }))"],
  ["javascript:", "location = 'javascript:\"x\"'"],
  ["another file of the bundle", "location = '/nothing'"],
  ["a new name for the page, and a reload", "history.pushState(null, '', '/nothing'); location.reload()"],
  ["document.open", "document.open()"],
  ["document.write", "document.write('x'); document.close()"],
  ["the document element", "document.documentElement.remove()"],
];

const helpers = `
  const make = (name, values) => Object.assign(document.createElement(name), values);
  const add = (name, values) => { const made = make(name, values); document.body.append(made); return made; };
`;

/** Whether the window shows our page, and the page can call the application. */
function isHome(electron: ElectronApplication): Promise<boolean> {
  return electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined || contents.isLoading() || !contents.getURL().startsWith("app://renderer/"))
      return false;
    const works = `document.querySelector("#root > *") === null ? false : window.api.getSettings({}).then(({ ok }) => ok)`;
    // A script never returns when its page is left.
    const left = new Promise<boolean>((resolve) => contents.once("did-start-navigation", () => resolve(false)));
    return await Promise.race([contents.executeJavaScript(works) as Promise<boolean>, left]);
  });
}

for (const [name, script] of departures) {
  test(`a script that tries ${name} does not leave the window empty [security: leaving-the-page]`, async ({ app }) => {
    const { electron } = app;
    if (electron === undefined) throw new Error("This is not Electron.");
    await expect.poll(() => isHome(electron)).toBe(true);
    // Not through Playwright's page, which waits for navigations that never come.
    await electron.evaluate(({ BrowserWindow }, code) => {
      void BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code);
    }, `${helpers} void setTimeout(() => { ${script}; })`);
    await expect.poll(() => isHome(electron)).toBe(true);
    const url = await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
    expect(new URL(url ?? "").host).toBe("renderer");
  });
}

test("a reload under another name, and the way back, end at our page [security: leaving-the-page]", async ({ app }) => {
  const { page, electron } = app;
  await page.evaluate(() => history.pushState(null, "", "/nothing"));
  // As the menu does it: no event precedes it.
  await electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
  await expect.poll(() => page.url()).toBe("app://renderer/");
  await expect(page.locator("#root > *").first()).toBeVisible();
  await page.evaluate(() => void setTimeout(() => (location.href = "about:blank")));
  await expect
    .poll(() =>
      electron?.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        return [contents?.getURL(), contents?.navigationHistory.canGoBack()];
      }),
    )
    .toEqual(["app://renderer/", false]);
  await expect(page.locator("#root > *").first()).toBeVisible();
});
