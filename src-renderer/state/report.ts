import { ApiError } from "../api.ts";
import { useShell } from "./shell.ts";

/** The notice that the program behind a tab is gone. */
export const programNoticeCode = "program";

/** Lets an action run; what goes wrong is told as a notice, since there is no better place for it. */
export function report(action: Promise<unknown>): void {
  action.catch((error: unknown) => {
    if (error instanceof ApiError && error.code === "cancelled") return;
    // While the program behind a tab is gone, its notice says why nothing works.
    if (useShell.getState().notices.some(({ code }) => code === programNoticeCode)) return;
    useShell.getState().tell({
      code: error instanceof ApiError ? error.code : "internal",
      severity: "danger",
      title: error instanceof Error ? error.message : "Something in the application failed.",
      message: error instanceof ApiError ? (error.detail ?? "") : "",
    });
  });
}
