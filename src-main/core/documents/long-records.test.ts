import { describe, expect, test } from "vitest";
import type { Cell, DocumentSummary, LinesWindow, WholeRecord } from "#shared/documents.ts";
import { readCsvRow, writeCsvLine } from "#shared/formats/csv-dialect.ts";
import { tabSeparatedLine } from "#shared/formats/spreadsheet.ts";
import { escapeXmlText } from "#shared/formats/xml-text.ts";
import { readXmlRecords } from "#shared/formats/xml-records.ts";
import { maxFields, maxNameBytes } from "./limits.ts";
import { openEngine } from "./test-engine.ts";

/**
 * Longer than the maximum of one text, with what each format has to escape, and a word across the edge of two pieces.
 */
const filler = 'x"\\&<é\n😀'.repeat(20_000);
const long = `${filler.repeat(3)}needle${filler}`;
const records = [
  { id: "1", text: "before", note: "a" },
  { id: "2", text: long, note: "b" },
  { id: "3", text: "after", note: "c" },
];
const keys = ["id", "text", "note"] as const;

const bodies = {
  csv: [keys, ...records.map((record) => keys.map((key) => record[key]))]
    .map((cells) => `${writeCsvLine(cells)}\r\n`)
    .join(""),
  json: JSON.stringify(records),
  xml: `<records>${records
    .map((record) => `<record>${keys.map((key) => `<${key}>${escapeXmlText(record[key])}</${key}>`).join("")}</record>`)
    .join("")}</records>`,
} as const;

function open(format: keyof typeof bodies) {
  return openEngine(bodies[format], { contentType: format === "csv" ? "text/csv" : `application/${format}` });
}

function textOf(cell: Cell | undefined): string {
  return typeof cell === "string" ? cell : cell === undefined || cell.kind === "missing" ? "" : cell.text;
}

describe.each(Object.keys(bodies) as (keyof typeof bodies)[])(
  "a %s record that is too long to be read as one text",
  (format) => {
    const engine = open(format);
    const matched = (column: string, operator: string, value: string): number =>
      engine.rows({ filters: [{ column, operator: operator as "contains", value }] }).matched;

    test("is a row like any other, whose long value is truncated and located in the body [security: long-value-in-views]", () => {
      expect(engine.summary.table).toEqual({ recordCount: 3, columns: [...keys] });
      const [, row] = engine.rows().rows;
      expect(row?.cells[0]).toBe("2");
      expect(row?.cells[2]).toBe("b");
      expect(row?.cells[1]).toMatchObject({ kind: "cut", length: long.length });
      const { row: whole } = engine.ask("record", { record: 1 }) as WholeRecord;
      const cell = whole.cells[1];
      expect(cell).toMatchObject({ kind: "cut", length: long.length });
      expect(textOf(cell).length).toBeGreaterThan(400_000);
      expect(long.startsWith(textOf(cell))).toBe(true);
      const offset = typeof cell === "object" && cell.kind === "cut" ? (cell.byteOffset ?? 0) : 0;
      expect(
        Buffer.from(bodies[format])
          .subarray(offset, offset + 1)
          .toString(),
      ).toBe("x");
    });

    test("is filtered, searched, sorted and found by its whole value", () => {
      expect(matched("text", "contains", "NEEDLE")).toBe(1);
      expect(matched("text", "contains", "needles")).toBe(0);
      expect(matched("text", "equals", "before")).toBe(1);
      expect(matched("text", "not-equals", "before")).toBe(2);
      expect(matched("text", "starts", 'x"\\&<é\n')).toBe(1);
      expect(matched("text", "empty", "")).toBe(0);
      expect(matched("text", "not-empty", "")).toBe(3);
      expect(matched("note", "equals", "b")).toBe(1);
      expect(engine.rows({ search: "needle" }).matched).toBe(1);
      const sorted = engine.rows({ sort: [{ column: "text", direction: "ascending" }] });
      expect(sorted.rows.map((row) => row.record)).toEqual([2, 0, 1]);
      const ask = { query: { sort: [], filters: [], search: "" }, column: "text", prefix: "x", from: 0 };
      expect(engine.ask("seek", ask)).toEqual({ position: 1 });
    });

    test("is exported completely in every format that can contain it [security: whole-long-value]", () => {
      const csv = engine.exported("csv");
      let at = 0;
      const rows = Array.from({ length: 4 }, () => {
        const row = readCsvRow(csv, at);
        at = row.end;
        return row.cells.map((cell) => cell.text);
      });
      expect(rows[2]).toEqual(["2", long, "b"]);
      expect(at).toBe(csv.length);
      expect(JSON.parse(engine.exported("json"))).toEqual(records);
      const xml = engine.exported("xml").replace(/^.*\n.*\n|<\/records>\n$/g, "");
      expect(readXmlRecords(xml)[1]?.fields.map(({ value }) => value)).toEqual(["2", long, "b"]);
      expect(engine.exported("spreadsheet")).toContain(`2,"${long.replaceAll('"', '""')}",b\r\n`);
      expect(() => engine.exported("xlsx")).not.toThrow();
      const plan = { as: "xlsx", columns: keys, query: { sort: [], filters: [], search: "" } };
      expect(() => engine.ask("plan", plan)).toThrow(`text of record 2 has ${long.length.toLocaleString("en")}`);
      const copy = { query: plan.query, from: 0, to: 2, columns: keys, as: "tsv" };
      const lines = records.map((record) => tabSeparatedLine(keys.map((key) => record[key])));
      expect(engine.ask("copy", copy)).toEqual({ text: lines.join("") });
    });

    test("agrees with the bytes in every view, and its lines are read in windows", () => {
      for (const as of ["table", "json", "xml", "csv", "raw"] as const) {
        const { compared, agreeing, firstDifference } = engine.verify(as);
        expect({ as, compared, agreeing, firstDifference }).toEqual({
          as,
          compared,
          agreeing: compared,
          firstDifference: null,
        });
      }
      for (const as of ["json", "xml", "csv"] as const) {
        const folding = { folded: "all" as const, except: [], groups: [], nodes: [] };
        for (const window of [engine.lines(as), engine.lines(as, folding)]) {
          expect(window.window.some((line) => line.tokens.some(([, token]) => token.length > 10_000))).toBe(false);
          expect(window.window.at(-1)?.number).toBeGreaterThan(3);
        }
      }
      const converted = format === "json" ? "xml" : "json";
      const { window } = engine.lines(converted) as LinesWindow;
      const cut = window.find((line) => line.cutLength !== null);
      const written = converted === "json" ? JSON.stringify(long) : escapeXmlText(long);
      expect(cut?.cutLength).toBeGreaterThan(written.length);
      expect(cut?.cutLength).toBeLessThan(written.length + 30);
    });

    test("is named in a notice that links to its bytes", () => {
      const notice = engine.summary.notices.find(({ code }) => code === "limit");
      expect(notice?.title).toBe("1 record is longer than 1 MB.");
      expect(notice?.byteOffset).toBeGreaterThan(0);
    });
  },
);

