import { describe, expect, it } from "vitest";
import { columnItems, filledWords, nextItem, type ColumnListOptions } from "./column-list.ts";

const named = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const lines = (options: Partial<ColumnListOptions>) =>
  columnItems({
    shown: [],
    hidden: [],
    search: "",
    nameOf: (column) => column.replace("contact_", ""),
    opened: new Set(),
    ...options,
  }).map((item) => (item.kind === "column" ? item.column : item.text));

describe("the lines of the columns menu", () => {
  it("are the visible columns in order, then the hidden ones", () => {
    expect(lines({ shown: ["b", "a"], hidden: ["c"] })).toEqual([
      "Shown, in this order",
      "b",
      "a",
      "Hidden",
      "c",
      "Show all",
    ]);
    expect(lines({ shown: ["a"] })).toEqual(["Shown, in this order", "a"]);
  });

  it("stop where the other list would scroll out of sight, and say how many are left", () => {
    const many = { shown: named(200, "s"), hidden: named(30, "h") };
    const short = lines(many);
    expect(short).toHaveLength(1 + 10 + 1 + 1 + 6 + 1 + 1);
    expect(short).toContain("190 more");
    expect(short.slice(-2)).toEqual(["24 more", "Show all"]);
    expect(lines({ ...many, opened: new Set(["shown"]) })).toHaveLength(1 + 200 + 1 + 6 + 1 + 1);
    expect(lines({ shown: named(11, "s") })).toHaveLength(12);
  });

  it("are those whose shown or full name matches a search, however many there are", () => {
    const shown = ["contact_id", "contact_home_city", ...named(40, "x_city_")];
    expect(lines({ shown, hidden: ["contact_business_city", "note"], search: " CITY " })).toHaveLength(1 + 41 + 1 + 1);
    expect(lines({ shown, search: "contact_h" })).toEqual(["Shown, in this order", "contact_home_city"]);
    expect(lines({ shown, search: "nothing" })).toEqual([]);
  });

  it("can be walked with the keys, headings left out", () => {
    const items = columnItems({ shown: ["a"], hidden: ["b"], search: "", nameOf: (name) => name, opened: new Set() });
    expect(nextItem(items, -1, 1)).toBe(1);
    expect(nextItem(items, 1, 1)).toBe(3);
    expect(nextItem(items, 3, 1)).toBe(4);
    expect(nextItem(items, 4, 1)).toBe(4);
    expect(nextItem(items, 3, -1)).toBe(1);
    expect(nextItem(items, 1, -1)).toBe(1);
  });
});

describe("what a hidden column holds", () => {
  it.each([
    [undefined, ""],
    [0, "always empty"],
    [1, "1 filled"],
    [12_345, "12,345 filled"],
  ])("%s: %s", (filled, words) => {
    expect(filledWords(filled)).toBe(words);
  });
});
