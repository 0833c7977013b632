import { dialog, type BrowserWindow, type MessageBoxOptions } from "electron";
import type { Confirm } from "#core/ports.ts";

/** Asks by the system's dialog. Enter and Escape both mean no: it takes a decision to agree. */
export function createConfirm(currentWindow: () => BrowserWindow | null): Confirm {
  return async ({ title, message, yes }) => {
    const window = currentWindow();
    const options: MessageBoxOptions = {
      type: "warning",
      message: title,
      detail: message,
      buttons: ["Cancel", yes],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    };
    const { response } = await (window === null
      ? dialog.showMessageBox(options)
      : dialog.showMessageBox(window, options));
    return response === 1;
  };
}
