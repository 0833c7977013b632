import { useEffect, useRef } from "react";
import type { Connection } from "#shared/connection.ts";
import type { ChangeKind } from "#shared/edits.ts";
import { isSameName } from "#shared/typed-name.ts";
import { keysOf } from "../../commands.ts";
import { useCommand } from "../../state/command-bus.ts";
import { draftOf } from "../../state/edits.ts";
import {
  choiceKey,
  closeReview,
  commit,
  openReview,
  typeName,
  useReview,
  type OpenReview,
  type ReviewSubject,
} from "../../state/review.ts";
import { useShell } from "../../state/shell.ts";
import { Button } from "../../ui/button.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { Notice } from "../../ui/notice.tsx";
import { discardWithUndo } from "./discard-drafts.ts";
import { LockStrip } from "./lock-strip.tsx";
import { useIsUnlocked } from "../connections/writes.ts";
import { formatAmount } from "../response/format.ts";
import { SheetHead } from "./sheet-head.tsx";
import { ReviewItems } from "./review-items.tsx";
import { DeleteReview } from "./delete-review.tsx";
import { isDeletionReview } from "./delete-words.ts";
import { ReadAge } from "./read-age.tsx";
import { CommitResult } from "./commit-result.tsx";
import { isOver } from "./result-words.ts";
import { RunReport } from "./run-report.tsx";
import { commitProblemWords } from "./run-words.ts";
import { preparingReviewWords } from "./state-words.ts";
import { commitTitle, openConflicts, requestsText, reviewTitle, sendableItems } from "./review-words.ts";

export interface ReviewSheetProps {
  readonly connection: Connection | undefined;
}

/**
 * What a commit would do, shown beside the data and not in place of it: there is no scrim and no focus trap, Esc closes
 * it, and the focus goes back to where it came from.
 */
export function ReviewSheet({ connection }: ReviewSheetProps) {
  const open = useReview((state) => state.open);
  const openedOn = useReview((state) => state.page);
  const page = useShell((shell) => shell.page);
  if (open === null || connection === undefined || open.subject.connectionId !== connection.connectionId) return null;
  // Beside the journal this is the sheet that was opened from it, not the changes of a table that is not on screen.
  if (page !== openedOn) return null;
  return <Sheet key={JSON.stringify(open.subject)} open={open} connection={connection} />;
}

interface SheetProps {
  readonly open: OpenReview;
  readonly connection: Connection;
}

function Sheet({ open, connection }: SheetProps) {
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    const escape = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented && useShell.getState().dialog === null) closeReview();
    };
    window.addEventListener("keydown", escape);
    return () => window.removeEventListener("keydown", escape);
  }, []);

  return (
    // The region takes the focus when it opens, so the next Tab goes into it.
    <aside className="sheet" aria-label="Review changes" tabIndex={-1} ref={sheet}>
      {open.state === "shown" ? (
        isDeletionReview(open.review) ? (
          <DeleteReview open={open} connection={connection} />
        ) : (
          <ShownReview open={open} connection={connection} />
        )
      ) : open.state === "committed" ? (
        <CommittedView runId={open.runId} connection={connection} />
      ) : (
        <>
          <SheetHead title="Review" />
          <div className="scroll pad">
            {open.state === "failed" ? (
              <Notice
                kind="danger"
                title={open.message}
                role="alert"
                action={<Button onPress={() => void openReview(open.subject)}>Try again</Button>}
              >
                No write was sent.
              </Notice>
            ) : (
              <p className="ink-2" role="status">
                {preparingReviewWords(kindsOf(open.subject))}
              </p>
            )}
          </div>
        </>
      )}
    </aside>
  );
}

/** The progress of a commit, and its outcome. */
function CommittedView({ runId, connection }: { readonly runId: string; readonly connection: Connection }) {
  const run = useReview(({ runs }) => runs.get(runId));
  const isEnded = run !== undefined && isOver(run);
  // The pressed button is gone, so the focus moves to the sheet.
  useEffect(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>(".sheet")?.focus();
  }, [isEnded]);
  return isEnded ? <CommitResult run={run} /> : <RunReport runId={runId} connection={connection} />;
}

function ShownReview({ open, connection }: SheetProps & { open: OpenReview & { state: "shown" } }) {
  const { review, choices, typedName, problem, subject } = open;
  const locked = !useIsUnlocked(connection);
  const items = sendableItems(review);
  const conflicts = openConflicts(review, (item, field) => choices.has(choiceKey(item, field)));
  const wipe = items.find((item) => item.wipe !== null);
  const isWipe = wipe !== undefined;
  const notNow = notNowReason();
  useCommand("review.commit", () => void commit(), notNow, review.wireRequests);

  function notNowReason(): string | undefined {
    if (items.length === 0) return "There is nothing to send.";
    if (conflicts > 0)
      return `${formatAmount(conflicts, "field")} still ${conflicts === 1 ? "wants" : "want"} a choice.`;
    const name = wipe?.wipe?.name;
    if (name !== undefined && !isSameName(typedName, name)) return `Type ${name} first.`;
    return locked ? lockedReason : undefined;
  }

  return (
    <>
      <SheetHead title={reviewTitle(review)}>
        <ReadAge review={review} />
      </SheetHead>
      {!isWipe && (
        <div className="caps">
          <span>On the server now</span>
          <span />
          <span>{review.undoes === null ? "After commit" : "After the undo"}</span>
        </div>
      )}
      <ReviewItems open={open} onTypeName={typeName} />
      {problem !== null && (
        <Notice kind="danger" title={problem} strip role="alert">
          {commitProblemWords(open.problemCode)}
        </Notice>
      )}
      <LockStrip connection={connection} />
      <footer>
        {subject.kind === "drafts" ? (
          <Button
            variant="danger-outline"
            onPress={() => {
              discardWithUndo(review.items.flatMap(({ draftId }) => draftId ?? []));
              closeReview();
            }}
          >
            Discard all
          </Button>
        ) : (
          <Button onPress={closeReview}>Cancel</Button>
        )}
        <span className="grow" />
        <span className="sm ink-2 nowrap">
          {notNow === undefined || notNow === lockedReason ? requestsText(review) : notNow}
        </span>
        <Button
          extraClass="commitbtn"
          variant={notNow !== undefined ? "plain" : isWipe ? "danger" : "write"}
          notNow={notNow}
          onPress={() => void commit()}
        >
          {commitTitle(review)}
          {!isWipe && <Kbd keys={keysOf("review.commit") ?? ""} />}
        </Button>
      </footer>
    </>
  );
}

/** The strip above the foot has the full reason. */
const lockedReason = "Writes are locked.";

/** null for an undo: only the main process knows what it writes. */
function kindsOf(subject: ReviewSubject): readonly ChangeKind[] | null {
  if (subject.kind === "undo") return null;
  return subject.draftIds.flatMap((draftId) => draftOf(draftId)?.change.kind ?? []);
}
