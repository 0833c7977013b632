import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resourceAt } from "#shared/rezora/catalog.ts";
import { defaultLayout, fitAll, hideColumn, pinColumn, resizeColumn, visibleColumns } from "./column-layout.ts";
import { fittedWidth, namingColumns, sizedLayout } from "./column-widths.ts";

const columns = ["user_id", "user_name", "note", "user_email"];
const naming = namingColumns(null, columns);
const base = defaultLayout(columns, null, (name) => name);
const fitted = new Map([
  ["user_id", 80],
  ["user_name", 160],
  ["note", 80],
  ["user_email", 200],
]);
/** Including the row numbers, 40 pixels. */
const needed = 560;
const sized = (width: number | null, layout = base) => sizedLayout(layout, { width, fitted, naming, named: new Set() });
const widthsOf = (layout: ReturnType<typeof sized>) => columns.map((column) => layout.widths.get(column));

describe("the widths of columns", () => {
  it("follow the content, and the rest goes to the text columns in proportion", () => {
    expect(widthsOf(sized(needed))).toEqual([80, 160, 80, 200]);
    expect(widthsOf(sized(needed + 90))).toEqual([80, 220, 110, 200]);
    expect(widthsOf(sized(needed + 1))).toEqual([80, 160, 81, 200]);
    expect(widthsOf(sized(300))).toEqual([80, 160, 80, 200]);
  });

  it("are estimated until the values have been measured, and do not wait for the pane", () => {
    expect(sizedLayout(base, { width: 900, fitted: null, naming, named: new Set() }).widths).toEqual(base.widths);
    expect(widthsOf(sized(null))).toEqual([80, 160, 80, 200]);
  });

  it("stay as the user set them, and setting one does not change any other", () => {
    const set = resizeColumn(base, "note", 300);
    expect(widthsOf(sized(needed + 90, set))).toEqual([80, 220, 300, 200]);
    expect(widthsOf(sized(needed + 90, fitAll(set)))).toEqual([80, 220, 110, 200]);
  });

  it("fill the pane to the pixel whenever there is a text column and room", () => {
    fc.assert(
      fc.property(fc.integer({ min: needed, max: 3_000 }), (width) => {
        const { widths } = sized(width);
        expect(40 + columns.reduce((sum, column) => sum + (widths.get(column) ?? 0), 0)).toBe(width);
      }),
    );
  });

  it.each([
    ["contact_id", 900, 900],
    ["contact_name", 900, 900],
    ["contact_email", 900, 900],
    ["contact_phone_work", 900, 900],
    ["contact_date", 900, 900],
    ["contact_email", 2_100, 2_000],
    ["contact_notes", 900, 480],
    ["company_url", 900, 480],
    ["note", 120.2, 121],
  ])("never cut an id, a name, an e-mail address, a telephone number or a date: %s", (column, content, width) => {
    expect(fittedWidth(column, content)).toBe(width);
  });
});

describe("id and name", () => {
  it.each([
    ["contacts", ["contact_id", "contact_name", "contact_email"], ["contact_id", "contact_name"]],
    ["contacts", ["contact_email", "contact_name"], ["contact_name"]],
    ["lists", ["list_id", "list_name", "list_type"], ["list_id", "list_name"]],
    [null, ["date", "order_id", "customer_name", "product_name"], ["order_id", "customer_name"]],
    [null, ["status", "message"], []],
  ] as const)("of %s %s are %s", (path, names, expected) => {
    expect(namingColumns(path === null ? null : resourceAt(path), names)).toEqual(expected);
  });

  it("are pinned when the table is wider than its pane", () => {
    expect([...sized(needed).pinned]).toEqual([]);
    expect([...sized(needed - 1).pinned]).toEqual(["user_id", "user_name"]);
    expect([...sized(null).pinned]).toEqual([]);
  });

  it("leave most of the pane to the others", () => {
    expect([...sized(460).pinned]).toEqual(["user_id"]);
    expect([...sized(470).pinned]).toEqual(["user_id", "user_name"]);
    expect([...sized(300).pinned]).toEqual(["user_id"]);
    expect([...sized(120).pinned]).toEqual([]);
  });

  it("are pinned or unpinned as the user chose", () => {
    expect([...sized(needed - 1, pinColumn(base, "user_id", false)).pinned]).toEqual(["user_name"]);
    expect([...sized(2_000, pinColumn(base, "note", true)).pinned]).toEqual(["note"]);
    expect([...sized(470, pinColumn(base, "user_email", true)).pinned]).toEqual(["user_email", "user_id", "user_name"]);
    const hidden = hideColumn(base, "user_name", true);
    expect(visibleColumns(sized(300, hidden))[0]).toBe("user_id");
    expect(sized(300, hidden).pinned.has("user_name")).toBe(false);
  });
});
