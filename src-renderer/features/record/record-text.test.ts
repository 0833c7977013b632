import { expect, it } from "vitest";
import { recordText } from "./record-text.ts";

it("writes a record with full names and leaves out what was not sent", async () => {
  const text = await recordText({
    columns: ["contact_id", "contact_name", "contact_fax", "tags", "score"],
    row: {
      record: 3,
      mark: null,
      cells: ["123468", "", { kind: "missing" }, { kind: "nested", text: "[1]" }, { kind: "literal", text: "1.10" }],
    },
    wholeValue: () => "",
  });
  expect(text).toBe("contact_id: 123468\ncontact_name: \ntags: [1]\nscore: 1.10");
});

it("a value that is cut in its cell is copied whole [security: long-value-copy]", async () => {
  const note = "x".repeat(10_000_000);
  const row = {
    record: 0,
    mark: null,
    cells: ["1", { kind: "cut" as const, text: note.slice(0, 2_000), length: note.length }],
  };
  const asked: string[] = [];
  const text = await recordText({
    columns: ["contact_id", "contact_note"],
    row,
    wholeValue: async (column) => {
      asked.push(column);
      return note;
    },
  });
  expect(text === `contact_id: 1\ncontact_note: ${note}`).toBe(true);
  expect(asked).toEqual(["contact_note"]);
});
