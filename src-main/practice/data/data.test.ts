import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resourceAt } from "#shared/rezora/catalog.ts";
import { AgentAccount } from "./agent-account.ts";
import { agentFields, agentListFields } from "./agent.ts";
import { CompanyAccount } from "./company-account.ts";
import { contactFields, contactIdAt, contactIndexOf, makeContact } from "./contact.ts";
import { createIdSequence } from "./id-sequence.ts";
import { createSpread } from "./spread.ts";

const namesOf = (path: "contacts" | "agents" | "agents/ID") =>
  resourceAt(path).methods.GET.responseFields.map((field) => field.name);

test("fields are those of the catalogue, in its order", () => {
  expect(contactFields).toEqual(namesOf("contacts"));
  expect(agentListFields).toEqual(namesOf("agents"));
  expect(agentFields).toEqual(namesOf("agents/ID"));
});

test("ids and indexes map to each other", () => {
  for (let index = 0; index < 2_000; index += 1) expect(contactIndexOf(contactIdAt(index))).toBe(index);
  const ids = createIdSequence(1_234);
  expect([1_233, 1_243, 1.5, Number.NaN].map((id) => ids.indexOf(id))).toEqual([-1, -1, -1, -1]);
  expect(contactIndexOf(123_450)).toBe(-1);
});

test("property: a spread names each member once and finds it again", () => {
  const sizes = fc
    .integer({ min: 1, max: 400 })
    .chain((total) => fc.tuple(fc.constant(total), fc.nat(total), fc.nat(total)));
  fc.assert(
    fc.property(sizes, ([total, size, shift]) => {
      const spread = createSpread(total, size, shift);
      const members = Array.from({ length: size }, (_unused, position) => spread.memberAt(position));
      expect(new Set(members).size).toBe(size);
      for (let index = -1; index <= total; index += 1) expect(spread.positionOf(index)).toBe(members.indexOf(index));
    }),
  );
});

describe("contacts", () => {
  const first = Array.from({ length: 248 }, (_unused, index) => makeContact(1, index));
  test("the same seed gives the same contacts, another seed gives others", () => {
    expect(makeContact(1, 200)).toEqual(first[200]);
    expect(makeContact(2, 200)).not.toEqual(first[200]);
  });
  test("they begin with the hand-written ones, and exactly one is the self contact", () => {
    expect(first[0]).toMatchObject({ contact_id: "123449", contact_name: "Harper Lindgren", contact_self: "1" });
    expect(first.find((contact) => contact.contact_id === "123468")).toMatchObject({
      contact_name: "Siobhán O’Rourke",
      contact_title: "Relocation Specialist",
      contact_home_zip: "08012",
      contact_business_street: "",
    });
    expect(first.filter((contact) => contact.contact_self === "1")).toHaveLength(1);
  });
  test("the first 248 include every kind of value that breaks readers", () => {
    const values = first.flatMap((contact) => Object.values(contact));
    const kinds = [
      /[à-ž]/u,
      /"/u,
      /\|/u,
      /\\/u,
      /\\$/u,
      /^0\d/u,
      /^$/u,
      /^0000-00-00 00:00:00$/u,
      /^NULL$/u,
      /^ \S/u,
      /\S +$/u,
      /\r\n/u,
      /[^\r]\n/u,
      /^=/u,
      /^@/u,
      /"\|"/u,
      /\p{Extended_Pictographic}/u,
      /<b>/u,
      /\u0301/u,
      /[\u4e00-\u9fff]/u,
    ];
    for (const kind of kinds)
      expect(
        values.some((value) => kind.test(value)),
        String(kind),
      ).toBe(true);
  });
});

describe("an agent account", () => {
  const ids = (account: AgentAccount) => [...account.contacts.all()].map((contact) => Number(contact.contact_id));
  const memberIds = (account: AgentAccount, list: number) =>
    [...account.membersOf(list).all()].map((association) => association.memberId);

  test("248 contacts in 6 lists by default", () => {
    const account = new AgentAccount(1, 248);
    expect(ids(account)).toHaveLength(248);
    const lists = account.lists.all().map((list) => `${list.name} (${memberIds(account, list.id).length})`);
    expect(lists).toHaveLength(6);
    expect(lists).toEqual(expect.arrayContaining(["Primary Sphere (131)", "Open House, June (42)"]));
    expect(lists[2]).toMatch(/^Past clients 2009/u);
    expect(lists[5]).toMatch(/\(0\)$/u);
  });
  test("association ids are unique over all lists", () => {
    const account = new AgentAccount(1, 5_000);
    const all = account.lists
      .all()
      .flatMap((list) => [...account.membersOf(list.id).all()].map((association) => association.id));
    expect(new Set(all).size).toBe(all.length);
  });
  test("the next read shows edits, and deletions affect the lists", () => {
    const account = new AgentAccount(1, 248);
    account.contacts.update(123_456, { contact_title: "Boss" });
    expect(account.contacts.get(123_456)?.contact_title).toBe("Boss");
    const created = account.contacts.create({ contact_name: "New", contact_email: "n@e.example" });
    account.membersOf(57).add(account.takeAssociationId(), created);
    expect(memberIds(account, 57)).toEqual([created]);
    account.contacts.remove(created);
    expect(account.contacts.has(created)).toBe(false);
    expect(memberIds(account, 57)).toEqual([]);
    account.contacts.remove(123_456);
    expect(account.contacts.get(123_456)).toBeUndefined();
    expect(ids(account)).toHaveLength(247);
  });
  test("emptying leaves the self contact, with its edits", () => {
    const account = new AgentAccount(1, 248);
    account.contacts.update(123_449, { contact_title: "Me" });
    account.contacts.create({ contact_name: "New" });
    account.contacts.removeAll();
    expect(ids(account)).toEqual([123_449]);
    expect(account.contacts.get(123_449)?.contact_title).toBe("Me");
    expect(memberIds(account, 41)).toEqual([123_449]);
  });
  test("a member that is removed and added again is on the list once", () => {
    const account = new AgentAccount(1, 248);
    const members = account.membersOf(43);
    const [somebody = 0] = memberIds(account, 43);
    members.remove(somebody);
    expect(members.get(somebody)).toBeUndefined();
    members.add(5, somebody);
    expect(members.get(somebody)?.id).toBe(5);
    expect(memberIds(account, 43).filter((id) => id === somebody)).toHaveLength(1);
    members.removeAll();
    expect(memberIds(account, 43)).toEqual([]);
    members.add(6, somebody);
    expect(memberIds(account, 43)).toEqual([somebody]);
  });
});

test("a company account: 64 agents in 9 groups; agent 1234 is in group 7", () => {
  const account = new CompanyAccount(1);
  expect([...account.agents()]).toHaveLength(64);
  expect(account.groups.all()).toHaveLength(9);
  expect(account.agent(1234)).toMatchObject({
    user_fname: "John",
    user_lname: "Smith",
    user_phone_work: "303-555-1234",
  });
  expect(account.membersOf(7).get(1234)?.memberId).toBe(1234);
  expect(account.hasAgent(1243)).toBe(false);
});
