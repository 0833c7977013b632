import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronRight, NotebookPen } from "lucide-react";
import { useState } from "react";
import type { Connection } from "#shared/connection.ts";
import type { JournalChange, JournalCommit, JournalEntry } from "#shared/edits.ts";
import { call } from "../../api.ts";
import { useUnsaved } from "../../query.ts";
import { useNow } from "../../state/clock.ts";
import { report } from "../../state/report.ts";
import { lookAgain, openReview, useReview } from "../../state/review.ts";
import { journalWords } from "../../state/storage-words.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import { useShell } from "../../state/shell.ts";
import { textBudget } from "../../ui/long-value/text-budget.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { MethodName } from "../request/address.tsx";
import { EmptyState } from "../response/empty-state.tsx";
import { formatAge, formatAmount } from "../response/format.ts";
import { visibleText, visibleValue } from "../../ui/visible-text.tsx";
import { JournalCommitRow } from "./journal-commit.tsx";
import { isCommitOpened } from "./opened-commit.ts";
import { RecordTitle } from "../resources/record-name.tsx";
import { ComparedValue } from "./shown-value.tsx";
import { useCommits } from "./undo-commit.ts";
import { journalSince } from "./journal-since.ts";
import { journalWord } from "./state-words.ts";
import { spelledOut } from "#shared/visible-text.ts";

/** Every commit of a connection, across restarts, latest first, with Undo for a commit or a single record. */
export function JournalList({ connection }: { connection: Connection }) {
  const { connectionId } = connection;
  const commits = useCommits(connectionId);
  const now = useNow(30_000);
  const unsaved = useUnsaved();
  const observed = useStoredValues();
  if (commits === undefined) return null;
  const onlyWrites = commits.flatMap(({ only }) => only ?? []);
  if (commits.length === 0) {
    return (
      <EmptyState icon={NotebookPen} title="No writes in the journal">
        Every commit on {visibleValue(connection.name)} is listed here with what it changed, and can be undone.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="journalhead">
        <p className="sm ink-3 grow">{journalWords(unsaved)}</p>
        <Button size="small" onPress={() => useShell.getState().openDialog({ kind: "clear-journal", connectionId })}>
          Clear journal…
        </Button>
      </div>
      <ul className="journal">
        {commits.map((commit) => (
          <li key={commit.runId}>
            {commit.only === null ? (
              <JournalCommitRow
                commit={commit}
                now={now}
                entryRow={(entry, entries) => (
                  <Entry entry={entry} commit={null} since={journalSince(entry, entries, observed)} now={now} />
                )}
              />
            ) : (
              <Entry
                entry={commit.only}
                commit={commit}
                since={journalSince(commit.only, onlyWrites, observed)}
                now={now}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The id of an entry is that of its run, a slash, and its index in the run. */
function runIdOf(entryId: string): string {
  return entryId.slice(0, entryId.lastIndexOf("/"));
}

/**
 * What a write changed. A list has only the beginnings of long values, so an opened entry requests the whole values.
 */
function useWholeChanges({ entryId, changes }: JournalEntry, opened: boolean): readonly JournalChange[] {
  const { data } = useQuery({
    queryKey: ["journal-changes", entryId],
    queryFn: ({ signal }) => call("getJournalChanges", { entryId }, signal),
    enabled: opened && changes.some(({ cut }) => cut === true),
    gcTime: 0,
  });
  return data ?? changes;
}

interface EntryProps {
  readonly entry: JournalEntry;
  /** The commit that contains only this write; null where the entry is one of several in a commit. */
  readonly commit: JournalCommit | null;
  /** What happened to its record later; empty when nothing is known. */
  readonly since: string;
  readonly now: number;
}

function Entry({ entry, commit, since, now }: EntryProps) {
  const { entryId, connectionId, method, designator, title, state, message, undo, undone, at } = entry;
  const [opened, setOpened] = useState(() => commit !== null && isCommitOpened(commit.runId));
  const run = useReview(({ runs }) => runs.get(runIdOf(entryId)));
  const changes = useWholeChanges(entry, opened);
  const limit = textBudget(changes.flatMap(({ before, after }) => [before?.length ?? 0, after?.length ?? 0]));
  const notNow = undone ? "It was undone already." : undo.kind === "not" ? undo.message : undefined;
  return (
    <>
      <div className="journalrow">
        <IconButton
          icon={opened ? ChevronDown : ChevronRight}
          size="small"
          label={`${opened ? "Hide" : "Show"} what ${method} ${designator} changed`}
          onPress={() => setOpened(!opened)}
        />
        <MethodName method={method} />
        <span className="mono nowrap">{visibleText(designator)}</span>
        <span className="ink-2 ell grow">
          <RecordTitle connectionId={connectionId} designator={designator} title={title} />
          {since !== "" && <span className="ink-3">{visibleText(since)}</span>}
          {commit !== null && commit.undoes !== null && (
            <span className="ink-3">, by {commit.takesBack ? "Undo" : "Redo"}</span>
          )}
          {commit !== null && commit.note !== "" && <span className="ink-3">, {visibleText(commit.note)}</span>}
        </span>
        <span className="sm nowrap">{undone ? "Undone" : journalWord(entry, run)}</span>
        <span className="sm ink-3 nowrap">{changes.length > 0 && formatAmount(changes.length, "field")}</span>
        <span className="sm ink-3 nowrap r" title={new Date(at).toLocaleString("en-GB")}>
          {formatAge(now - at)}
        </span>
        {state === "unknown" && (
          <Button
            size="small"
            aria-label={spelledOut(`Look again at ${method} ${designator}`)}
            onPress={() => lookAgain(runIdOf(entryId))}
          >
            Look again
          </Button>
        )}
        <Button
          size="small"
          notNow={notNow}
          aria-label={spelledOut(`Undo ${method} ${designator}`)}
          onPress={() => report(openReview({ kind: "undo", connectionId, entryId }))}
        >
          Undo…
        </Button>
      </div>
      {opened && (
        <div className="journalmore">
          <p className="sm ink-2">
            {visibleText(message)} {notNow ?? undo.message}
          </p>
          {changes.length > 0 && (
            <table className="pt">
              <thead>
                <tr>
                  <th>Field</th>
                  <th>Before</th>
                  <th>After</th>
                </tr>
              </thead>
              <tbody>
                {changes.map(({ name, before, after }) => (
                  <tr key={name}>
                    <td className="k">{visibleText(name)}</td>
                    <td className="v">
                      <ComparedValue label={`${name} before`} value={before} others={[after]} limit={limit} />
                    </td>
                    <td className="v">
                      <ComparedValue label={`${name} after`} value={after} others={[before]} limit={limit} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </>
  );
}
