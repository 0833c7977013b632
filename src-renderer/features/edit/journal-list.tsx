import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronRight, NotebookPen } from "lucide-react";
import { useState } from "react";
import type { Connection } from "#shared/connection.ts";
import type { JournalChange, JournalEntry } from "#shared/edits.ts";
import { call } from "../../api.ts";
import { journalKey, useUnsaved } from "../../query.ts";
import { useNow } from "../../state/clock.ts";
import { report } from "../../state/report.ts";
import { lookAgain, openReview, useReview } from "../../state/review.ts";
import { journalWords } from "../../state/storage-words.ts";
import { useShell } from "../../state/shell.ts";
import { textBudget } from "../../ui/long-value/text-budget.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { MethodName } from "../request/address.tsx";
import { EmptyState } from "../response/empty-state.tsx";
import { formatAge, formatAmount } from "../response/format.ts";
import { visibleText, visibleValue } from "../../ui/visible-text.tsx";
import { RecordTitle } from "../resources/record-name.tsx";
import { ComparedValue } from "./shown-value.tsx";
import { journalWord } from "./state-words.ts";
import { spelledOut } from "#shared/visible-text.ts";

/** Writes that are listed; older ones stay on the disk. */
const listed = 500;

/** Every write of a connection, over restarts, latest first, and the way to take it back. */
export function JournalList({ connection }: { connection: Connection }) {
  const { connectionId } = connection;
  const { data: entries } = useQuery({
    queryKey: journalKey(connectionId),
    queryFn: () => call("listJournal", { connectionId, limit: listed }),
  });
  const now = useNow(30_000);
  const unsaved = useUnsaved();
  if (entries === undefined) return null;
  if (entries.length === 0) {
    return (
      <EmptyState icon={NotebookPen} title="No writes in the journal">
        Every write on {visibleValue(connection.name)} is listed here with what it changed, and can be taken back.
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
        {entries.map((entry) => (
          <li key={entry.entryId}>
            <Entry entry={entry} now={now} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** An entry's id is that of its run, a slash and its place in it. */
function runIdOf(entryId: string): string {
  return entryId.slice(0, entryId.lastIndexOf("/"));
}

/** What a write changed: a list has only the beginnings of long values, so an opened entry asks for the whole ones. */
function useWholeChanges({ entryId, changes }: JournalEntry, opened: boolean): readonly JournalChange[] {
  const { data } = useQuery({
    queryKey: ["journal-changes", entryId],
    queryFn: ({ signal }) => call("getJournalChanges", { entryId }, signal),
    enabled: opened && changes.some(({ cut }) => cut === true),
    gcTime: 0,
  });
  return data ?? changes;
}

function Entry({ entry, now }: { entry: JournalEntry; now: number }) {
  const [opened, setOpened] = useState(false);
  const { entryId, connectionId, method, designator, title, state, message, undo, undone, undoes, at } = entry;
  const run = useReview(({ runs }) => runs.get(runIdOf(entryId)));
  const changes = useWholeChanges(entry, opened);
  const limit = textBudget(changes.flatMap(({ before, after }) => [before?.length ?? 0, after?.length ?? 0]));
  const notNow = undone ? "It was taken back already." : undo.kind === "not" ? undo.message : undefined;
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
          {undoes !== null && <span className="ink-3">, taken back</span>}
        </span>
        <span className="sm nowrap">{undone ? "Taken back" : journalWord(entry, run)}</span>
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
