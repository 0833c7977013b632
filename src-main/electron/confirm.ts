import { dialog, type BrowserWindow } from "electron";
import type { Confirm } from "#core/ports.ts";
import { questionBox } from "./question-box.ts";

/** Asks by a dialog of the system. */
export function createConfirm(currentWindow: () => BrowserWindow | null): Confirm {
  return async (question) => {
    const window = currentWindow();
    const options = questionBox(question);
    const { response } = await (window === null
      ? dialog.showMessageBox(options)
      : dialog.showMessageBox(window, options));
    return response === 1;
  };
}
