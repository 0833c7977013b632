import { describe, expect, it } from "vitest";
import type { FetchedRecords } from "./fetched-records.ts";
import { targetOf, topCollections, treeGroups, type TreeInput } from "./tree-model.ts";

const nothing: TreeInput = {
  level: "agent",
  first: "agent",
  current: null,
  expanded: new Set(["contacts", "lists", "agents", "groups"]),
  showAll: new Set(),
  fetched: new Map(),
  countOf: () => undefined,
  recent: [],
  pending: new Map(),
};
const names = ["Primary Sphere", "Open House, June", "Past clients 2009", "Newsletter", "Vendors"];
const lists: FetchedRecords = { total: 6, records: names.map((title, index) => ({ id: String(index + 1), title })) };

const texts = (input: TreeInput): string[] => treeGroups(input).flatMap(({ items }) => items.map(({ text }) => text));
const selected = (input: TreeInput): string[] =>
  treeGroups(input).flatMap(({ items }) => items.filter((item) => item.selected).map(({ text }) => text));

describe("the resource tree", () => {
  it("has the four collections at its top", () => {
    expect(topCollections.map(({ path }) => path).toSorted()).toEqual(["agents", "contacts", "groups", "lists"]);
  });

  it("shows the own level first and the other one disabled, with the reason", () => {
    const [own, other] = treeGroups(nothing);
    expect(own).toMatchObject({ title: "Agent resources", note: undefined });
    expect(own?.items.every(({ off }) => off === undefined)).toBe(true);
    expect(other).toMatchObject({ title: "Company resources", note: "Not for an agent account." });
    expect(other?.items.every(({ off }) => off === "Not for an agent account.")).toBe(true);
    expect(treeGroups({ ...nothing, level: "company", first: "company" })[0]?.title).toBe("Company resources");
  });

  it("disables nothing while the level is unknown", () => {
    for (const level of ["unknown", "rejected"] as const) {
      const groups = treeGroups({ ...nothing, level });
      expect(groups.flatMap(({ items }) => items).some(({ off }) => off !== undefined)).toBe(false);
    }
  });

  it("lists fetched records by name, three and then how many more", () => {
    const input = { ...nothing, fetched: new Map([["lists", lists]]) };
    expect(texts(input)).toEqual([
      "contacts",
      "by contact_id…",
      "lists",
      "Primary Sphere",
      "Open House, June",
      "Past clients 2009",
      "3 more lists",
      "agents",
      "groups",
    ]);
    const all = texts({ ...input, showAll: new Set(["lists"]) });
    expect(all).toContain("Vendors");
    expect(all).toContain("1 more in the table");
  });

  it("counts pending changes at the item of their collection, or at the nearest visible one", () => {
    const pending = new Map([
      ["contacts", 24],
      ["lists", 1],
      ["lists/2/contacts", 4],
      ["lists/5/contacts", 2],
    ]);
    const counts = (more: Partial<TreeInput>) =>
      treeGroups({ ...nothing, pending, ...more })
        .flatMap(({ items }) => items)
        .filter((item) => (item.pending ?? 0) > 0)
        .map((item) => [item.text, item.pending]);
    const fetched = new Map([["lists", lists]]);
    expect(counts({})).toEqual([
      ["contacts", 24],
      ["lists", 7],
    ]);
    expect(counts({ fetched })).toEqual([
      ["contacts", 24],
      ["lists", 3],
      ["Open House, June", 4],
    ]);
    expect(counts({ fetched, expanded: new Set() })).toEqual([
      ["contacts", 24],
      ["lists", 7],
    ]);
    expect(counts({ fetched, showAll: new Set(["lists"]) })).toContainEqual(["Vendors", 2]);
    expect(counts({ level: "company" })).toContainEqual(["contacts", 24]);
  });

  it("counts what was fetched and nothing else", () => {
    const counts: Readonly<Record<string, number>> = { contacts: 1248, "lists/2/contacts": 42 };
    const input = {
      ...nothing,
      fetched: new Map([["lists", lists]]),
      countOf: (designator: string) => counts[designator],
    };
    const items = treeGroups(input).flatMap((group) => group.items);
    expect(items.find(({ text }) => text === "contacts")?.count).toBe("1,248");
    expect(items.find(({ text }) => text === "Open House, June")?.count).toBe("42");
    expect(items.find(({ text }) => text === "Primary Sphere")?.count).toBeUndefined();
  });

  it("marks the current location: the named list if it is shown, else the collection", () => {
    const fetched = new Map([["lists", lists]]);
    expect(selected({ ...nothing, current: "contacts/123" })).toEqual(["contacts"]);
    expect(selected({ ...nothing, current: "lists/2/contacts", fetched })).toEqual(["Open House, June"]);
    expect(selected({ ...nothing, current: "lists/5/contacts", fetched })).toEqual(["lists"]);
    expect(selected({ ...nothing, current: "something/else" })).toEqual([]);
  });

  it("says what opening an item means", () => {
    const input = {
      ...nothing,
      fetched: new Map([["lists", lists]]),
      recent: [{ connectionId: "one", designator: "contacts/7", title: "Jane Smith" }],
    };
    const targets = Object.fromEntries(
      treeGroups(input).flatMap(({ items }) => items.map(({ id, text }) => [text, targetOf(id)])),
    );
    expect(targets["contacts"]).toEqual({ kind: "visit", designator: "contacts" });
    expect(targets["by contact_id…"]).toEqual({ kind: "ask-id", path: "contacts" });
    expect(targets["Primary Sphere"]).toEqual({ kind: "visit", designator: "lists/1/contacts" });
    expect(targets["3 more lists"]).toEqual({ kind: "show-all", path: "lists" });
    expect(targets["Jane Smith"]).toEqual({ kind: "visit", designator: "contacts/7" });
  });

  it("does not offer an id that cannot be a path segment", () => {
    const fetched = new Map([
      [
        "lists",
        {
          total: 2,
          records: [
            { id: "a/b", title: "Bad" },
            { id: "4", title: "Good" },
          ],
        },
      ],
    ]);
    expect(texts({ ...nothing, fetched })).toContain("Good");
    expect(texts({ ...nothing, fetched })).not.toContain("Bad");
  });
});
