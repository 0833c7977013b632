import { PencilLine } from "lucide-react";
import { useConnections } from "../../query.ts";
import { useEdits } from "../../state/edits.ts";
import { leftGroups, markWaitingSeen, useWaiting } from "../../state/waiting.ts";
import { usePendingChanges } from "../../state/use-pending-changes.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { discardWithUndo } from "./discard-drafts.ts";
import { waitingSentence, waitingTitle } from "./pending-words.ts";
import { showWaiting } from "./show-waiting.ts";

/** The same in one strip over a location that is open at the start; it stays until the user acts on it. */
export function WaitingStrip() {
  const { groups } = usePendingChanges();
  const left = useEdits((state) => state.left);
  const isSeen = useWaiting((state) => state.isSeen);
  const connections = useConnections() ?? [];
  const waiting = isSeen ? [] : leftGroups(groups, left);
  const [first] = waiting;
  if (first === undefined) return null;
  const nameOf = (id: string): string => connections.find(({ connectionId }) => connectionId === id)?.name ?? "";
  const isOne = waiting.length === 1;
  return (
    <Notice
      kind="write"
      icon={PencilLine}
      strip
      role="status"
      title={isOne ? waitingSentence(first, nameOf(first.connectionId)) : waitingTitle(waiting)}
      action={
        <span className="row">
          <Button size="small" variant="quiet" onPress={markWaitingSeen}>
            Later
          </Button>
          {isOne && (
            <Button size="small" variant="quiet" onPress={() => discardWithUndo(first.draftIds)}>
              Discard
            </Button>
          )}
          <Button size="small" onPress={() => (isOne ? showWaiting(first) : useWorkspace.getState().leave())}>
            Show
          </Button>
        </span>
      }
    >
      Nothing has been sent.
    </Notice>
  );
}
