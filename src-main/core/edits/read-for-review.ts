import type { RecordReading } from "#shared/edits.ts";
import { headingOf } from "#shared/rezora/catalog.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import type { FieldPair } from "#shared/rezora/request-body.ts";
import { collectionOf, type Intended } from "./intended.ts";
import { removable } from "./obstacles.ts";
import type { RecordApi } from "./record-api.ts";
import { waitFor } from "./wait-for.ts";

/** From this many records of one collection on, one read of the collection replaces the reads of its records. */
const readTogetherFrom = 4;

export type CollectionRead =
  | {
      readonly state: "counted";
      readonly staying: number;
      readonly removes: number;
      /** The records that are deleted, up to as many as can be recreated. */
      readonly removed: readonly (readonly FieldPair[])[];
      /** The name by which the user knows the collection. */
      readonly name: string;
    }
  | { readonly state: "failed"; readonly message: string };

export interface ReadParts {
  readonly api: RecordApi;
  readonly connectionId: string;
  /** Milliseconds between two reads. */
  readonly gapMs: number;
  readonly signal: AbortSignal;
}

/** Reads the current state of every record to be changed, with as few requests as possible. In the order given. */
export async function readForReview(parts: ReadParts, all: readonly Intended[]): Promise<(RecordReading | null)[]> {
  const together = await readCollections(parts, all);
  const reads: (RecordReading | null)[] = [];
  let isFirst = together.size === 0;
  for (const { change } of all) {
    if (change.kind === "create" || change.kind === "delete-all") {
      reads.push(null);
      continue;
    }
    const known = together.get(collectionOf(change.designator));
    if (known !== undefined) {
      reads.push(known.get(change.designator) ?? { state: "gone" });
      continue;
    }
    if (!isFirst) await waitFor(parts.gapMs, parts.signal);
    isFirst = false;
    reads.push(await parts.api.read(parts.connectionId, change.designator, parts.signal));
  }
  return reads;
}

type ByDesignator = ReadonlyMap<string, RecordReading>;

async function readCollections(parts: ReadParts, all: readonly Intended[]): Promise<ReadonlyMap<string, ByDesignator>> {
  const wanted = new Map<string, Set<string>>();
  for (const { change } of all) {
    if (change.kind !== "update" && change.kind !== "delete") continue;
    const collection = collectionOf(change.designator);
    wanted.set(collection, (wanted.get(collection) ?? new Set()).add(change.designator));
  }
  const read = new Map<string, ByDesignator>();
  for (const [collection, designators] of wanted) {
    if (designators.size < readTogetherFrom || matchDesignator(collection) === null) continue;
    if (read.size > 0) await waitFor(parts.gapMs, parts.signal);
    const found = await parts.api.readMany(parts.connectionId, collection, designators, parts.signal);
    if (found !== null) read.set(collection, found);
  }
  return read;
}

/** Counts what a deletion of a collection removes and keeps, by one read of it and one for its owner's name. */
export async function readForWipe(parts: ReadParts, designator: string): Promise<CollectionRead> {
  const { api, connectionId, signal } = parts;
  const counted = await api.search(connectionId, designator, removable(designator), signal);
  if (counted.state === "failed") return counted;
  const { all, fitting, records } = counted;
  const name = await ownerName(parts, designator);
  return { state: "counted", staying: all - fitting, removes: fitting, removed: records, name };
}

/** `Open House, June` for the members of that list. If there is no name to type, the user types the designator. */
async function ownerName({ api, connectionId, gapMs, signal }: ReadParts, designator: string): Promise<string> {
  const owner = collectionOf(designator);
  const path = matchDesignator(owner)?.resource.path;
  if (path === undefined) return designator;
  await waitFor(gapMs, signal);
  const read = await api.read(connectionId, owner, signal);
  const name = read.state === "found" ? headingOf(path, (field) => new Map(read.fields).get(field)) : null;
  return name !== null && isTypable(name) ? name : designator;
}

/** Whether a name is one line of visible characters: a user cannot type a zero-width space. */
function isTypable(name: string): boolean {
  return name.length <= 200 && !/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(name);
}
