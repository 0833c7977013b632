import { encodeId } from "#shared/rezora/uri.ts";
import type { FieldPair } from "#shared/rezora/request-body.ts";
import { isEndedWell, type KeptRun } from "./edit-state.ts";
import { collectionOf } from "./intended.ts";

/** The current designators of records that undo recreated, by their former designators. */
export type FollowedIds = ReadonlyMap<string, string>;

/** A deleted record comes back under another id, so references to the old one must be mapped. */
export function followedIds(runs: Iterable<KeptRun>, connectionId: string): FollowedIds {
  const followed = new Map<string, string>();
  for (const { plan, outcomes } of runs) {
    if (plan.connectionId !== connectionId) continue;
    for (const [index, { kind, remakes }] of plan.items.entries()) {
      const outcome = outcomes[index];
      if (kind !== "create" || remakes === undefined || outcome === undefined || !isEndedWell(outcome.state)) continue;
      if (outcome.designator !== remakes) followed.set(remakes, outcome.designator);
    }
  }
  return followed;
}

/** The current designator of a record or a collection: `lists/3/contacts/5` to `lists/12/contacts/9`. */
export function followDesignator(designator: string, followed: FollowedIds): string {
  if (followed.size === 0) return designator;
  const parts = designator.split("/");
  let now = "";
  for (let at = 0; at < parts.length; at += 2) {
    const collection = `${now === "" ? "" : `${now}/`}${parts[at] ?? ""}`;
    const id = parts[at + 1];
    if (id === undefined) return collection;
    now = `${collection}/${latestId(parts[at] ?? "", id, followed)}`;
  }
  return now;
}

/** The fields by which a membership names its member; other records have no such fields. */
export function followFields(
  collection: string,
  fields: readonly FieldPair[],
  followed: FollowedIds,
): readonly FieldPair[] {
  const members = collection.split("/").at(-1) ?? "";
  if (followed.size === 0 || collectionOf(collection) === "") return fields;
  return fields.map(([name, value]): FieldPair => {
    const encoded = encodeId(value);
    if (!name.endsWith("_id") || !encoded.ok) return [name, value];
    const latest = latestId(members, encoded.value, followed);
    return [name, latest === encoded.value ? value : decodeURIComponent(latest)];
  });
}

/** Follows an id from undo to undo. Each step leads to a record that was created later, so this terminates. */
function latestId(collection: string, id: string, followed: FollowedIds): string {
  let latest = id;
  const seen = new Set<string>();
  for (;;) {
    const next = followed.get(`${collection}/${latest}`);
    if (next === undefined || seen.has(next)) return latest;
    seen.add(next);
    latest = next.slice(next.lastIndexOf("/") + 1);
  }
}
