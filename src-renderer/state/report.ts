import { ApiError } from "../api.ts";
import { useShell } from "./shell.ts";

/** Lets an action run; what goes wrong is told as a notice, since there is no better place for it. */
export function report(action: Promise<unknown>): void {
  action.catch((error: unknown) => {
    if (error instanceof ApiError && error.code === "cancelled") return;
    useShell.getState().tell({
      code: error instanceof ApiError ? error.code : "internal",
      severity: "danger",
      title: error instanceof Error ? error.message : "Something in the application failed.",
      message: error instanceof ApiError ? (error.detail ?? "") : "",
    });
  });
}
