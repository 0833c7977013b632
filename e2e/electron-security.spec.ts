import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { electronFlags, findElectron } from "../scripts/electron-runtime.ts";
import { root } from "../scripts/tool.ts";
import { windowEnvironment } from "./support/display.ts";
import { launchElectron } from "./support/electron-host.ts";
import { expect, test } from "./support/test.ts";

test("every window is isolated, sandboxed and without Node [security: window-isolation]", async ({ app }) => {
  const preferences = await app.electron?.evaluate(({ BrowserWindow }) =>
    // Not in Electron's types, because it exists for tests like this one.
    BrowserWindow.getAllWindows().map((window) =>
      (window.webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences(),
    ),
  );
  expect(preferences).toHaveLength(1);
  expect(preferences?.[0]).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    enableBlinkFeatures: "",
  });
  // Listed only when they are on.
  for (const option of ["nodeIntegrationInWorker", "navigateOnDragDrop"]) {
    expect(preferences?.[0]).not.toHaveProperty(option, true);
  }
});

test("the page cannot leave, open windows or embed pages [security: leaving-the-page]", async ({ app }) => {
  const { page, electron } = app;
  const before = page.url();
  expect(before).toMatch(/^app:\/\/renderer\//u);
  const opened = await page.evaluate(() => window.open("https://example.com/") === null);
  expect(opened).toBe(true);
  for (const target of ["https://example.com/", "file:///etc/passwd", "app://elsewhere/", "data:text/html,x"]) {
    await page.evaluate((url) => {
      const link = document.createElement("a");
      link.href = url;
      document.body.append(link);
      link.click();
      link.remove();
    }, target);
  }
  await page.evaluate(() => {
    const frame = document.createElement("iframe");
    frame.src = "https://example.com/";
    const view = document.createElement("webview");
    view.setAttribute("src", "https://example.com/");
    document.body.append(frame, view);
  });
  expect(page.url()).toBe(before);
  const contents = await electron?.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((each) => each.getURL()),
  );
  expect(contents).toEqual([before]);
});

test("a file dropped on the window is not opened", async ({ app, dataFolder }) => {
  const { page } = app;
  const file = join(dataFolder, "dropped.html");
  await writeFile(file, "<h1>dropped</h1>");
  const before = page.url();
  const devtools = await page.context().newCDPSession(page);
  // As the system does it, not as an event inside the page, which could not navigate.
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    await devtools.send("Input.dispatchDragEvent", { type, x: 400, y: 300, data });
  }
  const after = await app.electron?.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
  );
  expect(after).toEqual([before]);
  await expect(page.getByRole("heading", { name: "dropped" })).toHaveCount(0);
});

test("permissions are denied, except for writing text to the clipboard", async ({ app }) => {
  const outcome = await app.page.evaluate(async () => {
    const names = ["geolocation", "notifications", "camera", "microphone", "midi", "clipboard-read"];
    const states = await Promise.all(
      names.map(async (name) => [name, (await navigator.permissions.query({ name: name as PermissionName })).state]),
    );
    const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => "granted",
      () => "denied",
    );
    return { states: Object.fromEntries(states) as Record<string, string>, media };
  });
  expect(new Set(Object.values(outcome.states))).toEqual(new Set(["denied"]));
  expect(outcome.media).toBe("denied");
});

test("app:// serves the bundle and nothing else [security: bundle-only]", async ({ app }) => {
  const statuses = await app.page.evaluate(async () => {
    const paths = [
      "/index.html",
      "/../package.json",
      "/%2e%2e/main/electron.cjs",
      "/..%2fmain%2felectron.cjs",
      "/assets/..%5c..%5cmain%5celectron.cjs",
      "/index.html%00",
      "/no-such-file.js",
      "//etc/passwd",
    ];
    return await Promise.all(paths.map(async (path) => [path, (await fetch(`app://renderer${path}`)).status]));
  });
  const [index, ...others] = statuses;
  expect(index).toEqual(["/index.html", 200]);
  for (const [path, status] of others) expect(status, String(path)).toBe(404);
});

test("a script in the page reaches no network and no file [security: page-network]", async ({ app, practice }) => {
  const reached = await app.page.evaluate(async (baseUrl) => {
    const targets = [`${baseUrl}/v1/contacts`, "file:///etc/passwd", "app://elsewhere/"];
    return await Promise.all(
      targets.map((url) =>
        fetch(url, { mode: "no-cors" }).then(
          () => "reached",
          () => "no",
        ),
      ),
    );
  }, practice.baseUrl);
  expect(new Set(reached)).toEqual(new Set(["no"]));
  expect(practice.log).toEqual([]);
  // In addition to the page's policy the session has one: a page without a policy would reach nothing either.
  const session = await app.electron?.evaluate(
    ({ session: { defaultSession } }, url) =>
      defaultSession.fetch(url).then(
        () => "reached",
        () => "no",
      ),
    `${practice.baseUrl}/v1/contacts`,
  );
  expect(session).toBe("no");
  // Chromium does not resolve any host either, however a page may ask for one.
  const hosts = ["localhost", "127.0.0.1", "example.com"];
  const found = await app.electron?.evaluate(
    async ({ session: { defaultSession } }, names) =>
      await Promise.all(
        names.map((name) =>
          defaultSession.resolveHost(name).then(
            () => name,
            () => "none",
          ),
        ),
      ),
    hosts,
  );
  expect(found).toEqual(["none", "none", "none"]);
});

