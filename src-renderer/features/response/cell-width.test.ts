import { expect, it } from "vitest";
import type { Cell } from "#shared/documents.ts";
import { cellWidth, measuredText } from "./cell-width.ts";
import { kindOfColumn } from "./column-kind.ts";

/** Ten pixels a letter, and a hundred in the mono face. */
const widthOf = (text: string, face: string): number => Array.from(text).length * (face === "mono" ? 100 : 10);

const cells: readonly (readonly [string, Cell | undefined, number])[] = [
  ["contact_name", "Jane", 40],
  ["contact_id", "1234", 400],
  ["contact_email", "", 100],
  ["contact_name", "", 10],
  ["contact_name", undefined, 80],
  ["contact_name", { kind: "missing" }, 80],
  ["contact_name", { kind: "null", text: "null" }, 400],
  ["contact_name", "NULL", 400],
  ["contact_name", { kind: "literal", text: "12" }, 200],
  ["contact_name", { kind: "nested", text: "[1,\n  2]" }, 600],
  ["contact_name", { kind: "cut", text: "abc", length: 900 }, 30],
  ["contact_id", { kind: "ambiguous", text: "a", source: '"a"' }, 300],
  // Includes its dot.
  ["contact_type", "Hot", 30 + 14],
  // Includes the word, for the notable digit only.
  ["contact_unsubscribe", "0", 100],
  ["contact_unsubscribe", "1", 100 + 10 * " unsubscribed".length],
];

it.each(cells)("the width that a cell needs: %s %o", (column, cell, width) => {
  expect(cellWidth(cell, kindOfColumn(column), widthOf)).toBe(width);
});

it("measures an invisible character by its mark", () => {
  const { text } = measuredText("a\u200bb", kindOfColumn("contact_name"));
  expect(text.length).toBeGreaterThan(3);
  expect(cellWidth("a\u200bb", kindOfColumn("contact_name"), widthOf)).toBeGreaterThan(30);
});
