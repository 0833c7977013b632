import { BrowserWindow, nativeTheme, type WebContents } from "electron";
import type { Log } from "#core/ports.ts";
import { safePreferences } from "./harden.ts";
import { keepPage } from "./keep-page.ts";
import { rendererUrl } from "./renderer-origin.ts";
import type { KeptWindowState } from "./window-state.ts";

export interface WindowParts {
  readonly preload: string;
  readonly state: KeptWindowState;
  readonly log: Log;
  /** Lets the window call the application. Called before its page loads. */
  readonly admit: (contents: WebContents) => void;
}

/** The window's background until the page paints: the same colours as `--color-canvas`. */
const ground = { light: "#e7ecef", dark: "#0d1216" };

/** Opens the window and keeps it usable: if the page crashes or is replaced, it is loaded again. */
export function openWindow({ preload, state, log, admit }: WindowParts): BrowserWindow {
  const window = new BrowserWindow({
    ...state.bounds,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: "Rezora Explorer",
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    webPreferences: { ...safePreferences, preload },
  });
  admit(window.webContents);
  state.attach(window);
  window.once("ready-to-show", () => window.show());
  window.webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
    log.error(`page gone: ${reason}, exit code ${String(exitCode)}`);
    if (reason !== "clean-exit") window.reload();
  });
  window.webContents.on("preload-error", (_event, _path, error) => log.error("preload failed", error));
  const load = (): void => {
    window.loadURL(rendererUrl).catch((error: unknown) => {
      // Closing a window while it loads is not a failure.
      if (!window.isDestroyed()) log.error("page did not load", error);
    });
  };
  keepPage(window.webContents, load);
  load();
  return window;
}
