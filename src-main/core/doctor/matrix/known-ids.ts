import { resourceAt, type Resource, type ResourcePath } from "#shared/rezora/catalog.ts";
import type { WholeRecord } from "#shared/documents.ts";

export type Ids = Readonly<Record<string, string>>;

interface FoundIds {
  readonly ids: Ids;
  readonly connectionId: string;
  /** Base URL and version: an id is meaningful only on its own server. */
  readonly address: string;
  readonly collection: string;
}

/** The collection whose first record gives a resource its ids: `lists` for `lists/ID` and for `lists/ID/contacts`. */
export function collectionOf(path: ResourcePath): string {
  return path.replace(/\/ID(?:\/[a-z]+)?$/u, "");
}

/** The ids found during a sweep. */
export class KnownIds {
  readonly #found: FoundIds[] = [];

  /** Stores the id of the first record of a collection, if the record has one. */
  learn(
    from: Omit<FoundIds, "ids" | "collection">,
    collection: Resource,
    own: Ids,
    { columns, row }: WholeRecord,
  ): void {
    const [child] = collection.children;
    const name = child === undefined ? undefined : resourceAt(child).ids.at(-1);
    const value = name === undefined ? undefined : row.cells[columns.indexOf(name)];
    const text = textOf(value);
    if (name === undefined || text === "") return;
    this.#found.push({ ...from, collection: collection.path, ids: { ...own, [name]: text } });
  }

  /** The connection's own ids, otherwise those found by another connection to the same address. */
  find(connectionId: string, address: string, path: ResourcePath): FoundIds | undefined {
    const wanted = collectionOf(path);
    const there = this.#found.filter((found) => found.address === address && found.collection === wanted);
    return there.find((found) => found.connectionId === connectionId) ?? there[0];
  }
}

function textOf(value: WholeRecord["row"]["cells"][number] | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  return value.kind === "literal" ? value.text : "";
}
