import {
  ContactRound,
  CornerDownRight,
  Ellipsis,
  FolderTree,
  List,
  ListChecks,
  UserRound,
  UsersRound,
  type LucideIcon,
} from "lucide-react";
import type { Level } from "#shared/connection.ts";
import { resources, type Resource, type ResourcePath } from "#shared/rezora/catalog.ts";
import { encodeId, matchDesignator } from "#shared/rezora/uri.ts";
import { formatCount } from "../response/format.ts";
import type { RecentRecord } from "../../state/place.ts";
import type { TreeGroup, TreeItem } from "../../ui/tree.tsx";
import type { FetchedRecords } from "./fetched-records.ts";

/** Names shown below a collection before "3 more lists". */
const namesShown = 3;
const recentShown = 5;

/** Top-level collections of the tree, in the order of the documentation. */
export const topCollections: readonly Resource[] = resources.filter(
  ({ kind, path }) => kind === "collection" && !path.includes("/"),
);

/** What opening an item of the tree does. */
export type TreeTarget =
  | { readonly kind: "visit"; readonly designator: string }
  | { readonly kind: "ask-id"; readonly path: ResourcePath }
  | { readonly kind: "show-all"; readonly path: ResourcePath };

export interface TreeInput {
  readonly level: Level;
  /** The level whose resources come first. */
  readonly first: "agent" | "company";
  /** Designator on screen; null for none. */
  readonly current: string | null;
  readonly expanded: ReadonlySet<string>;
  readonly showAll: ReadonlySet<string>;
  /** By collection path; absent where nothing was fetched. */
  readonly fetched: ReadonlyMap<string, FetchedRecords>;
  /** Number of records that a designator returned. */
  readonly countOf: (designator: string) => number | undefined;
  readonly recent: readonly RecentRecord[];
  /** Pending changes on this connection, by the designator of their collection. */
  readonly pending: ReadonlyMap<string, number>;
}

const iconOf: Readonly<Partial<Record<ResourcePath, LucideIcon>>> = {
  contacts: ContactRound,
  lists: List,
  agents: UsersRound,
  groups: FolderTree,
};

/** The icon of a collection in tree and palette. */
export function collectionIcon(path: ResourcePath): LucideIcon {
  return iconOf[path] ?? List;
}

/** Why an account of one level cannot use a resource of the other; undefined when it can, or when that is unknown. */
export function offReason(level: Level, resource: Resource): string | undefined {
  if (level !== "agent" && level !== "company") return undefined;
  if (resource.level === level) return undefined;
  return level === "agent" ? "Not for an agent account." : "Not for a company account.";
}

/** The groups of the sidebar's tree: own level first, then the other one, then the recently viewed records. */
export function treeGroups(input: TreeInput): readonly TreeGroup[] {
  const levels = input.first === "company" ? (["company", "agent"] as const) : (["agent", "company"] as const);
  const groups: TreeGroup[] = levels.map((level) => {
    const collections = topCollections.filter((resource) => resource.level === level);
    const off = collections[0] && offReason(input.level, collections[0]);
    return {
      id: level,
      title: level === "agent" ? "Agent resources" : "Company resources",
      items: collections.flatMap((resource) => collectionItems(input, resource, off)),
      note: off,
    };
  });
  if (input.recent.length === 0) return groups;
  const recent = input.recent.slice(0, recentShown).map(({ designator, title }): TreeItem => {
    const id = designator.split("/").at(-1) ?? "";
    return { id: `recent ${designator}`, depth: 0, text: title, icon: UserRound, count: id, flush: true };
  });
  return [...groups, { id: "recent", title: "Recent records", items: recent }];
}

/** What an item's id represents; null for unknown ids. */
export function targetOf(itemId: string): TreeTarget | null {
  const [kind, ...rest] = itemId.split(" ");
  const value = rest.join(" ");
  if (kind === "recent" || kind === "open" || kind === "table") return { kind: "visit", designator: value };
  const collection = topCollections.find(({ path }) => path === value);
  if (!collection) return null;
  if (kind === "by-id") return { kind: "ask-id", path: collection.path };
  return kind === "more" ? { kind: "show-all", path: collection.path } : null;
}

/** The resource of one record of a collection, such as `contacts/ID`. */
export function recordResource(collection: Resource): Resource | undefined {
  return resources.find(({ path }) => path === `${collection.path}/ID`);
}

function collectionItems(input: TreeInput, collection: Resource, off: string | undefined): readonly TreeItem[] {
  const { path } = collection;
  const expanded = off === undefined && input.expanded.has(path);
  const below = expanded ? childItems(input, collection) : [];
  const count = input.countOf(path);
  const self: TreeItem = {
    id: `open ${path}`,
    depth: 0,
    text: path,
    icon: collectionIcon(path),
    expanded,
    off,
    count: off === undefined && count !== undefined ? formatCount(count) : undefined,
    pending: pendingBelow(input, path, below),
    selected: rootOf(input.current) === path && !below.some(({ selected }) => selected),
  };
  return [self, ...below];
}

/** Pending changes in a collection and in everything below it that has no visible item. */
function pendingBelow(input: TreeInput, path: string, shown: readonly TreeItem[]): number {
  const ids = new Set(shown.map(({ id }) => id));
  let sum = 0;
  for (const [collection, count] of input.pending) {
    if (rootOf(collection) === path && !ids.has(`open ${collection}`)) sum += count;
  }
  return sum;
}

/** Collections with a sub-collection list their records by name, because users go on to those; others ask for an id. */
function childItems(input: TreeInput, collection: Resource): readonly TreeItem[] {
  const { path } = collection;
  const record = recordResource(collection);
  const members = resources.find(
    (resource) => resource.kind === "collection" && resource.path.startsWith(`${path}/ID/`),
  );
  const fetched = input.fetched.get(path);
  if (!members || !fetched || fetched.records.length === 0) {
    const idName = record?.ids[0] ?? "id";
    return [{ id: `by-id ${path}`, depth: 1, text: `by ${idName}…`, icon: CornerDownRight }];
  }
  const all = input.showAll.has(path);
  const shown = all ? fetched.records : fetched.records.slice(0, namesShown);
  const items = shown.flatMap(({ id, title }): readonly TreeItem[] => {
    const segment = encodeId(id);
    if (!segment.ok) return [];
    const designator = `${path}/${segment.value}/${members.path.split("/").at(-1) ?? ""}`;
    const count = input.countOf(designator);
    return [
      {
        id: `open ${designator}`,
        depth: 1,
        text: title ?? id,
        icon: ListChecks,
        count: count === undefined ? undefined : formatCount(count),
        pending: input.pending.get(designator) ?? 0,
        selected: input.current === designator || input.current === `${path}/${segment.value}`,
      },
    ];
  });
  const hidden = fetched.total - shown.length;
  if (hidden <= 0) return items;
  const more: TreeItem = all
    ? { id: `table ${path}`, depth: 1, text: `${hidden} more in the table`, icon: Ellipsis }
    : { id: `more ${path}`, depth: 1, text: `${hidden} more ${path}`, icon: Ellipsis };
  return [...items, more];
}

function rootOf(designator: string | null): string | null {
  if (designator === null) return null;
  const matched = matchDesignator(designator);
  return matched ? (matched.resource.path.split("/")[0] ?? null) : null;
}
