import fc from "fast-check";
import { writeCsvLine } from "#shared/formats/csv-dialect.ts";
import { escapeXmlText } from "#shared/formats/xml-text.ts";
import type { WindowSizes } from "./body-bytes.ts";

/** For tests: a body in memory, or as from a file through windows too small for almost anything. */
export const stores: fc.Arbitrary<WindowSizes | undefined> = fc.constantFrom(
  undefined,
  { look: 1, walk: 1, most: 1_000_000 },
  { look: 16, walk: 64, most: 1_000_000 },
);

/** For tests: a table of texts, as the API's lists are. */
export interface TestTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const cell = fc.oneof(
  fc.constantFrom("", "0", "7", "10", "-3", "007", "1.10", "12345678901234567890", "Jane", "jane", "Zoë", "É", "null"),
  fc.string({
    unit: fc.constantFrom("a", "B", '"', "\\", "|", "\n", "\t", "é", "<", "&", ">", "1", " ", "\u{1f600}"),
    maxLength: 8,
  }),
);

/** Column names that every format can write. */
export const tables: fc.Arbitrary<TestTable> = fc
  .uniqueArray(fc.constantFrom("contact_id", "name", "e", "__proto__", "constructor", "zip"), { minLength: 1 })
  .chain((columns) =>
    fc
      .array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), { maxLength: 12 })
      .map((rows) => ({ columns, rows })),
  );

export type Layout = "compact" | "pretty";

export function tableAsJson({ columns, rows }: TestTable, layout: Layout): string {
  const [line, one, two, after] = layout === "pretty" ? ["\n", " ", "  ", " "] : ["", "", "", ""];
  const records = rows.map((row) => {
    const fields = row.map(
      (value, index) => `${two}${JSON.stringify(columns[index])}:${after}${JSON.stringify(value)}`,
    );
    return `${one}{${line}${fields.join(`,${line}`)}${line}${one}}`;
  });
  return `[${line}${records.join(`,${line}`)}${line}]`;
}

export function tableAsXml({ columns, rows }: TestTable, layout: Layout): string {
  const line = layout === "pretty" ? "\r\n" : "";
  const records = rows.map((row) => {
    const fields = row.map((value, index) => `<${columns[index]}>${escapeXmlText(value)}</${columns[index]}>${line}`);
    return `<contact>${line}${fields.join("")}</contact>${line}`;
  });
  return `<?xml version="1.0"?>\n<contacts version="1.0">${line}${records.join("")}</contacts>`;
}

export function tableAsCsv({ columns, rows }: TestTable): string {
  return [columns, ...rows].map((cells) => `${writeCsvLine(cells)}\r\n`).join("");
}
