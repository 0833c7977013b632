import { expect, test } from "vitest";
import type { Draft } from "#shared/edits.ts";
import {
  changesOf,
  draftIdsOf,
  memberDrafts,
  membershipAt,
  noMemberChanges,
  toggleMember,
  type Membership,
} from "./membership.ts";

function groups7(): Membership {
  const found = membershipAt("c", "groups/7/agents");
  if (found === null) throw new Error("groups/7/agents is a membership");
  return found;
}

const jane = { id: "1234", title: "Jane Smith" };
const ada = { id: "99", title: "Ada" };

test("groups have agents, lists have contacts, nothing else has members", () => {
  expect(groups7()).toMatchObject({ owner: "groups/7", idField: "user_id", candidates: { path: "agents" } });
  expect(membershipAt("c", "lists/2/contacts")).toMatchObject({
    idField: "contact_id",
    candidates: { path: "contacts" },
  });
  expect(membershipAt("c", "contacts")).toBeNull();
  expect(membershipAt("c", "groups/7/agents/1234")).toBeNull();
});

test("toggling twice changes nothing", () => {
  const once = toggleMember(noMemberChanges, jane, false);
  expect([...once.added.keys()]).toEqual(["1234"]);
  expect(toggleMember(once, jane, false)).toEqual(noMemberChanges);
  expect([...toggleMember(noMemberChanges, jane, true).removed.keys()]).toEqual(["1234"]);
});

test("drafts are POSTs and DELETEs, titled by the member, and are read back as the same changes", () => {
  const changes = toggleMember(toggleMember(noMemberChanges, jane, false), ada, true);
  const made = memberDrafts(groups7(), noMemberChanges, changes);
  expect(made.map(({ draftId }) => draftId)).toEqual(["c groups/7/agents/1234", "c groups/7/agents/99"]);
  expect(made.map(({ draft }) => draft?.change)).toMatchObject([
    { kind: "create", designator: "groups/7/agents", title: "Jane Smith", fields: [["user_id", "1234"]] },
    { kind: "delete", designator: "groups/7/agents/99", title: "Ada", fields: [] },
  ]);
  const drafts = made.flatMap(({ draft }): Draft[] => (draft === null ? [] : [draft]));
  expect(changesOf(groups7(), drafts)).toEqual(changes);
  expect(draftIdsOf(groups7(), changes)).toEqual(made.map(({ draftId }) => draftId));
});

test("a change that is taken back removes its draft, any other keeps it", () => {
  const before = toggleMember(toggleMember(noMemberChanges, jane, false), ada, true);
  const after = toggleMember(before, jane, false);
  expect(memberDrafts(groups7(), before, after)).toEqual([{ draftId: "c groups/7/agents/1234", draft: null }]);
});

test("drafts of another connection and of the form of a new member are left alone", () => {
  const [made] = memberDrafts(groups7(), noMemberChanges, toggleMember(noMemberChanges, jane, false));
  const draft = made?.draft;
  if (!draft) throw new Error("a draft was made");
  const strangers = [
    { ...draft, connectionId: "other" },
    { ...draft, draftId: "c POST groups/7/agents" },
  ];
  expect(changesOf(groups7(), strangers)).toEqual(noMemberChanges);
});
