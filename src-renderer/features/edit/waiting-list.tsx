import { FolderTree, ListChecks, type LucideIcon } from "lucide-react";
import { useEffect } from "react";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { useConnections } from "../../query.ts";
import { useNow } from "../../state/clock.ts";
import type { PendingGroup } from "../../state/pending-changes.ts";
import { usePendingChanges } from "../../state/use-pending-changes.ts";
import { markWaitingSeen } from "../../state/waiting.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { visibleText, visibleValue } from "../../ui/visible-text.tsx";
import { collectionIcon } from "../resources/tree-model.ts";
import { discardWithUndo } from "./discard-drafts.ts";
import { groupWords, lastEditedWords, waitingSentence, waitingSummary } from "./pending-words.ts";
import { showWaiting } from "./show-waiting.ts";

/** On the start page: changes that were not sent, one line per resource, on all connections. */
export function WaitingList() {
  const { groups } = usePendingChanges();
  const connections = useConnections() ?? [];
  const names = new Map(connections.map(({ connectionId, name }) => [connectionId, name]));
  const now = useNow(60_000);
  const isShown = groups.length > 0;
  useEffect(() => {
    if (isShown) markWaitingSeen();
  }, [isShown]);
  if (!isShown) return null;
  return (
    <section className="waiting" aria-labelledby="waiting-title">
      <h2>
        <span id="waiting-title">Waiting for Review</span> <span className="note">{waitingSummary(groups)}</span>
      </h2>
      <ul>
        {groups.map((group) => (
          <WaitingLine
            key={`${group.connectionId} ${group.collection}`}
            group={group}
            connection={names.get(group.connectionId) ?? ""}
            now={now}
          />
        ))}
      </ul>
    </section>
  );
}

interface WaitingLineProps {
  readonly group: PendingGroup;
  readonly connection: string;
  readonly now: number;
}

function WaitingLine({ group, connection, now }: WaitingLineProps) {
  const { collection, draftIds, savedAt } = group;
  const edited = lastEditedWords(savedAt, now);
  return (
    <li aria-label={waitingSentence(group, connection)}>
      <Icon of={iconOf(collection)} tone="c-write" />
      <div className="what">
        <span className="mono">{visibleText(collection)}</span> <span>{groupWords(group)}</span>
      </div>
      <p>
        {visibleValue(connection)}
        {edited !== "" && `, ${edited}`}
      </p>
      <div className="acts">
        <Button
          size="small"
          variant="quiet"
          aria-label={`Discard the changes to ${collection}`}
          onPress={() => discardWithUndo(draftIds)}
        >
          Discard
        </Button>
        <Button size="small" aria-label={`Show the changes to ${collection}`} onPress={() => showWaiting(group)}>
          Show
        </Button>
      </div>
    </li>
  );
}

function iconOf(collection: string): LucideIcon {
  const path = matchDesignator(collection)?.resource.path ?? "contacts";
  if (path === "lists/ID/contacts") return ListChecks;
  return path === "groups/ID/agents" ? FolderTree : collectionIcon(path);
}
