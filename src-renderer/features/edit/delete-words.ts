import type { Review, ReviewItem } from "#shared/edits.ts";
import type { ResourcePath } from "#shared/rezora/catalog.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { formatAmount, formatCount } from "../response/format.ts";
import { copySubject } from "./copy-subject.ts";

/** One line about what is deleted or what is kept. */
export interface DeleteLine {
  readonly text: string;
  /** An id or a designator, set in the mono face. */
  readonly code?: string;
  readonly more?: string;
}

/** The words of Review for a deletion, the consequence first. */
export interface DeleteWords {
  /** The title of the sheet and the label of the red button: verb, number, kind. */
  readonly title: string;
  readonly headline: string;
  readonly detail: string;
  readonly deleted: readonly DeleteLine[];
  readonly kept: readonly DeleteLine[];
  readonly undoTitle: string;
  readonly undo: string;
  /** What else Undo does not restore; null for nothing. */
  readonly caution: string | null;
  /** What can be exported first: `1 record, all 23 fields`; empty where no single request can fetch it. */
  readonly copy: string;
  /** The label of the safe button: what it keeps. */
  readonly keep: string;
  readonly proof: string;
  /** The text to type as a confirmation, and what it names; null where nothing has to be typed. */
  readonly typed: { readonly name: string; readonly of: string } | null;
}

/** Whether a Review contains only deletions that can be sent. An undo is described as an undo, whatever it sends. */
export function isDeletionReview({ items, undoes }: Review): boolean {
  return (
    undoes === null &&
    items.length > 0 &&
    items.every(({ kind, state }) => (kind === "delete" || kind === "delete-all") && state === "ready")
  );
}

interface Kind {
  readonly one: string;
  readonly many: string;
  /** What is deleted with each of them besides their own values. */
  readonly also: DeleteLine | null;
  readonly kept: DeleteLine | null;
  readonly lost: string;
}

const contact: Kind = {
  one: "contact",
  many: "contacts",
  also: { text: "Its place on every list" },
  kept: { text: "The lists", more: "with all other members" },
  lost: "it is on no list",
};
const list: Kind = {
  one: "list",
  many: "lists",
  also: { text: "Its memberships", more: "who is on it, and since when" },
  kept: { text: "All contacts", more: "with their fields and other lists" },
  lost: "it has no members",
};
const group: Kind = {
  one: "group",
  many: "groups",
  also: { text: "Its memberships", more: "who is in it, and since when" },
  kept: { text: "All agents", more: "with their fields and other groups" },
  lost: "it has no members",
};
const membership: Kind = { one: "membership", many: "memberships", also: null, kept: null, lost: "" };
const record: Kind = { one: "record", many: "records", also: null, kept: null, lost: "" };

function kindOf(path: ResourcePath | undefined): Kind {
  switch (path) {
    case "contacts":
    case "contacts/ID":
      return contact;
    case "lists":
    case "lists/ID":
      return list;
    case "groups":
    case "groups/ID":
      return group;
    case "lists/ID/contacts":
    case "lists/ID/contacts/ID":
    case "groups/ID/agents":
    case "groups/ID/agents/ID":
      return membership;
    case "agents":
    case "agents/ID":
    case undefined:
      return record;
  }
}

/** Whose memberships they are: `list` and `contacts`, `group` and `agents`. */
function sidesOf(path: ResourcePath | undefined): { readonly owner: string; readonly members: string } {
  return path?.startsWith("groups/") === true
    ? { owner: "group", members: "agents" }
    : { owner: "list", members: "contacts" };
}

const pathOf = ({ designator }: ReviewItem): ResourcePath | undefined => matchDesignator(designator)?.resource.path;

/** The name of a record; empty where it is not known. */
export type NameOf = (designator: string) => string;

export function deleteWords({ items }: Review, nameOf: NameOf): DeleteWords {
  const wiped = items.find(({ wipe }) => wipe !== null);
  if (wiped !== undefined) return wipeWords(wiped);
  const [first] = items;
  return first !== undefined && items.length === 1 ? recordWords(first, nameOf) : manyWords(items, nameOf);
}

