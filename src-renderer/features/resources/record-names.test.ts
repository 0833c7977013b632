import { describe, expect, it } from "vitest";
import { resourceAt } from "#shared/rezora/catalog.ts";
import type { IndexedRecord, RecordIndex } from "./record-index.ts";
import { namedColumns, namedRecord, nameIn, ownerOf, type NameSource, type NameSources } from "./record-names.ts";

function index(state: RecordIndex["state"], titles: Readonly<Record<string, string | null>>): RecordIndex {
  const records = Object.entries(titles).map(([id, title], record): IndexedRecord => ({
    id,
    record,
    title,
    email: "",
    foldedTitle: "",
    foldedEmail: "",
  }));
  return { state, records: new Map(records.map((each) => [each.id, each])) };
}

const agents: NameSource = {
  collection: "agents",
  isWhole: true,
  index: index("whole", { "1236": "Chloë Zürcher", "9": null }),
  fetchedAt: 100,
};
const nothing: NameSources = { connectionId: "one", fetched: [], stored: { records: new Map() }, recent: [] };
const of = (more: Partial<NameSources>, designator: string) => nameIn({ ...nothing, ...more }, designator);

describe("the name of a record", () => {
  it("is the name it was fetched with, even where it is a member", () => {
    const known = { state: "known", title: "Chloë Zürcher" };
    expect(of({ fetched: [agents] }, "agents/1236")).toEqual(known);
    expect(of({ fetched: [agents] }, "groups/7/agents/1236")).toEqual(known);
  });

  it("is not fetched only when all that was fetched is known", () => {
    expect(of({ fetched: [agents] }, "agents/1280")).toEqual({ state: "not-fetched" });
    expect(of({}, "agents/1280")).toEqual({ state: "not-fetched" });
    const reading = { ...agents, index: index("partial", {}) };
    expect(of({ fetched: [reading] }, "agents/1280")).toEqual({ state: "unsure" });
    expect(of({ fetched: [{ ...agents, index: undefined }] }, "agents/1280")).toEqual({ state: "unsure" });
  });

  it("is nothing for a record that has none, and for what is not a record", () => {
    expect(of({ fetched: [agents] }, "agents/9")).toEqual({ state: "unsure" });
    expect(of({ fetched: [agents] }, "agents")).toEqual({ state: "unsure" });
    expect(of({ fetched: [agents] }, "elsewhere/1236")).toEqual({ state: "unsure" });
  });

  it("is the newest one: from a later fetch, a commit since, or a record that was viewed", () => {
    const alone = { ...agents, index: index("whole", { "1236": "Chloë Later" }), fetchedAt: 200 };
    expect(of({ fetched: [agents, alone] }, "agents/1236")).toEqual({ state: "known", title: "Chloë Later" });
    const lists = { ...agents, collection: "lists", index: index("whole", { "4": "Vendors" }) };
    const stored = { records: new Map([["one lists/4", new Map([["list_name", { value: "Suppliers", at: 150 }]])]]) };
    expect(of({ fetched: [lists], stored }, "lists/4")).toEqual({ state: "known", title: "Suppliers" });
    expect(of({ fetched: [{ ...lists, fetchedAt: 160 }], stored }, "lists/4")).toEqual({
      state: "known",
      title: "Vendors",
    });
    const recent = [
      { connectionId: "two", designator: "agents/5", title: "Elsewhere" },
      { connectionId: "one", designator: "agents/5", title: "Ada D’Souza" },
    ];
    expect(of({ recent }, "groups/7/agents/5")).toEqual({ state: "known", title: "Ada D’Souza" });
  });
});

it("a membership is about its member, and belongs to a list or a group", () => {
  expect(namedRecord("lists/4/contacts/a%20b")).toEqual({
    path: "contacts/ID",
    designator: "contacts/a%20b",
    id: "a b",
  });
  expect(namedRecord("lists/4/contacts")).toBeNull();
  expect(ownerOf("lists/4/contacts/7")).toBe("lists/4");
  expect(ownerOf("lists/4/contacts")).toBe("lists/4");
  expect(ownerOf("lists/4")).toBeNull();
  expect(ownerOf("one/two/three")).toBeNull();
});

it("the columns with names are the ids of other records", () => {
  const columns = ["usertogroup_id", "user_id", "group_id", "usertogroup_timestamp"];
  expect([...namedColumns(resourceAt("groups/ID/agents"), columns)]).toEqual([
    ["user_id", "agents"],
    ["group_id", "groups"],
  ]);
  expect(namedColumns(resourceAt("contacts"), ["contact_id", "contact_name"]).size).toBe(0);
  expect(namedColumns(null, columns).size).toBe(0);
});
