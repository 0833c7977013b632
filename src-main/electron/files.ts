import { basename } from "node:path";
import { dialog, type BrowserWindow } from "electron";
import type { Files } from "#core/ports.ts";
import { saveFile } from "./save-file.ts";

/** Saving by the system's dialog, which belongs to the window that is there. */
export function createFiles(currentWindow: () => BrowserWindow | null): Files {
  return {
    async save(suggestedName, content, signal) {
      const options = { defaultPath: suggestedName, properties: ["showOverwriteConfirmation" as const] };
      const window = currentWindow();
      const chosen = await (window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options));
      if (chosen.canceled || chosen.filePath === "") return { state: "dismissed" };
      const bytes = await saveFile(chosen.filePath, content, signal);
      return { state: "saved", name: basename(chosen.filePath), bytes };
    },
  };
}