function recordWords(item: ReviewItem, nameOf: NameOf): DeleteWords {
  const { designator, title, fields } = item;
  const path = pathOf(item);
  const kind = kindOf(path);
  const id = decodeURIComponent(designator.slice(designator.lastIndexOf("/") + 1));
  const name = title || nameOf(designator) || `The ${kind.one} ${id}`;
  const values = formatAmount(fields.length, "value");
  const isMembership = kind === membership;
  const { owner, members } = sidesOf(path);
  const ownerName = isMembership ? nameOf(ownerOf(designator)) : "";
  const also = kind.also === null ? "" : ` ${alsoSentence(kind)}`;
  return {
    title: `Delete 1 ${kind.one}`,
    headline: isMembership
      ? `${name} is removed from the ${owner}${ownerName === "" ? "" : ` ${ownerName}`}.`
      : `${name} will be deleted.`,
    detail: isMembership
      ? "One request deletes this membership and nothing else."
      : `The API cannot restore a deleted ${kind.one}.${also}`,
    deleted: [{ text: `The ${kind.one}`, code: isMembership ? designator : id, more: values }, ...optional(kind.also)],
    kept: [
      ...(isMembership ? keptSides(owner, members, ownerOf(designator), true) : optional(kind.kept)),
      {
        text: fields.length === 1 ? "The value, in the journal" : `The ${values}, in the journal`,
        more: "on this computer",
      },
    ],
    ...undoWords(item, kind, 1),
    copy: `1 record, all ${formatAmount(fields.length, "field")}`,
    keep: isMembership ? "Keep the member" : `Keep the ${kind.one}`,
    proof: "Then one GET proves that it is gone.",
    typed: null,
  };
}

function alsoSentence(kind: Kind): string {
  return kind === contact ? "The contact also leaves every list it is on." : "Its members lose their place in it.";
}

function manyWords(items: readonly ReviewItem[], nameOf: NameOf): DeleteWords {
  const kinds = new Set(items.map((item) => kindOf(pathOf(item))));
  const [only] = kinds;
  const kind = kinds.size === 1 && only !== undefined ? only : record;
  const count = formatAmount(items.length, kind.one, kind.many);
  const [first] = items;
  const names = items.slice(0, 3).map(({ title, designator }) => title || nameOf(designator) || designator);
  const more = items.length > names.length ? ` and ${formatCount(items.length - names.length)} more` : "";
  return {
    title: `Delete ${count}`,
    headline: `${count} will be deleted.`,
    detail: `${names.join(", ")}${more}. One request for each, one after the other. What is sent cannot be cancelled.`,
    deleted: [{ text: count, more: "with all of their values" }, ...optional(kind.also && plural(kind.also))],
    kept: [...optional(kind.kept), { text: "Their values, in the journal", more: "on this computer" }],
    ...(first === undefined
      ? { undoTitle: "What Undo can do", undo: "", caution: null }
      : undoWords(first, kind, items.length)),
    copy: copySubject(items) === null ? "" : `${formatAmount(items.length, "record")}, all fields`,
    keep: `Keep the ${kind === membership ? "members" : kind.many}`,
    proof: "Then one GET for each proves that it is gone.",
    typed: null,
  };
}

function plural(line: DeleteLine): DeleteLine {
  return { ...line, text: line.text.replace(/^Its place\b/u, "Their places").replace(/^Its/u, "Their") };
}

