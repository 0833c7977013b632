import { useState, type KeyboardEvent } from "react";
import type { Connection } from "#shared/connection.ts";
import { resourceAt, type ResourcePath } from "#shared/rezora/catalog.ts";
import { fillTemplate } from "#shared/rezora/uri.ts";
import { requestKey } from "../../state/place.ts";
import { closeDrawer } from "../../state/drawer.ts";
import { visit } from "../../state/sending.ts";
import { usePendingChanges } from "../../state/use-pending-changes.ts";
import { countSince, sinceFetched } from "../../state/since-fetched.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import { useCurrentPlace, useWorkspace } from "../../state/workspace.ts";
import { levelOf } from "../connections/connection-words.ts";
import { moveFocusToWork } from "../../ui/focus-keeper.ts";
import { TextField } from "../../ui/text-field.tsx";
import { Tree } from "../../ui/tree.tsx";
import type { Anchor } from "../../ui/data-grid/anchored-popover.tsx";
import { TreeMenu } from "./tree-menu.tsx";
import { recordCount, useFetchedRecords, type FetchedRecords } from "./fetched-records.ts";
import { useSteadyFirst } from "./use-steady-first.ts";
import { recordResource, targetOf, treeGroups } from "./tree-model.ts";

const lists = resourceAt("lists");
const groups = resourceAt("groups");

/** Every resource of the API, by level, with what was fetched. A click fetches once, later clicks show it again. */
export function ResourceTree({ connection }: { connection: Connection }) {
  const { connectionId } = connection;
  const place = useCurrentPlace();
  const places = useWorkspace((state) => state.places);
  const recent = useWorkspace((state) => state.recent);
  const pending = usePendingChanges();
  const observed = useStoredValues();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [showAll, setShowAll] = useState<ReadonlySet<string>>(new Set());
  const level = levelOf(connection);
  const { first, ref: pane, onLeave } = useSteadyFirst(level);
  const [asking, setAsking] = useState<ResourcePath | null>(null);
  const [menu, setMenu] = useState<{ readonly designator: string; readonly at: Anchor } | null>(null);
  const fetched = new Map<string, FetchedRecords>();
  const fetchedLists = useFetchedRecords(connectionId, "lists", lists);
  const fetchedGroups = useFetchedRecords(connectionId, "groups", groups);
  if (fetchedLists) fetched.set("lists", fetchedLists);
  if (fetchedGroups) fetched.set("groups", fetchedGroups);

  const expanded = new Set(["contacts", "lists", "agents", "groups"].filter((path) => !folded.has(path)));
  const shown = treeGroups({
    level,
    first,
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
    pending: new Map(
      pending.groups
        .filter((group) => group.connectionId === connectionId)
        .map(({ collection, draftIds }) => [collection, draftIds.length]),
    ),
    recent: recent.filter((record) => record.connectionId === connectionId),
  });

  function openItem(id: string): void {
    const target = targetOf(id);
    if (target === null) return;
    switch (target.kind) {
      case "visit":
        closeDrawer();
        return visit(connectionId, target.designator);
      case "ask-id":
        return setAsking(target.path);
      case "show-all":
        return setShowAll(new Set(showAll).add(target.path));
    }
  }

  /** When the input is cancelled, the focus returns to the entry that it replaced. */
  function leaveId(how: "given-up" | "left"): void {
    setAsking(null);
    if (how === "left") return;
    const entry = `[data-item="by-id ${asking ?? ""}"]`;
    requestAnimationFrame(() => pane.current?.querySelector<HTMLElement>(entry)?.focus());
  }

  function toggle(id: string, open: boolean): void {
    const path = id.replace("open ", "");
    const next = new Set(folded);
    if (open) next.delete(path);
    else next.add(path);
    setFolded(next);
  }

  return (
    <div className="treepane" ref={pane} onPointerLeave={onLeave} onBlur={onLeave}>
      <Tree
        label="Resources"
        groups={shown}
        onOpen={openItem}
        onToggle={toggle}
        onMenu={(id, at) => {
          const target = targetOf(id);
          if (target?.kind === "visit") setMenu({ designator: target.designator, at });
        }}
        replaced={
          asking === null
            ? null
            : {
                id: `by-id ${asking}`,
                content: <IdInput path={asking} connectionId={connectionId} onDone={leaveId} />,
              }
        }
      />
      {menu && (
        <TreeMenu
          connection={connection}
          {...menu}
          onOpen={() => openItem(`open ${menu.designator}`)}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}

/** Asks for the id of a record in place of its entry. Enter opens the record, Esc cancels. */
function IdInput({
  path,
  connectionId,
  onDone,
}: {
  path: ResourcePath;
  connectionId: string;
  onDone: (how: "given-up" | "left") => void;
}) {
  const [id, setId] = useState("");
  const record = recordResource(resourceAt(path));
  const idName = record?.ids[0] ?? "id";
  const filled = record ? fillTemplate(record.template, () => id.trim()) : null;
  const problem = filled && !filled.ok && id !== "" ? filled.reason : null;

  function press(event: KeyboardEvent): void {
    if (event.key === "Escape") onDone("given-up");
    if (event.key !== "Enter" || !filled?.ok) return;
    onDone("left");
    closeDrawer();
    visit(connectionId, filled.value);
    moveFocusToWork();
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
      onBlur={() => onDone("left")}
      problem={problem}
    />
  );
}
