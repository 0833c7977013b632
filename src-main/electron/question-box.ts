import type { MessageBoxOptions } from "electron";
import type { Question } from "#core/ports.ts";
import { spelledOut } from "#shared/visible-text.ts";

/**
 * How the system's dialog shows a question. The dialog shows only text, so invisible characters are spelled out. Enter
 * and Escape both mean no, so agreeing takes a deliberate choice.
 */
export function questionBox({ title, message, yes }: Question): MessageBoxOptions {
  return {
    type: "warning",
    message: spelledOut(title),
    detail: spelledOut(message),
    buttons: ["Cancel", spelledOut(yes)],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
}
