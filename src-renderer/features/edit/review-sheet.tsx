import { useEffect, useRef } from "react";
import type { Connection } from "#shared/connection.ts";
import type { ChangeKind, Review } from "#shared/edits.ts";
import { keysOf } from "../../commands.ts";
import { useNow } from "../../state/clock.ts";
import { useCommand } from "../../state/command-bus.ts";
import { discard, draftOf } from "../../state/edits.ts";
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
import { useIsUnlocked } from "../connections/writes.ts";
import { formatAmount } from "../response/format.ts";
import { SheetHead } from "./sheet-head.tsx";
import { ReviewItems } from "./review-items.tsx";
import { RunReport } from "./run-report.tsx";
import { commitProblemWords } from "./run-words.ts";
import { preparingReviewWords, reviewReadWords } from "./state-words.ts";
import { commitTitle, openConflicts, requestsText, reviewTitle, sendableItems } from "./review-words.ts";

export interface ReviewSheetProps {
  readonly connection: Connection | undefined;
}

/**
 * What a commit would do, beside the data and not instead of it: no scrim and no focus trap, Esc closes it and the
 * focus goes back to where it came from.
 */
export function ReviewSheet({ connection }: ReviewSheetProps) {
  const open = useReview((state) => state.open);
  const openedOn = useReview((state) => state.page);
  const page = useShell((shell) => shell.page);
  if (open === null || connection === undefined || open.subject.connectionId !== connection.connectionId) return null;
  // Beside the journal stands what was opened from it, and not the changes of a table that is not on screen.
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
    // The region takes the focus when it opens, so that the next Tab is in it.
    <aside className="sheet" aria-label="Review changes" tabIndex={-1} ref={sheet}>
      {open.state === "shown" ? (
        <ShownReview open={open} connection={connection} />
      ) : open.state === "committed" ? (
        <RunReport runId={open.runId} connection={connection} />
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
    if (locked) return "Writes are locked.";
    if (conflicts > 0)
      return `${formatAmount(conflicts, "field")} still ${conflicts === 1 ? "wants" : "want"} a choice.`;
    if (wipe && typedName !== wipe.designator) return `Type ${wipe.designator} first.`;
    return undefined;
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
          <span>{review.undoes === null ? "After commit" : "After taking it back"}</span>
        </div>
      )}
      <ReviewItems open={open} onTypeName={typeName} />
      {problem !== null && (
        <Notice kind="danger" title={problem} strip role="alert">
          {commitProblemWords(open.problemCode)}
        </Notice>
      )}
      <footer>
        {subject.kind === "drafts" ? (
          <Button
            variant="danger-outline"
            onPress={() => {
              discard(subject.draftIds);
              closeReview();
            }}
          >
            Discard all
          </Button>
        ) : (
          <Button onPress={closeReview}>Cancel</Button>
        )}
        <span className="grow" />
        <span className="sm ink-2 nowrap">{notNow ?? requestsText(review)}</span>
        <Button
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

function ReadAge({ review }: { review: Review }) {
  const now = useNow(1_000);
  return <span className="sm ink-2 nowrap">{reviewReadWords(review, now)}</span>;
}

/** null for an undo: only the main process knows what it writes. */
function kindsOf(subject: ReviewSubject): readonly ChangeKind[] | null {
  if (subject.kind === "undo") return null;
  return subject.draftIds.flatMap((draftId) => draftOf(draftId)?.change.kind ?? []);
}
