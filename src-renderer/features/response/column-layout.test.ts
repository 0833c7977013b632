import { describe, expect, it } from "vitest";
import { resourceAt } from "#shared/rezora/catalog.ts";
import {
  applyLayout,
  defaultLayout,
  fitAll,
  hideColumn,
  hideColumns,
  moveColumn,
  pinColumn,
  resizeColumn,
  stepColumn,
  storedLayout,
  visibleColumns,
} from "./column-layout.ts";

const contacts = resourceAt("contacts");
const fields = contacts.methods.GET.responseFields.map(({ name }) => name);
const plain = (name: string): string => name;
const abc = defaultLayout(["a", "b", "c"], null, plain);

describe("the default layout", () => {
  it("shows ten of the 23 columns of contacts, 836 pixels up to the city", () => {
    const layout = defaultLayout(fields, contacts, plain);
    const visible = visibleColumns(layout);
    expect(visible).toHaveLength(10);
    expect(visible.slice(0, 3)).toEqual(["contact_id", "contact_name", "contact_email"]);
    expect(visible.slice(0, 6).reduce((sum, column) => sum + (layout.widths.get(column) ?? 0), 40)).toBe(836);
    expect(layout.order).toHaveLength(23);
  });

  it("shows everything when the response lacks those columns", () => {
    expect(visibleColumns(defaultLayout(["status"], contacts, plain))).toEqual(["status"]);
  });

  it("gives every other column a width for its kind and its head", () => {
    const names = ["user_email", "user_id", "a_rather_long_name_of_a_column", "note", "user_date", "x"];
    expect([...defaultLayout(names, null, plain).widths.values()]).toEqual([250, 89, 250, 140, 170, 140]);
    const many = [...names, "d", "e", "f"];
    expect([...defaultLayout(many, null, plain).widths.values()].slice(0, 4)).toEqual([220, 89, 250, 160]);
    expect([...defaultLayout(["status", "message"], null, plain).widths.values()]).toEqual([320, 320]);
  });
});

describe("what the user arranged", () => {
  it("comes back from the settings as it was stored", () => {
    const arranged = pinColumn(
      hideColumn(resizeColumn(moveColumn(abc, "c", "a", "before"), "b", 333), "a", true),
      "b",
      true,
    );
    const again = applyLayout(abc, storedLayout(arranged));
    expect(again).toEqual(arranged);
    expect(visibleColumns(again)).toEqual(["b", "c"]);
  });

  it("shows new columns and forgets missing ones", () => {
    const stored = storedLayout(hideColumn(abc, "b", true));
    const now = applyLayout(defaultLayout(["d", "b", "c"], null, plain), stored);
    expect(visibleColumns(now)).toEqual(["c", "d"]);
  });

  it("moves beside a target and is pinned if the target is pinned", () => {
    expect(moveColumn(abc, "a", "c", "after").order).toEqual(["b", "c", "a"]);
    expect(moveColumn(abc, "a", "a", "after")).toBe(abc);
    expect(moveColumn(abc, "a", "nowhere", "after")).toBe(abc);
    const pinned = pinColumn(abc, "a", true);
    expect(moveColumn(pinned, "c", "a", "after").pinned.has("c")).toBe(true);
    expect(moveColumn(pinned, "a", "c", "after").pinned.has("a")).toBe(false);
  });

  it("skips hidden columns and stops at the ends", () => {
    const hidden = hideColumn(abc, "b", true);
    expect(visibleColumns(stepColumn(hidden, "a", 1))).toEqual(["c", "a"]);
    expect(stepColumn(abc, "a", -1)).toBe(abc);
  });

  it("keeps the last column visible", () => {
    const one = hideColumn(hideColumn(abc, "a", true), "b", true);
    expect(hideColumn(one, "c", true)).toBe(one);
  });

  it("stores no more than the settings take", () => {
    const many = Array.from({ length: 600 }, (_, index) => `column${index}`);
    const names = [...many, "x".repeat(201)];
    const base = defaultLayout(names, null, plain);
    const arranged = names.reduce((layout, name) => pinColumn(resizeColumn(layout, name, 99), name, true), base);
    const stored = storedLayout(arranged);
    expect(stored.order).toHaveLength(500);
    expect(stored.widths).toHaveLength(500);
    expect(stored.pinned).toHaveLength(50);
  });

  it("keeps a width only where the user set one; the others continue to fit", () => {
    const arranged = resizeColumn(hideColumn(abc, "a", true), "b", 333);
    expect(storedLayout(arranged).widths).toEqual([["b", 333]]);
    expect(storedLayout(fitAll(arranged))).toMatchObject({ hidden: ["a"], widths: [] });
  });

  it("distinguishes an unpinned column from one that was never pinned", () => {
    const stored = storedLayout(pinColumn(pinColumn(abc, "a", true), "b", false));
    expect(stored).toMatchObject({ pinned: ["a"], unpinned: ["b"] });
    expect(applyLayout(abc, stored).pins).toEqual(
      new Map([
        ["a", true],
        ["b", false],
      ]),
    );
  });

  it("hides several together, but never all", () => {
    expect(visibleColumns(hideColumns(abc, ["a", "c"]))).toEqual(["b"]);
    expect(visibleColumns(hideColumns(abc, ["a", "b", "c"]))).toEqual(["c"]);
  });
});
