import { expect, it } from "vitest";
import { recordText } from "./record-text.ts";

it("writes a record with full names and leaves out what was not sent", () => {
  const text = recordText({
    columns: ["contact_id", "contact_name", "contact_fax", "tags", "score"],
    row: {
      record: 3,
      mark: null,
      cells: ["123468", "", { kind: "missing" }, { kind: "nested", text: "[1]" }, { kind: "literal", text: "1.10" }],
    },
  });
  expect(text).toBe("contact_id: 123468\ncontact_name: \ntags: [1]\nscore: 1.10");
});
