import type { EventPayload } from "#shared/contract.ts";
import type { Notice } from "#shared/contract.ts";
import { onEvent } from "../../api.ts";
import { rereadProgram } from "../../query.ts";
import { loadDrafts, saveUnsaved } from "../../state/edits.ts";
import { loseBodies } from "../../state/kept-bodies.ts";
import { programNoticeCode as code, report } from "../../state/report.ts";
import { rereadRuns } from "../../state/review.ts";
import { useShell } from "../../state/shell.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { showToast } from "../../state/toast.ts";

type ProgramState = EventPayload<"programChanged">["state"];

/** The message in a tab while its server is gone; null while it is running. */
export function programNotice(state: ProgramState, port: string): Notice | null {
  switch (state) {
    case "ended":
      return {
        code,
        severity: "danger",
        title: "The server of this tab has ended.",
        message:
          `What you typed stays here, and nothing can be fetched or sent. Start it again with --port ${port} and the ` +
          `same data folder, and open the address that it prints: this tab then goes on.`,
      };
    case "refused":
      return {
        code,
        severity: "danger",
        title: "The server of this tab was started again and does not know this tab yet.",
        message: "Open the address that it printed: this tab then goes on. What you typed stays here.",
      };
    case "back":
    case "restarted":
      return null;
  }
}

/** Shows a message in a tab when its server has ended, and continues when there is one again. */
export function watchProgram(): () => void {
  return onEvent("programChanged", ({ state }) => {
    const { notices, dismiss, tell } = useShell.getState();
    for (const notice of notices) if (notice.code === code) dismiss(notice);
    const notice = programNotice(state, location.port);
    if (notice !== null) tell(notice);
    if (state === "back") showToast("The server of this tab responds again.", "plain");
    if (state === "restarted") report(goOn());
  });
}

/** Another process has the same connections and drafts, but none of the responses. */
async function goOn(): Promise<void> {
  useWorkspace.setState(loseBodies);
  rereadProgram();
  await saveUnsaved();
  await Promise.all([loadDrafts(), rereadRuns()]);
  showToast("The server of this tab is back. Fetch again what you need: responses of before were not kept.", "plain");
}
