import { app, BrowserWindow } from "electron";
import type { Emit, Log } from "#core/ports.ts";

/** Notifies every open window. A page that is still loading misses the event and requests the state afterwards. */
export const broadcast: Emit = (name, payload) => {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed() && !window.webContents.isDestroyed()) window.webContents.send(name, payload);
  }
};

/** Opens the window, brings it to the front at a second start, and reopens it from the macOS Dock. */
export function showFirstWindow(open: () => BrowserWindow): void {
  let window = open();
  app.on("second-instance", () => {
    if (window.isDestroyed()) window = open();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  app.on("activate", () => {
    if (window.isDestroyed()) window = open();
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
}

/** A write that hangs, for example on a dead network share, must not keep the application from quitting. */
const maxEndMs = 5_000;

/** Delays quitting until everything is written. Failures are only logged, because the user wanted to quit. */
export function quitAfter(finish: () => Promise<void>, log: Log): void {
  app.once("will-quit", (event) => {
    event.preventDefault();
    setTimeout(() => app.exit(1), maxEndMs);
    void finish()
      .catch((error: unknown) => log.error("end failed", error))
      // Not synchronously: Electron is still handling the event and would ignore this as part of the prevented quit.
      .finally(() => setImmediate(() => app.exit()));
  });
}
