import { app, BrowserWindow } from "electron";
import type { Emit, Log } from "#core/ports.ts";

/** Tells every open window. One whose page is loading or gone misses it; it asks for the state when it is back. */
export const broadcast: Emit = (name, payload) => {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed() && !window.webContents.isDestroyed()) window.webContents.send(name, payload);
  }
};

/** Opens the window, brings it forward at a second start, and opens it again from the Dock of a Mac. */
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

/** A write that hangs, on a dead network share for one, must not keep the application from ending. */
const maxEndMs = 5_000;

/** Holds the end back until everything is written. What fails there is logged: the person wanted to leave. */
export function quitAfter(finish: () => Promise<void>, log: Log): void {
  app.once("will-quit", (event) => {
    event.preventDefault();
    setTimeout(() => app.exit(1), maxEndMs);
    void finish()
      .catch((error: unknown) => log.error("end failed", error))
      // Not at once: Electron is still inside the event, and would take this for the end that was just held back.
      .finally(() => setImmediate(() => app.exit()));
  });
}