test("the bridge does not respond to a frame, or to a window that is not ours", async ({ app }) => {
  const reply = await app.electron?.evaluate(
    async ({ BrowserWindow }, preload) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await stranger.loadURL("app://renderer/index.html");
      const answer: unknown = await stranger.webContents.executeJavaScript("window.api.getSettings({})");
      stranger.destroy();
      return answer;
    },
    join(root, "out", "preload", "preload.cjs"),
  );
  expect(reply).toMatchObject({ ok: false, error: { code: "forbidden-sender" } });
  const frames = await app.page.evaluate(() => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    return frame.contentWindow !== null && "api" in frame.contentWindow;
  });
  expect(frames).toBe(false);
});

test("a page that crashes is loaded again", async ({ app }) => {
  const again = app.electron?.evaluate(
    ({ BrowserWindow }) =>
      new Promise<string>((resolve) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.webContents.once("did-finish-load", () => resolve(window.webContents.getURL()));
        window?.webContents.forcefullyCrashRenderer();
      }),
  );
  expect(await again).toBe("app://renderer/");
  // The log is written asynchronously.
  await expect.poll(() => app.readLog()).toContain("page gone: crashed");
});

test("a second start on the same folder brings the first window forward and ends", async ({ app, dataFolder }) => {
  const { electron } = app;
  const shown = electron?.evaluate(
    ({ app: application, BrowserWindow }) =>
      new Promise<boolean>((resolve) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.minimize();
        application.once("second-instance", () => setImmediate(() => resolve(window?.isVisible() ?? false)));
      }),
  );
  await expect(launchElectron(dataFolder)).rejects.toThrow();
  expect(await shown).toBe(true);
});

test("position, size and zoom of the window are restored, and a damaged file does not prevent the start", async ({
  app,
  dataFolder,
}) => {
  await app.electron?.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setBounds({ x: 40, y: 50, width: 1100, height: 700 });
    window?.webContents.setZoomLevel(1);
  });
  await app.restart();
  // The page may be loaded a moment before its zoom is set.
  await expect
    .poll(() =>
      app.electron?.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        return { ...window?.getBounds(), zoom: window?.webContents.getZoomLevel() };
      }),
    )
    .toMatchObject({ width: 1100, height: 700, zoom: 1 });
  await app.close();
  await writeFile(join(dataFolder, "window.json"), '{"bounds": 7');
  await app.restart();
  await expect(app.page).toHaveTitle(/Rezora Explorer$/u);
});

test("the packaged application does not start with a switch of a debugger [security: debugging-switches]", async ({
  hostName,
  dataFolder,
}) => {
  test.skip(hostName !== "electron", "only Electron has these switches");
  const runtime = findElectron();
  if (runtime === undefined) throw new Error("There is no Electron runtime.");
  // Loaded before the application, which then behaves like a packaged one.
  const packed = join(dataFolder, "packed.cjs");
  await writeFile(packed, 'Object.defineProperty(require("electron").app, "isPackaged", { value: true });');
  const data = join(dataFolder, "data");
  const own = ["-r", packed, root, ...electronFlags().flags, "--data", data];
  for (const parameters of [
    ["--remote-debugging-port=0"],
    ["-remote-debugging-port=0", "--remote-allow-origins=*"],
    ["--js-flags=--expose-gc"],
  ]) {
    const child = spawn(runtime.executable, [...own, ...parameters], { env: await windowEnvironment() });
    const ended = once(child, "exit") as Promise<[exitCode: number | null]>;
    const complaint = await text(child.stderr);
    expect(complaint).toContain("Rezora Explorer does not start with --");
    expect(complaint).not.toContain("DevTools listening");
    expect((await ended)[0]).toBe(1);
    // Nothing was started: not even the data folder exists.
    await expect(readdir(data)).rejects.toThrow("ENOENT");
  }
});

test("fuses are set in the packaging [security: package-fuses]", async () => {
  const packaging = await readFile(join(root, "electron-builder.yml"), "utf8");
  for (const [fuse, value] of [
    ["runAsNode", "false"],
    ["enableNodeOptionsEnvironmentVariable", "false"],
    ["enableNodeCliInspectArguments", "false"],
    ["enableCookieEncryption", "true"],
    ["enableEmbeddedAsarIntegrityValidation", "true"],
    ["onlyLoadAppFromAsar", "true"],
    ["grantFileProtocolExtraPrivileges", "false"],
  ]) {
    expect(packaging).toMatch(new RegExp(`^  ${String(fuse)}: ${String(value)}$`, "mu"));
  }
});

test("--no-sandbox is used for root only", () => {
  expect(electronFlags().flags).toEqual(process.getuid?.() === 0 ? ["--no-sandbox"] : []);
});
