import { describe, expect, it } from "vitest";
import { everyRecord } from "#shared/every-record.ts";
import { filterText, setFilter, setSort, sortBy } from "./record-query.ts";

const order = (query: typeof everyRecord): string[] =>
  query.sort.map(({ column, direction }) => `${column} ${direction}`);

describe("sorting by heads", () => {
  it("cycles through ascending, descending and none", () => {
    const up = sortBy(everyRecord, "name", false);
    const down = sortBy(up, "name", false);
    expect([order(up), order(down), order(sortBy(down, "name", false))]).toEqual([
      ["name ascending"],
      ["name descending"],
      [],
    ]);
  });

  it("replaces the order, or adds to it with Shift", () => {
    const byName = sortBy(everyRecord, "name", false);
    expect(order(sortBy(byName, "city", false))).toEqual(["city ascending"]);
    const both = sortBy(byName, "city", true);
    expect(order(both)).toEqual(["name ascending", "city ascending"]);
    expect(order(sortBy(both, "name", true))).toEqual(["name descending", "city ascending"]);
    expect(order(sortBy(sortBy(both, "name", true), "name", true))).toEqual(["city ascending"]);
  });

  it("stays within what the worker takes", () => {
    let query = everyRecord;
    for (let index = 0; index < 12; index++) query = sortBy(query, `c${index}`, true);
    expect(query.sort).toHaveLength(8);
  });

  it("takes a direction from the menu", () => {
    expect(order(setSort(everyRecord, "name", "descending", false))).toEqual(["name descending"]);
    expect(order(setSort(sortBy(everyRecord, "name", false), "name", null, false))).toEqual([]);
  });
});

describe("filters", () => {
  it("are limited to one condition per column", () => {
    const first = setFilter(everyRecord, "email", { operator: "contains", value: "oak" });
    const second = setFilter(first, "email", { operator: "empty", value: "" });
    expect(second.filters).toEqual([{ column: "email", operator: "empty", value: "" }]);
    expect(setFilter(second, "email", null).filters).toEqual([]);
  });

  it("read as a sentence", () => {
    const shown = (name: string): string => name.replace("contact_", "");
    expect(filterText({ column: "contact_email", operator: "contains", value: "oak" }, shown)).toBe(
      "email contains “oak”",
    );
    expect(filterText({ column: "contact_email", operator: "not-empty", value: "" }, shown)).toBe("email is not empty");
  });
});
