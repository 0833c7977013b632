import { PencilLine, Trash2 } from "lucide-react";
import { useMemo } from "react";
import type { Connection } from "#shared/connection.ts";
import type { Draft } from "#shared/edits.ts";
import { useUnsaved } from "../../query.ts";
import { isOnDisk } from "../../state/storage-words.ts";
import { reviewCost } from "../../state/call-cost.ts";
import { useCommand } from "../../state/command-bus.ts";
import { useEdits } from "../../state/edits.ts";
import { isChange } from "../../state/pending-changes.ts";
import type { Place } from "../../state/place.ts";
import { report } from "../../state/report.ts";
import { openReview, useReview } from "../../state/review.ts";
import { usePendingChanges } from "../../state/use-pending-changes.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { PendingOnlyButton } from "../response/pending-only.tsx";
import { formatAmount } from "../response/format.ts";
import { discardWithUndo } from "./discard-drafts.ts";
import { LockStrip } from "./lock-strip.tsx";
import { pendingCountWords } from "./pending-words.ts";
import { draftOutcome, pendingWords } from "./draft-words.ts";
import { wrongFields } from "./wrong-fields.ts";

/** The pending changes of one connection. */
export function usePending(connectionId: string): readonly Draft[] {
  const drafts = useEdits((state) => state.drafts);
  return useMemo(
    () => [...drafts.values()].filter((draft) => draft.connectionId === connectionId && isChange(draft)),
    [drafts, connectionId],
  );
}

/** The changes on the current connection that have not been sent. Hidden while there are none. */
export function PendingBar({ connection, place }: { connection: Connection; place: Place }) {
  const { connectionId } = connection;
  const pending = usePending(connectionId);
  const { groups } = usePendingChanges();
  // The report of a commit stays visible during the next edits; a Review contains all pending edits already.
  const reviewing = useReview(({ open }) => open !== null && open.state !== "committed");
  const draftIds = pending.map(({ draftId }) => draftId);
  const none = pending.length === 0 ? "Nothing was changed." : undefined;
  const wrong = pending.reduce((sum, draft) => sum + wrongFields(draft), 0);
  const notReady =
    none ?? (wrong > 0 ? `${formatAmount(wrong, "field")} ${wrong === 1 ? "is" : "are"} wrong.` : undefined);
  const review = (): void => report(openReview({ kind: "drafts", connectionId, draftIds }));
  const drop = (): void => discardWithUndo(draftIds);
  useCommand("edits.review", review, notReady, reviewCost(pending.map(({ change }) => change)));
  useCommand("edits.discard", drop, none);
  if (pending.length === 0) return null;
  const goes = pending.every(({ change }) => change.kind === "delete" || change.kind === "delete-all");
  return (
    <>
      {!reviewing && <LockStrip connection={connection} />}
      <div className={goes ? "pendbar goes" : "pendbar"} role="status" aria-label="Pending changes">
        <Icon of={goes ? Trash2 : PencilLine} tone={goes ? "c-danger" : "c-write"} />
        <b>{pendingCountWords(groups.filter((group) => group.connectionId === connectionId))}</b>
        <PendingSentence pending={pending} wrong={wrong} />
        <span className="grow" />
        {!reviewing && (
          <>
            <Button variant="danger-outline" onPress={drop}>
              Discard
            </Button>
            <PendingOnlyButton place={place} />
            <Button variant={wrong > 0 ? "plain" : "write"} notNow={notReady} onPress={review}>
              Review
            </Button>
          </>
        )}
      </div>
    </>
  );
}

function PendingSentence({ pending, wrong }: { pending: readonly Draft[]; wrong: number }) {
  const failed = useEdits((state) => state.failed);
  const typed = useEdits((state) => state.unsaved);
  const runs = useReview((state) => state.runs);
  const stores = useUnsaved();
  const hasFailed = pending.some(({ draftId }) => failed.has(draftId));
  const { text, isProblem } = pendingWords({
    // Until the main process has replied, the drafts are not reported as unsaved.
    isOnDisk: !hasFailed && (stores === undefined || isOnDisk("edits", stores)),
    wrong,
    outcomes: pending.map((draft) => draftOutcome(draft.draftId, draft, typed.has(draft.draftId), runs.values())),
  });
  return <span className={`${isProblem ? "c-danger" : "ink-2"} ell`}>{text}</span>;
}
