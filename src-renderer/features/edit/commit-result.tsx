import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  History,
  MessageSquareText,
  TriangleAlert,
  Undo2,
  type LucideIcon,
} from "lucide-react";
import { useState } from "react";
import { maxNote, type ItemState, type JournalCommit, type Run } from "#shared/edits.ts";
import { keysOf } from "../../commands.ts";
import { noteCommit, openReview, closeReview, resumeRun } from "../../state/review.ts";
import { report } from "../../state/report.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { shortened } from "../../ui/shortened.ts";
import { TextField } from "../../ui/text-field.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { MethodName } from "../request/address.tsx";
import { formatAmount } from "../response/format.ts";
import { ProofLines } from "./proof-lines.tsx";
import { hasOpenOutcome } from "./review-words.ts";
import { isDone, itemWord, proofWords, resultWords, undoLabel, undoNotice, type RunItem } from "./result-words.ts";
import { SheetHead } from "./sheet-head.tsx";
import { showJournalEntry } from "./opened-commit.ts";
import { undoCommit, useCommits } from "./undo-commit.ts";
import { useGrowing } from "./use-growing.ts";

/** The outcome of a commit: one sentence, then each record with its proof, then Undo. */
export function CommitResult({ run }: { readonly run: Run }) {
  const { title, headline, detail, isGood } = resultWords(run);
  const commit = useCommits(run.connectionId)?.find(({ runId }) => runId === run.runId);
  const shown = useGrowing(run.items.length);
  return (
    <>
      <SheetHead title={title} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable */}
      <div className="scroll" tabIndex={0} role="group" aria-label="Result">
        <section className={isGood ? "result" : "result bad"} role={isGood ? "status" : "alert"}>
          <Icon of={isGood ? CircleCheck : CircleAlert} size="l" tone={isGood ? "c-ok" : "c-danger"} />
          <div>
            <h3>{headline}</h3>
            <p>{visibleText(shortened(detail, 1_000))}</p>
          </div>
        </section>
        <CommitNote run={run} />
        <ol className="prooflist" aria-label="Writes">
          {run.items.slice(0, shown).map((item, index) => (
            // Items are in the order of sending and never move.
            // oxlint-disable-next-line react/no-array-index-key
            <ProofRow key={index} item={item} />
          ))}
        </ol>
        {commit !== undefined && <AfterWords run={run} commit={commit} />}
      </div>
      <ResultFoot run={run} commit={commit} />
    </>
  );
}

const looks: Readonly<Record<ItemState, { readonly of: LucideIcon; readonly tone: string }>> = {
  waiting: { of: CircleDashed, tone: "c-3" },
  sending: { of: CircleHelp, tone: "c-danger" },
  stored: { of: CircleCheck, tone: "c-ok" },
  altered: { of: CircleCheck, tone: "c-ok" },
  refused: { of: CircleX, tone: "c-danger" },
  moved: { of: TriangleAlert, tone: "c-caution" },
  unknown: { of: CircleHelp, tone: "c-danger" },
  "not-executed": { of: CircleX, tone: "c-danger" },
};

function ProofRow({ item }: { readonly item: RunItem }) {
  const { method, designator, title, outcome } = item;
  const isWaiting = outcome.state === "waiting";
  const isStopper = !isWaiting && !isDone(item);
  return (
    <li
      className={["proofrow", isStopper ? "bad" : "", isWaiting ? "wait" : ""].filter(Boolean).join(" ")}
      data-state={outcome.state}
    >
      <Icon {...looks[outcome.state]} />
      <div className="hd3">
        <MethodName method={method} />
        <span className="mono">{visibleText(outcome.designator || designator)}</span>
        <span className="ink-2 ell">{visibleText(title)}</span>
      </div>
      {outcome.state === "altered" ? (
        <Badge kind="caution">{itemWord(item)}</Badge>
      ) : (
        <span className="sm">{itemWord(item)}</span>
      )}
      <ProofLines words={proofWords(item)} />
    </li>
  );
}

/** A note that the journal keeps with the commit. It is saved by Enter and when the field loses the focus. */
function CommitNote({ run: { runId, note = "" } }: { readonly run: Run }) {
  const [text, setText] = useState(note);
  const save = (): void => {
    if (text.trim() !== note) report(noteCommit(runId, text.trim()));
  };
  return (
    <div className="commitnote">
      <Icon of={MessageSquareText} size="s" tone="c-3" />
      <TextField
        label="Note on this commit"
        hideLabel
        small
        placeholder="Add a note to this commit, such as a ticket number"
        maxLength={maxNote}
        value={text}
        onChange={setText}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === "Enter") save();
        }}
      />
    </div>
  );
}

function AfterWords({ run, commit }: { readonly run: Run; readonly commit: JournalCommit }) {
  const time = new Date(run.startedAt).toISOString().slice(11, 16);
  return (
    <div className="after">
      <div className="row">
        <Icon of={History} size="s" tone="c-3" />
        <span>
          One entry in the journal:{" "}
          <b>
            {formatAmount(commit.writes, "change")}, {time} UTC
          </b>
          . <LinkButton onPress={() => showJournalEntry(run.runId)}>Show the entry</LinkButton>
        </span>
      </div>
      <div className="row">
        <Icon of={Undo2} size="s" tone="c-3" />
        <span>
          {commit.undoable === 0 ? commit.undo.message : undoNotice(run, commit.undoable)}
          {commit.undoable > 0 && commit.undo.kind !== "exact" && ` ${commit.undo.message}`}
        </span>
      </div>
    </div>
  );
}

function ResultFoot({ run, commit }: { readonly run: Run; readonly commit: JournalCommit | undefined }) {
  const again = run.items.flatMap((item) => (item.draftId !== null && !isDone(item) ? [item.draftId] : []));
  const canLook = hasOpenOutcome(run);
  const goesOn = !canLook && again.length > 0;
  const { connectionId, runId } = run;
  const isRedo = run.takesBack === true;
  return (
    <footer>
      {commit !== undefined && commit.stored > 0 && (
        <Button
          icon={Undo2}
          notNow={commit.undoable === 0 ? commit.undo.message : undefined}
          onPress={() => undoCommit(connectionId, runId)}
        >
          {undoLabel(run, commit.undoable)}
          <Kbd keys={keysOf(isRedo ? "edits.redo" : "edits.undo") ?? ""} />
        </Button>
      )}
      <span className="grow" />
      {run.wireRequests !== undefined && run.wireRequests > 0 && (
        <span className="sm ink-2 nowrap hide-n">{formatAmount(run.wireRequests, "wire request")}</span>
      )}
      <Button variant={canLook || goesOn ? "plain" : "primary"} onPress={closeReview}>
        Close
      </Button>
      {/* This only reads, so it is available on a locked connection too. */}
      {canLook && (
        <Button variant="primary" onPress={() => resumeRun(runId)}>
          Look again
        </Button>
      )}
      {goesOn && (
        <Button variant="write" onPress={() => report(openReview({ kind: "drafts", connectionId, draftIds: again }))}>
          Review {formatAmount(again.length, "change")} again
        </Button>
      )}
    </footer>
  );
}
