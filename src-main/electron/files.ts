import { basename, extname } from "node:path";
import { dialog, type BrowserWindow, type SaveDialogOptions } from "electron";
import type { Files } from "#core/ports.ts";
import { saveFile } from "./save-file.ts";
import type { UnfinishedFiles } from "./unfinished-files.ts";

/** Saves files by the system's dialog, which belongs to the open window. */
export function createFiles(currentWindow: () => BrowserWindow | null, unfinished: UnfinishedFiles): Files {
  return {
    async save({ name, content }, signal) {
      const window = currentWindow();
      const options = dialogFor(name);
      const chosen = await (window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options));
      if (chosen.canceled || chosen.filePath === "") return null;
      const bytes = await saveFile(chosen.filePath, content, signal, unfinished);
      return { name: basename(chosen.filePath), bytes };
    },
  };
}

/** Names the kind of file, so the system adds the extension if the user types a name without it. */
function dialogFor(name: string): SaveDialogOptions {
  const ending = extname(name).slice(1);
  const kinds = ending === "" ? [] : [{ name: ending.toUpperCase(), extensions: [ending] }];
  return {
    defaultPath: name,
    properties: ["showOverwriteConfirmation"],
    filters: [...kinds, { name: "All files", extensions: ["*"] }],
  };
}
