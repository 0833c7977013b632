import { ShieldCheck } from "lucide-react";
import { Notice } from "../../ui/notice.tsx";
import { CheckActions, type CheckActionsProps } from "./check-actions.tsx";
import { checkText, progressText } from "./check-words.ts";
import { useCheck, type CheckedView, type RunningCheck } from "./use-check.ts";

export interface CheckStripProps extends Pick<CheckActionsProps, "onShowByte"> {
  readonly documentId: string;
  readonly as: CheckedView;
}

/** Says whether a view that was not converted shows what the bytes say. */
export function CheckStrip({ documentId, as, onShowByte }: CheckStripProps) {
  const running = useCheck(documentId, as);
  const altered = (running.check?.firstDifference ?? null) !== null;
  const kind = altered || running.state === "failed" ? "caution" : running.state === "done" ? "ok" : "info";
  return (
    <Notice
      strip
      kind={kind}
      {...(altered ? {} : { icon: ShieldCheck })}
      title="Compared with the bytes."
      role="status"
      action={<CheckActions running={running} onShowByte={onShowByte} />}
    >
      {runningText(running)}
    </Notice>
  );
}

/** The state of a check in a sentence. */
export function runningText({ state, check, problem }: RunningCheck): string {
  switch (state) {
    case "running":
      return check?.firstDifference ? checkText(check) : progressText(check);
    case "done":
      return check === null ? "" : checkText(check);
    case "stopped":
      return check === null || check.done === 0 ? "Stopped." : `Stopped. So far: ${checkText(check)}`;
    case "failed":
      return `The check failed: ${problem ?? ""}`;
  }
}
