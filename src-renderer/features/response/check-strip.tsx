import { ShieldCheck } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { CheckActions, type CheckActionsProps } from "./check-actions.tsx";
import { runningText, stripTitle } from "./check-words.ts";
import { useCheck, type CheckedView } from "./use-check.ts";
import { useViewState } from "./view-state.ts";

export interface CheckStripProps extends Pick<CheckActionsProps, "onShowByte"> {
  readonly placeKey: string;
  readonly documentId: string;
  readonly as: CheckedView;
}

/** Says whether a view that was not converted agrees with the bytes. */
export function CheckStrip({ placeKey, documentId, as, onShowByte }: CheckStripProps) {
  const running = useCheck(documentId, as);
  const hide = (): void => useViewState.getState().change(placeKey, documentId, { checked: false });
  const altered = (running.check?.firstDifference ?? null) !== null;
  const kind = altered || running.state === "failed" ? "caution" : running.state === "done" ? "ok" : "info";
  return (
    <Notice
      strip
      kind={kind}
      {...(altered ? {} : { icon: ShieldCheck })}
      title={stripTitle(running.state)}
      role="status"
      action={
        <>
          <CheckActions running={running} onShowByte={onShowByte} />
          <Button size="small" aria-label="Stop comparing with the bytes" onPress={hide}>
            Stop comparing
          </Button>
        </>
      }
    >
      {/* While nothing is known yet, the title is enough. */}
      {running.state === "running" && running.check === null ? null : runningText(running)}
    </Notice>
  );
}