describe("parts of a body that a server may make endless", () => {
  const fieldsOf = (summary: DocumentSummary): number | undefined => summary.table?.columns.length;

  test("a million columns are limited to a thousand, and the rest is in the code views [security: endless-columns]", () => {
    const header = Array.from({ length: 300_000 }, (_, index) => `"f${index}"`).join("|");
    const csv = openEngine(`${header}\r\n"1"|"2"\r\n`);
    expect(fieldsOf(csv.summary)).toBe(1_000);
    expect(csv.summary.table?.recordCount).toBe(1);
    const members = Array.from({ length: 300_000 }, (_, index) => `"f${index}":1`).join(",");
    const json = openEngine(`[{${members}},{"f1":"2"}]`);
    expect(fieldsOf(json.summary)).toBe(1_000);
    expect(json.rows().rows[1]?.cells[1]).toBe("2");
    const elements = Array.from({ length: 300_000 }, (_, index) => `<f${index}/>`).join("");
    const xml = openEngine(`<records><record>${elements}</record><record><f1>2</f1></record></records>`);
    expect(fieldsOf(xml.summary)).toBe(1_000);
    expect(xml.rows().rows[1]?.cells[1]).toBe("2");
    // Every line of the long record can be read.
    expect(json.lines("json").lines).toBe(300_000 + 2 + 3 + 2);
    expect(
      json
        .lines("json", undefined, 300_000, 1)
        .window[0]?.tokens.map(([, text]) => text)
        .join(""),
    ).toContain("f299998");
  });

  test("only as many fields of a record are distinguished as fit in memory [security: endless-keys]", () => {
    const members = Array.from({ length: maxFields + 10 }, (_, index) => `"${index}":1`).join(",");
    const engine = openEngine(`[{${members}},{"0":"2"}]`);
    const asked = engine.exported("json", {}, ["0"]);
    expect(JSON.parse(asked)).toEqual([{ "0": 1 }, { "0": "2" }]);
    expect(engine.summary.notices.map(({ title }) => title)).toContain("More than 1,000 different fields.");
  });

  test("endless attributes are read, and repeated ones among the first are named [security: endless-attributes]", () => {
    const many = Array.from({ length: 200_000 }, (_, index) => ` a${index}=""`).join("");
    const engine = openEngine(`<records><record><id${many}/></record><record><id>2</id></record></records>`);
    expect(engine.summary.table?.recordCount).toBe(2);
    expect(engine.summary.notices.map(({ code }) => code)).not.toContain("not-well-formed");
    const repeated = openEngine(`<records><record><id a0=""${many}/></record><record><id>2</id></record></records>`);
    expect(repeated.summary.notices.map(({ code }) => code)).toContain("not-well-formed");
  });

  test("an endless name is shown by its beginning, and distinguished from others [security: endless-name]", () => {
    const name = "n".repeat(maxNameBytes + 1);
    for (const body of [`[{"${name}":"1","${name}2":"2"},{"x":"3"}]`, `"${name}"|"${name}2"|"x"\r\n"1"|"2"|"3"\r\n`]) {
      const { summary } = openEngine(body);
      const [first = "", second = ""] = summary.table?.columns ?? [];
      expect(first).toMatch(/^"?n{190,}…? ?.*\(16,38\d bytes, [0-9a-f]{8}\)$/);
      expect(first).not.toBe(second);
    }
  });

  test("an endless number is a number [security: endless-number]", () => {
    const digits = "1".repeat(1_500_000);
    const engine = openEngine(`[{"n":${digits}},{"n":-${digits}.${digits}e+${digits}},{"n":1}]`);
    expect(engine.summary.table?.recordCount).toBe(3);
    expect(engine.summary.notices.map(({ code }) => code)).toEqual(["limit"]);
    expect(engine.rows({ filters: [{ column: "n", operator: "equals", value: "1" }] }).matched).toBe(1);
  });

  test("endless flaws are reported once [security: endless-flaws]", () => {
    const engine = openEngine(`[{"id":"${"\u0001\u0002".repeat(1_000_000)}"},{"id":"2"}]`);
    expect(engine.summary.table?.recordCount).toBe(2);
    expect(engine.rows().rows[0]?.cells[0]).toMatchObject({ kind: "cut", length: 2_000_000 });
    expect(engine.summary.notices.map(({ code }) => code)).toContain("not-well-formed");
  });
});
