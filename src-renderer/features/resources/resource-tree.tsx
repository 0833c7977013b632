import { useState, type KeyboardEvent } from "react";
import type { Connection } from "#shared/connection.ts";
import { resourceAt, type ResourcePath } from "#shared/rezora/catalog.ts";
import { fillTemplate } from "#shared/rezora/uri.ts";
import { requestKey } from "../../state/place.ts";
import { visit } from "../../state/sending.ts";
import { countSince, sinceFetched } from "../../state/since-fetched.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import { useCurrentPlace, useWorkspace } from "../../state/workspace.ts";
import { levelOf } from "../connections/connection-words.ts";
import { TextField } from "../../ui/text-field.tsx";
import { Tree } from "../../ui/tree.tsx";
import { recordCount, useFetchedRecords, type FetchedRecords } from "./fetched-records.ts";
import { recordResource, targetOf, treeGroups } from "./tree-model.ts";

const lists = resourceAt("lists");
const groups = resourceAt("groups");

/** Everything the API has, by level, with what was fetched of it. A click fetches once, later clicks show it again. */
export function ResourceTree({ connection }: { connection: Connection }) {
  const { connectionId } = connection;
  const place = useCurrentPlace();
  const places = useWorkspace((state) => state.places);
  const recent = useWorkspace((state) => state.recent);
  const observed = useStoredValues();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [showAll, setShowAll] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<ResourcePath | null>(null);
  const fetched = new Map<string, FetchedRecords>();
  const fetchedLists = useFetchedRecords(connectionId, "lists", lists);
  const fetchedGroups = useFetchedRecords(connectionId, "groups", groups);
  if (fetchedLists) fetched.set("lists", fetchedLists);
  if (fetchedGroups) fetched.set("groups", fetchedGroups);

  const expanded = new Set(["contacts", "lists", "agents", "groups"].filter((path) => !folded.has(path)));
  const shown = treeGroups({
    level: levelOf(connection),
    current: place?.connectionId === connectionId ? place.draft.designator : null,
    expanded,
    showAll,
    fetched,
    countOf(designator) {
      const exchange = places.get(requestKey(connectionId, "GET", designator))?.exchange;
      const count = recordCount(exchange);
      if (count === undefined || !exchange) return undefined;
      return countSince(count, sinceFetched(observed, connectionId, designator, exchange.startedAt));
    },
    recent: recent.filter((record) => record.connectionId === connectionId),
  });

  function openItem(id: string): void {
    const target = targetOf(id);
    if (target === null) return;
    switch (target.kind) {
      case "visit":
        return visit(connectionId, target.designator);
      case "ask-id":
        return setAsking(target.path);
      case "show-all":
        return setShowAll(new Set(showAll).add(target.path));
    }
  }

  function toggle(id: string, open: boolean): void {
    const path = id.replace("open ", "");
    const next = new Set(folded);
    if (open) next.delete(path);
    else next.add(path);
    setFolded(next);
  }

  return (
    <div className="treepane">
      <Tree
        label="Resources"
        groups={shown}
        onOpen={openItem}
        onToggle={toggle}
        replaced={
          asking === null
            ? null
            : {
                id: `by-id ${asking}`,
                content: <IdInput path={asking} connectionId={connectionId} onDone={() => setAsking(null)} />,
              }
        }
      />
    </div>
  );
}

/** Asks for the id of a record where its entry stood. Enter opens the record, Esc gives up. */
function IdInput({ path, connectionId, onDone }: { path: ResourcePath; connectionId: string; onDone: () => void }) {
  const [id, setId] = useState("");
  const record = recordResource(resourceAt(path));
  const idName = record?.ids[0] ?? "id";
  const filled = record ? fillTemplate(record.template, () => id.trim()) : null;
  const problem = filled && !filled.ok && id !== "" ? filled.reason : null;

  function press(event: KeyboardEvent): void {
    if (event.key === "Escape") onDone();
    if (event.key !== "Enter" || !filled?.ok) return;
    onDone();
    visit(connectionId, filled.value);
  }

  return (
    <TextField
      label={idName}
      hideLabel
      small
      mono
      autoFocus
      placeholder={idName}
      value={id}
      onChange={setId}
      onKeyDown={press}
      onBlur={onDone}
      problem={problem}
    />
  );
}
