import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { JournalCommit, JournalEntry } from "#shared/edits.ts";
import { spelledOut } from "#shared/visible-text.ts";
import { call } from "../../api.ts";
import { journalKey } from "../../query.ts";
import { lookAgain } from "../../state/review.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { formatAge, formatAmount, formatCount } from "../response/format.ts";
import { commitSummary, commitWord } from "./journal-words.ts";
import { openCommit, useOpenedCommits } from "./opened-commit.ts";
import { undoCommit } from "./undo-commit.ts";

/** Records of one commit that are listed; Undo covers all of them. */
const listed = 500;

export interface JournalCommitRowProps {
  readonly commit: JournalCommit;
  readonly now: number;
  readonly entryRow: (entry: JournalEntry, all: readonly JournalEntry[]) => ReactNode;
}

/** A commit of several records: one row that unfolds to its records. */
export function JournalCommitRow({ commit, now, entryRow }: JournalCommitRowProps) {
  const { runId, connectionId, startedAt, note, undoes, takesBack, isOpen, undoable, undo, first, writes } = commit;
  const opened = useOpenedCommits((state) => state.opened.has(runId));
  const summary = commitSummary(commit);
  const time = new Date(startedAt).toISOString().slice(11, 16);
  return (
    <>
      <div className="journalrow">
        <IconButton
          icon={opened ? ChevronDown : ChevronRight}
          size="small"
          label={`${opened ? "Hide" : "Show"} the records of the commit at ${time} UTC`}
          aria-expanded={opened}
          onPress={() => openCommit(runId, !opened)}
        />
        <b className="nowrap">{summary}</b>
        <span className="ink-2 ell grow">
          {visibleText(first.title || first.designator)} and {formatCount(writes - 1)} more
          {undoes !== null && <span className="ink-3">, by {takesBack ? "Undo" : "Redo"}</span>}
          {note !== "" && <span className="ink-3">, {visibleText(note)}</span>}
        </span>
        <span className="sm nowrap">{commitWord(commit)}</span>
        <span className="sm ink-3 nowrap r" title={new Date(startedAt).toLocaleString("en-GB")}>
          {formatAge(now - startedAt)}
        </span>
        {isOpen && (
          <Button size="small" aria-label={`Look again at the commit at ${time} UTC`} onPress={() => lookAgain(runId)}>
            Look again
          </Button>
        )}
        <Button
          size="small"
          notNow={undoable === 0 ? undo.message : undefined}
          aria-label={spelledOut(`Undo the commit at ${time} UTC, ${summary}`)}
          onPress={() => undoCommit(connectionId, runId)}
        >
          Undo…
        </Button>
      </div>
      {opened && <Records commit={commit} entryRow={entryRow} />}
    </>
  );
}

function Records({ commit, entryRow }: Pick<JournalCommitRowProps, "commit" | "entryRow">) {
  const { runId, connectionId, writes } = commit;
  const { data: entries } = useQuery({
    queryKey: [...journalKey(connectionId), runId],
    queryFn: ({ signal }) => call("listJournal", { connectionId, runId, limit: listed }, signal),
  });
  if (entries === undefined) return null;
  return (
    <div className="journalrecords" role="group" aria-label={`Records of the commit`}>
      {entries.map((entry) => (
        <div key={entry.entryId}>{entryRow(entry, entries)}</div>
      ))}
      {writes > entries.length && (
        <p className="sm ink-3 journalmore">
          The first {formatAmount(entries.length, "record")} of {formatCount(writes)}. Undo takes all of them.
        </p>
      )}
    </div>
  );
}
