import type { Level } from "#shared/connection.ts";
import { resourceAt, resources, type Resource, type ResourcePath } from "#shared/rezora/catalog.ts";
import { fillTemplate, matchDesignator } from "#shared/rezora/uri.ts";
import { offReason } from "../resources/tree-model.ts";

/** Something that can be created from the current location. */
export interface NewRecordOffer {
  /** `New contact`, or `Add people` on a list or a group. */
  readonly text: string;
  /** `members` opens the member editor, `record` the form of a new record. */
  readonly kind: "record" | "members";
  /** The designator that the new record or the new members are sent to. */
  readonly collection: string;
  /** Why it is not possible on this connection; undefined when it is. */
  readonly notNow: string | undefined;
}

/** The collections of people that belong to a list or to a group. */
const memberCollections: Readonly<Partial<Record<string, ResourcePath>>> = {
  lists: "lists/ID/contacts",
  groups: "groups/ID/agents",
};

/** The singular name for the records of a collection: `contact`. */
export function nounOf({ envelope }: Pick<Resource, "envelope">): string {
  return envelope.record.replace("_", " ");
}

/** Whether the API is known to accept a POST there. */
function takesNew({ methods }: Resource): boolean {
  const { confidence } = methods.POST;
  return confidence === "documented" || confidence === "inferred";
}

/** A new record of one of the top-level collections; null where the API has no POST. */
export function newRecordIn(level: Level, path: ResourcePath): NewRecordOffer | null {
  const resource = resourceAt(path);
  if (resource.kind !== "collection" || !takesNew(resource)) return null;
  return { text: `New ${nounOf(resource)}`, kind: "record", collection: path, notNow: offReason(level, resource) };
}

/**
 * What can be created at a designator, the most likely first: members of a list or group, then records of its own kind.
 * Empty where the API has no POST, and for a designator that the catalogue lacks.
 */
export function newRecordsAt(level: Level, designator: string): readonly NewRecordOffer[] {
  const matched = matchDesignator(designator);
  if (matched === null) return [];
  const [root = ""] = matched.resource.path.split("/");
  const top = resources.find(({ path }) => path === root);
  const record = top === undefined ? null : newRecordIn(level, top.path);
  const people = memberCollections[root];
  if (people === undefined || matched.resource.path === root) return record === null ? [] : [record];
  const resource = resourceAt(people);
  const collection = fillTemplate(resource.template, (name) => matched.ids[name]);
  if (!collection.ok) return record === null ? [] : [record];
  const members: NewRecordOffer = {
    text: "Add people",
    kind: "members",
    collection: collection.value,
    notNow: offReason(level, resource),
  };
  return record === null ? [members] : [members, record];
}
