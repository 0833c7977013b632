import { ipcMain, screen, type BrowserWindow, type Rectangle } from "electron";
import Store from "electron-store";
import type { Log } from "#core/ports.ts";

interface WindowState {
  /** Version of the format. Version 1 did not write it. */
  readonly version?: number;
  readonly bounds?: Rectangle;
  readonly maximised?: boolean;
  readonly zoomLevel?: number;
}

export interface KeptWindowState {
  /** Where the window was, if a screen still covers that position. */
  readonly bounds: Partial<Rectangle>;
  /** Restores what cannot be an option of a new window, and saves the state when the window closes. */
  attach(window: BrowserWindow): void;
}

const initialSize = { width: 1440, height: 900 };

function isVisible(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const across = Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
    const down = Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y);
    return across > 100 && down > 100;
  });
}

/**
 * Position, size and zoom of the window, in `window.json` of the data folder. A damaged file or one of an unknown
 * version is cleared: the window then opens like a new one.
 */
export function openWindowState(folder: string, log: Log): KeptWindowState {
  const integer = { type: "integer" } as const;
  const store = new Store<WindowState>({
    name: "window",
    cwd: folder,
    clearInvalidConfig: true,
    schema: {
      version: { const: 1 },
      bounds: {
        type: "object",
        properties: { x: integer, y: integer, width: integer, height: integer },
        required: ["x", "y", "width", "height"],
      },
      maximised: { type: "boolean" },
      zoomLevel: { type: "number", minimum: -5, maximum: 5 },
    },
  });
  // On this channel the library reveals the folder's path to any page; our page does not need it.
  ipcMain.removeAllListeners("electron-store-get-data");
  const { bounds, maximised = false, zoomLevel = 0 } = store.store;

  return {
    bounds: bounds !== undefined && isVisible(bounds) ? bounds : initialSize,
    attach(window) {
      if (maximised) window.maximize();
      window.webContents.on("did-finish-load", () => window.webContents.setZoomLevel(zoomLevel));
      window.on("close", () => {
        try {
          store.store = {
            version: 1,
            bounds: window.getNormalBounds(),
            maximised: window.isMaximized(),
            zoomLevel: window.webContents.getZoomLevel(),
          };
        } catch (error) {
          log.error("window state not kept", error);
        }
      });
    },
  };
}
