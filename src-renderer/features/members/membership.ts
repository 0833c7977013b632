import { draftIdOf, type Change, type Draft } from "#shared/edits.ts";
import { fieldNamed, resources, type Resource } from "#shared/rezora/catalog.ts";
import { encodeId, matchDesignator } from "#shared/rezora/uri.ts";

/** A collection whose records say who belongs to a list or a group. */
export interface Membership {
  readonly connectionId: string;
  /** `groups/7/agents` */
  readonly collection: string;
  /** `groups/7` */
  readonly owner: string;
  /** The field that names the member: `user_id`. */
  readonly idField: string;
  /** The collection of the candidates: `agents`. */
  readonly candidates: Resource;
}

/** Somebody whose membership is to change. */
export interface Member {
  readonly id: string;
  readonly title: string;
}

/** Who is to be added and who removed, by id. */
export interface MemberChanges {
  readonly added: ReadonlyMap<string, Member>;
  readonly removed: ReadonlyMap<string, Member>;
}

export const noMemberChanges: MemberChanges = { added: new Map(), removed: new Map() };

/** null: the designator is not a collection of memberships. */
export function membershipAt(connectionId: string, collection: string): Membership | null {
  const resource = matchDesignator(collection)?.resource;
  if (resource?.path !== "groups/ID/agents" && resource?.path !== "lists/ID/contacts") return null;
  const idField = resource.methods.POST.requestFields[0]?.name ?? "";
  const opens = fieldNamed(idField)?.opens;
  const candidates = resources.find(({ path }) => `${path}/ID` === opens);
  if (candidates === undefined) return null;
  return { connectionId, collection, owner: collection.slice(0, collection.lastIndexOf("/")), idField, candidates };
}

/** Toggles one membership: removes a member or adds a candidate; a second call reverts that. */
export function toggleMember(changes: MemberChanges, member: Member, isMember: boolean): MemberChanges {
  const side = new Map(isMember ? changes.removed : changes.added);
  if (side.has(member.id)) side.delete(member.id);
  else side.set(member.id, member);
  return isMember ? { ...changes, removed: side } : { ...changes, added: side };
}

/** The changes in earlier drafts of this collection. */
export function changesOf(membership: Membership, drafts: Iterable<Draft>): MemberChanges {
  const added = new Map<string, Member>();
  const removed = new Map<string, Member>();
  const { connectionId, collection, idField } = membership;
  for (const { draftId, connectionId: of, change } of drafts) {
    if (of !== connectionId) continue;
    const { kind, title, fields, designator } = change;
    if (kind === "create" && designator === collection) {
      const id = fields.find(([name]) => name === idField)?.[1];
      // A draft that was started in the form of a new record belongs to that form.
      if (id !== undefined && draftId === draftIdOf(connectionId, pathOf(membership, id))) {
        added.set(id, { id, title });
      }
    } else if (kind === "delete" && designator.startsWith(`${collection}/`)) {
      const id = matchDesignator(designator)?.ids[idField];
      if (id !== undefined) removed.set(id, { id, title });
    }
  }
  return { added, removed };
}

/** The drafts for these changes, by id; null where an earlier one is discarded. */
export function memberDrafts(
  membership: Membership,
  before: MemberChanges,
  after: MemberChanges,
): readonly { readonly draftId: string; readonly draft: Draft | null }[] {
  const { connectionId, collection, idField } = membership;
  const make = ({ id, title }: Member, kind: "create" | "delete") => {
    const designator = kind === "create" ? collection : pathOf(membership, id);
    const fields: Change["fields"] = kind === "create" ? [[idField, id]] : [];
    const change: Change = { kind, designator, title, base: null, fields, bodyFormat: "json" };
    const draftId = draftIdOf(connectionId, pathOf(membership, id));
    return { draftId, draft: { draftId, connectionId, change, unread: null, savedAt: 0 } };
  };
  const given = [...before.added.values(), ...before.removed.values()]
    .filter(({ id }) => !after.added.has(id) && !after.removed.has(id))
    .map(({ id }) => ({ draftId: draftIdOf(connectionId, pathOf(membership, id)), draft: null }));
  const isKnown = ({ id }: Member): boolean => before.added.has(id) || before.removed.has(id);
  return [
    ...given,
    ...[...after.added.values()].filter((member) => !isKnown(member)).map((member) => make(member, "create")),
    ...[...after.removed.values()].filter((member) => !isKnown(member)).map((member) => make(member, "delete")),
  ];
}

/** Ids of all drafts for these changes. */
export function draftIdsOf(membership: Membership, { added, removed }: MemberChanges): string[] {
  return [...added.keys(), ...removed.keys()].map((id) => draftIdOf(membership.connectionId, pathOf(membership, id)));
}

/** The designator of a membership: `groups/7/agents/1234`. */
export function pathOf({ collection }: Membership, id: string): string {
  const encoded = encodeId(id);
  return `${collection}/${encoded.ok ? encoded.value : id}`;
}
