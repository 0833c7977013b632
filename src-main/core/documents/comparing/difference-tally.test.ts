import { expect, test } from "vitest";
import { DifferenceTally } from "./difference-tally.ts";

test("whole records are reported before whole fields, whole fields before values, and order last, in any order of discovery", () => {
  const tally = new DifferenceTally();
  for (const kind of ["field-order", "text", "record-extra", "field-missing", "null", "record-missing"] as const) {
    tally.add(kind, null, null, () => ({
      id: "1",
      records: { json: 0, xml: 0, csv: 0 },
      values: { json: null, xml: null, csv: null },
    }));
  }
  expect(tally.list().groups.map(({ kind }) => kind)).toEqual([
    "record-missing",
    "record-extra",
    "field-missing",
    "null",
    "text",
    "field-order",
  ]);
});
