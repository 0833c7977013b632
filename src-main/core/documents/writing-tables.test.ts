import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { readSheet } from "#shared/formats/read-sheet.ts";
import { columnLetters } from "#shared/formats/sheet-xml.ts";
import { openEngine } from "./test-engine.ts";
import { tableAsCsv, tableAsJson, tableAsXml, tables, type TestTable } from "./test-tables.ts";

/** Tables of at least one column, each sent in one of the API's formats. */
const sent = fc
  .tuple(tables, fc.constantFrom("json", "xml", "csv"))
  .map(([table, format]) => ({ table, format, body: bodyOf(table, format) }))
  .filter(({ table, body }) => openEngine(body).summary.table?.recordCount === table.rows.length);

function bodyOf(table: TestTable, format: string): string {
  if (format === "json") return tableAsJson(table, "pretty");
  return format === "xml" ? tableAsXml(table, "pretty") : tableAsCsv(table);
}

/** XML has one kind of line end (§2.11); what was sent as XML has lost the others already. */
function asXmlReads(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

type Reader = (text: string, table: TestTable) => unknown;

const readers: Readonly<Record<"json" | "xml" | "csv" | "spreadsheet" | "xlsx", Reader>> = {
  json: (text) => (JSON.parse(text) as Record<string, string>[]).map((record) => Object.values(record)),
  xml: readXml,
  // The dialect in the terms of another reader: a backslash escapes, every other character is itself.
  csv: (text) =>
    text
      .split(/(?<=")\r\n/u)
      .slice(1, -1)
      .map(readDialect),
  spreadsheet: (text) => (parse(text, { bom: true, record_delimiter: "\r\n" }) as string[][]).slice(1),
  xlsx(text, { columns, rows }) {
    const { cells } = readSheet(text);
    return rows.map((_, row) => columns.map((__, column) => cells.get(`${columnLetters(column)}${row + 2}`) ?? ""));
  },
};

function readXml(text: string): string[][] {
  const rows: string[][] = [];
  let depth = 0;
  const parser = new SaxesParser();
  parser.on("opentag", () => {
    depth++;
    if (depth === 2) rows.push([]);
    if (depth === 3) rows.at(-1)?.push("");
  });
  parser.on("text", (piece) => {
    const row = rows.at(-1);
    if (depth === 3 && row !== undefined) row.push(`${row.pop() ?? ""}${piece}`);
  });
  parser.on("closetag", () => depth--);
  parser.write(text).close();
  return rows;
}

function readDialect(line: string): string[] {
  const cells = line.matchAll(/"((?:[^"\\]|\\[\s\S])*)"(?:\||$)/gu);
  return Array.from(cells, ([, inside = ""]) => inside.replace(/\\(["\\])/gu, "$1"));
}

describe.each(Object.keys(readers) as (keyof typeof readers)[])("a table as %s", (as) => {
  it("says the same to another reader, whatever it was sent as", () => {
    fc.assert(
      fc.property(sent, ({ table, format, body }) => {
        const written = openEngine(body).exported(as, {}, [...table.columns], false);
        const inFile = (text: string): string => (format === "xml" ? asXmlReads(text) : text);
        expect(readers[as](written, table)).toEqual(table.rows.map((row) => row.map(inFile)));
      }),
      { numRuns: 200 },
    );
  });
});

describe("what a format cannot hold", () => {
  const body = JSON.stringify([{ a: "=1", b: "half \ud83d", c: "bell \u{7}", d: null }, { a: "-2+3" }]);
  const engine = openEngine(body);

  it.each([
    ["spreadsheet", true, 2, 1],
    ["spreadsheet", false, 0, 1],
    ["csv", true, 0, 1],
    ["xml", true, 0, 2],
    ["json", true, 0, 0],
    ["xlsx", true, 0, 0],
  ] as const)("as %s with guard %j: %i values guarded, %i replaced", (as, guardFormulas, guarded, replaced) => {
    const request = { as, columns: ["a", "b", "c", "d"], guardFormulas, query: { sort: [], filters: [], search: "" } };
    expect(engine.ask("export", { request, position: 0 })).toMatchObject({
      altered: { guarded, replaced },
      next: null,
    });
  });

  it("keeps null, missing and empty apart where the format can", () => {
    const fields = '[{"a":null,"b":"","n":1.10},{"b":"x","n":12345678901234567890}]';
    expect(openEngine(fields).exported("json").replaceAll(/\s/gu, "")).toBe(fields);
  });
});

describe("a plan", () => {
  const plan = (body: string, columns: readonly string[], as: string, search = ""): unknown =>
    openEngine(body).ask("plan", { as, columns, query: { sort: [], filters: [], search } });

  it("counts the records of the query", () => {
    expect(plan('[{"a":"x"},{"a":"y"}]', ["a"], "csv", "x")).toEqual({ recordCount: 1 });
  });

  it("refuses an export of no column", () => {
    expect(() => plan('[{"a":"x"}]', ["b"], "json")).toThrow("There is no column to export.");
  });

  it("refuses a value that no cell of a workbook holds, and names it", () => {
    const longest = (length: number): string => JSON.stringify([{ a: "x" }, { a: "x".repeat(length), b: "y" }]);
    expect(plan(longest(32_767), ["a"], "xlsx")).toEqual({ recordCount: 2 });
    expect(() => plan(longest(32_768), ["a"], "xlsx")).toThrow(
      "A cell of an Excel workbook holds 32,767 characters; a of record 2 has 32,768. Export it as CSV or JSON instead.",
    );
    expect(plan(longest(32_768), ["b"], "xlsx")).toEqual({ recordCount: 2 });
    expect(plan(longest(32_768), ["a"], "spreadsheet")).toEqual({ recordCount: 2 });
  });

  it("refuses more records than a worksheet has rows", () => {
    const body = `[${'{"a":1},'.repeat(1_048_575)}{"a":2}]`;
    expect(() => plan(body, ["a"], "xlsx")).toThrow(
      "An Excel workbook holds 1,048,575 records below its header; these are 1,048,576.",
    );
    expect(plan(body, ["a"], "xlsx", "2")).toEqual({ recordCount: 1 });
  });
});

it("an XML export keeps fields apart whose names XML would write alike, and counts the renamed", () => {
  const engine = openEngine('[{"first name":"Jane","first_name":"J."}]');
  const xml = engine.exported("xml");
  expect(xml).toContain("<first_name_2>Jane</first_name_2>");
  expect(xml).toContain("<first_name>J.</first_name>");
  const request = {
    as: "xml",
    columns: ["first name", "first_name"],
    guardFormulas: true,
    query: { sort: [], filters: [], search: "" },
  };
  expect(engine.ask("export", { request, position: 0 })).toMatchObject({ altered: { replaced: 0, renamed: 1 } });
});
