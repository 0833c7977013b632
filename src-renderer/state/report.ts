import { ApiError } from "../api.ts";
import { useShell } from "./shell.ts";

/** The notice that the server of a browser tab has ended. */
export const programNoticeCode = "program";

/** Runs an action and shows its failure as a notice, for actions without a better place to show it. */
export function report(action: Promise<unknown>): void {
  action.catch((error: unknown) => {
    if (error instanceof ApiError && error.code === "cancelled") return;
    // While the server of the tab is gone, its notice already explains why nothing works.
    if (useShell.getState().notices.some(({ code }) => code === programNoticeCode)) return;
    useShell.getState().tell({
      code: error instanceof ApiError ? error.code : "internal",
      severity: "danger",
      title: error instanceof Error ? error.message : "Something in the application failed.",
      message: error instanceof ApiError ? (error.detail ?? "") : "",
    });
  });
}