function wipeWords(item: ReviewItem): DeleteWords {
  const { designator } = item;
  const { removes, stays, staysBecause, name } = item.wipe ?? { removes: 0, stays: 0, staysBecause: "", name: "" };
  const path = pathOf(item);
  const kind = kindOf(path);
  const count = formatAmount(removes, kind.one, kind.many);
  const isMembership = kind === membership;
  const { owner, members } = sidesOf(path);
  const undo = undoWords(item, kind, removes);
  return {
    title: `Delete ${count}`,
    headline: isMembership ? `${name} will have no members.` : `${count} will be deleted.`,
    detail: `One request deletes ${removes === 1 ? "it" : `all ${count}`}${isMembership ? ` of this ${owner}` : ""}. Once it is sent, it cannot be cancelled.`,
    deleted: [
      isMembership
        ? { text: count, more: `who is ${owner === "list" ? "on this list" : "in this group"}, and since when` }
        : { text: count, more: "with all of their values" },
      ...optional(kind.also && plural(kind.also)),
    ],
    kept: [
      ...(stays > 0 ? [{ text: formatAmount(stays, kind.one, kind.many), more: staysBecause }] : []),
      ...(isMembership ? keptSides(owner, members, ownerOf(designator), false) : optional(kind.kept)),
      ...(item.undo.kind === "not" ? [] : [{ text: "Their values, in the journal", more: "on this computer" }]),
    ],
    ...undo,
    copy: formatAmount(removes + stays, "record"),
    keep: `Keep the ${isMembership ? "members" : kind.many}`,
    proof: stays > 0 ? "Then one GET proves what is left." : "Then one GET proves that it is empty.",
    typed: { name, of: name === designator ? "the collection" : `the ${owner}` },
  };
}

function keptSides(owner: string, members: string, designator: string, isOne: boolean): DeleteLine[] {
  const member = members.slice(0, -1);
  const other = `${owner}s`;
  return [
    isOne
      ? { text: `The ${member} itself`, more: `with its fields and other ${other}` }
      : { text: `All ${members}`, more: `with their fields and other ${other}` },
    { text: `The ${owner} itself`, code: designator },
  ];
}

function undoWords(item: ReviewItem, kind: Kind, count: number): Pick<DeleteWords, "undoTitle" | "undo" | "caution"> {
  const { undo, fields, designator } = item;
  if (undo.kind === "not") {
    const text = "The journal keeps at most 500 records of one request. An export is the only copy.";
    return { undoTitle: "Undo is not possible", undo: text, caution: null };
  }
  const isMembership = kind === membership;
  const again = count === 1 ? `the ${kind.one}` : `the ${formatAmount(count, kind.one, kind.many)}`;
  const how = item.kind === "delete" && count === 1 && !isMembership ? ` with its ${editableWords(item)}` : "";
  const loses = kind.lost === "" || count > 1 ? "" : `, and ${kind.lost}`;
  const id = decodeURIComponent(designator.slice(designator.lastIndexOf("/") + 1));
  const refers =
    item.kind === "delete" && count === 1 && !isMembership ? ` Anything that refers to ${id} is not updated.` : "";
  const each = count === 1 ? "The server gives it" : "The server gives each";
  const lost = count > 1 && kind.also !== null ? ` Memberships do not come back.` : "";
  const unsubscribed = fields.find(({ name }) => name === "contact_unsubscribe")?.server === "1";
  return {
    undoTitle: "What Undo can do",
    undo: `Undo creates ${again} again${how}${count > 1 ? ", one by one" : ""}. ${each} a new id and a new date${loses}.${refers}${lost}`,
    caution: unsubscribed ? "This contact is unsubscribed. Undo cannot restore the unsubscribe mark." : null,
  };
}

/** Values that a POST accepts; the server sets the others. */
function editableWords({ designator, fields }: ReviewItem): string {
  const collection = designator.slice(0, Math.max(0, designator.lastIndexOf("/")));
  const names = new Set(matchDesignator(collection)?.resource.methods.POST.requestFields.map(({ name }) => name));
  const count = names.size === 0 ? fields.length : fields.filter(({ name }) => names.has(name)).length;
  return formatAmount(count, "editable value");
}

function ownerOf(designator: string): string {
  return designator.split("/").slice(0, 2).join("/");
}

function optional(line: DeleteLine | null): DeleteLine[] {
  return line === null ? [] : [line];
}
