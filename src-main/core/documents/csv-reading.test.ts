import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CsvChoice } from "#shared/csv-choice.ts";
import type { DocumentSummary } from "#shared/documents.ts";
import { openEngine, type TestBody, type TestEngine } from "./test-engine.ts";
import { stores, tableAsCsv, tables } from "./test-tables.ts";

const csv: TestBody = { contentType: "text/csv; charset=UTF-8" };

function open(body: string | Uint8Array, options: TestBody = csv): TestEngine {
  return openEngine(body, options);
}
function codes({ summary }: TestEngine): string[] {
  return summary.notices.map(({ code }) => code);
}
function texts(engine: TestEngine): string[][] {
  return engine
    .rows()
    .rows.map(({ cells }) => cells.map((cell) => (typeof cell === "string" ? cell : "text" in cell ? cell.text : "")));
}

describe("a message instead of a table", () => {
  it.each([
    "No data.",
    '"No data."',
    "No data.\r\n",
    "Error: no such group",
    "Error: no data, try again; or not",
    "Access denied",
    "OK",
    "null",
    "0 records found.",
    "No contacts were found | try again later",
    "The server is busy.\nTry again in five minutes.\n",
    "Error in line 3, see the log\nError in line 4, see the log",
  ])("%j is shown as text", (body) => {
    const engine = open(body);
    expect(engine.summary).toMatchObject({ format: "text", table: null });
    expect(codes(engine)).toEqual(["csv-message"]);
    expect(engine.text("raw")).toContain(body.split(/\r?\n/u)[0]);
  });

  it.each([
    ['"contact_id"', ["contact_id"]],
    ['"contact_id"\r\n', ["contact_id"]],
    ["contact_id\r\n", ["contact_id"]],
    ['"status"\r\n', ["status"]],
    ['"contact_id"|"contact_name"\r\n', ["contact_id", "contact_name"]],
    ["contact_id|contact_name\r\n", ["contact_id", "contact_name"]],
    ["contact_id,contact_name\r\n", ["contact_id", "contact_name"]],
  ])("%j is a header without records", (body, columns) => {
    expect(open(body).summary.table).toEqual({ recordCount: 0, columns });
  });

  it("can still be read as a table", () => {
    const engine = open("No data.");
    const choice: CsvChoice = { delimiter: "|", header: false };
    expect(engine.ask("reread", { choice })).toMatchObject({ format: "csv", table: { recordCount: 1 } });
    expect(engine.ask("reread", { choice: null })).toEqual(engine.summary);
  });
});

describe("the first row", () => {
  const named = [
    '"contact_id"|"contact_name"\r\n"1"|"Jane"\r\n',
    '"Contact ID"|"E-mail"\r\n"1"|"jane@example.com"\r\n',
    '"id"|"id"\r\n"1"|"2"\r\n',
    '"2019"|"name"\r\n"Smith"|"Jane"\r\n',
    '"name"\r\n"Smith, Jane"\r\n"Doe, John"\r\n',
    '"zip"|"phone"\r\n""|""\r\n',
    "contact_id, contact_name\r\n1, Jane\r\n2, Karl\r\n",
    "'contact_id';'contact_name'\r\n'1';'Jane'\r\n",
    '\r\n\r\n"contact_id"|"contact_name"\r\n"1"|"Jane"\r\n',
  ];
  it.each(named)("names the columns of %j", (body) => {
    const engine = open(body);
    expect(engine.summary.csv).toMatchObject({ header: true, isMessage: false, isChosen: false });
    expect(codes(engine)).not.toContain("csv-header");
  });

  const records = [
    "1|jane@example.com|Jane\n2|niamh@example.com|Niamh\n",
    '"1"|"Jane"\r\n',
    '"1"|"\u0001"\r\n"2"|"\u0000"\r\n',
    '"Jane Smith"|"Group A"\r\n"Karl May"|"Group B"\r\n',
    '"2010-06-25 20:00:00"|"x"\r\n"2010-06-26 20:00:00"|"y"\r\n',
    '"https://example.com/a"|"x"\r\n"https://example.com/b"|"y"\r\n',
    '"2019"|"2020"\r\n"5"|"7"\r\n',
    "123456\r\n123457\r\n",
  ];
  it.each(records)("is a record in %j", (body) => {
    const engine = open(body);
    expect(engine.summary.table?.recordCount).toBe(body.trim().split(/\r?\n/u).length);
    expect(engine.summary.table?.columns[0]).toBe("(field 1)");
    expect(codes(engine)).toContain("csv-header");
  });

  it("becomes a header, or a record, when the user says so", () => {
    const engine = open('"1"|"Jane"\r\n"2"|"Karl"\r\n');
    const summary = engine.ask("reread", { choice: { delimiter: "|", header: true } }) as DocumentSummary;
    expect(summary.table).toEqual({ recordCount: 1, columns: ["1", "Jane"] });
    expect(summary.csv).toEqual({ delimiter: "|", header: true, isMessage: false, isChosen: true });
    expect(texts(engine)).toEqual([["2", "Karl"]]);
    expect(engine.verify("csv").firstDifference).toBeNull();
    expect(engine.ask("reread", { choice: { delimiter: ",", header: false } })).toMatchObject({
      table: { recordCount: 2, columns: ["(field 1)"] },
    });
    expect(engine.ask("reread", { choice: null })).toEqual(engine.summary);
  });
});

describe("what a server prints before the first row", () => {
  const body = '"contact_id"|"contact_name"\r\n"1"|"Jane"\r\n';
  const notice = "Undefined index: note in /app/api.php on line 31";
  it.each([
    `PHP Notice:  ${notice}\n`,
    `Notice: ${notice}\n`,
    `\nNotice: ${notice}\n`,
    `[12-Jul-2010 10:00:00 UTC] PHP Notice:  ${notice}\n`,
    `[12-Jul-2010 10:00:00 Europe/Berlin] PHP Warning:  ${notice}\r\n[12-Jul-2010 10:00:00 UTC] PHP Notice:  x\r\n`,
    `<br />\n<b>Notice</b>:  ${notice}<br />\n<br />\n<b>Warning</b>:  ${notice}<br />\n`,
    `PHP Fatal error:  x\nStack trace:\n#0 {main}\n  thrown in /app/api.php on line 3\n`,
    `Notice: ${notice}\n\u00ef\u00bb\u00bf`,
  ])("%j is skipped", (noise) => {
    for (const content of [body, body.replaceAll('"', ""), body.replaceAll("|", ",")]) {
      const engine = open(new Uint8Array(Buffer.from(noise + content, "latin1")));
      expect(engine.summary.table).toEqual({ recordCount: 1, columns: ["contact_id", "contact_name"] });
      expect(codes(engine)).toContain("leading-noise");
    }
  });

  it("may be a byte order mark inside the first quotes", () => {
    const engine = open('"\u{feff}contact_id"|"contact_name"\r\n"1"|"Jane"\r\n');
    expect(engine.summary.table).toEqual({ recordCount: 1, columns: ["contact_id", "contact_name"] });
    expect(codes(engine)).toEqual(["bom"]);
  });

  it("is still a column when it is one", () => {
    expect(open("Notice|Warning\r\n1|2\r\n").summary.table?.columns).toEqual(["Notice", "Warning"]);
  });

  it.each(["text/csv", "application/json", "application/xml"])("may be several byte order marks: %s", (contentType) => {
    const content = {
      "text/csv": body,
      "application/json": '[{"a":"1"}]',
      "application/xml": "<r><c><a>1</a></c></r>",
    };
    for (const marks of ["\u{feff}\u{feff}", "\u{feff}\u{feff}\u{feff}", "\r\n\u{feff}"]) {
      const engine = open(marks + content[contentType as keyof typeof content], { contentType });
      expect(engine.summary.table?.recordCount).toBe(1);
      expect(engine.summary.table?.columns[0]).toMatch(/^(?:a|contact_id)$/u);
    }
  });
});

describe("the delimiter", () => {
  const table = [
    ["contact_id", "contact_name", "contact_notes"],
    ["123456", "Jane Smith", "a|b, c; d"],
    ["123457", "Niamh", 'say "hi"'],
  ];
  const quoteAll = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const quoteSome = (text: string): string => (/[",;\t^~|]/u.test(text) ? quoteAll(text) : text);

  it.each([",", ";", "\t", "^", "~"])("%j is detected and named", (delimiter) => {
    for (const quote of [quoteAll, quoteSome]) {
      const body = table.map((cells) => `${cells.map(quote).join(delimiter)}\r\n`).join("");
      const engine = open(body);
      expect(engine.summary.table).toEqual({ recordCount: 2, columns: table[0] });
      expect(texts(engine)).toEqual(table.slice(1));
      expect(codes(engine)).toEqual(["csv-delimiter"]);
      expect(engine.rows().rows.every(({ mark }) => mark === null)).toBe(true);
      for (const as of ["table", "json", "xml", "csv"] as const) expect(engine.verify(as).firstDifference).toBeNull();
      expect(engine.exported("csv")).toContain('"contact_id"|"contact_name"|"contact_notes"\r\n');
    }
  });

  it("is absent in one column whose values contain commas", () => {
    for (const values of [["Smith, Jane"], ["Smith, Jane", "Doe, John"], ["a,b", "c,d"], ["a\tb", "c\td"]]) {
      for (const body of [
        ["contact_name", ...values].map((text) => `"${text}"\r\n`).join(""),
        ["contact_name", ...values].map((text) => `${text}\r\n`).join(""),
      ]) {
        expect(open(body).summary.table).toEqual({ recordCount: values.length, columns: ["contact_name"] });
      }
    }
  });

  it("follows the user's choice in order, filter, export and the views", () => {
    const engine = open("a;b\r\n2;x\r\n1;y\r\n");
    expect(engine.summary.csv?.delimiter).toBe(";");
    const sorted = engine.rows({ sort: [{ column: "a", direction: "ascending" }] });
    expect(sorted.rows.map(({ record }) => record)).toEqual([1, 0]);
    expect(engine.rows({ filters: [{ column: "b", operator: "equals", value: "y" }] }).matched).toBe(1);
    expect(engine.text("csv")).toBe("a;b\n2;x\n1;y");
    engine.ask("reread", { choice: { delimiter: "|", header: true } });
    expect(engine.text("csv")).toBe("a;b\n2;x\n1;y");
    expect(engine.rows().rows[0]?.cells).toHaveLength(1);
  });
});

describe("control characters", () => {
  it.each(["|", ","])("do not change the format of CSV with cells separated by %j", (delimiter) => {
    const row = (index: number): string => [index, "\u0001", "\u0000"].join(delimiter);
    const body = `contact_id${delimiter}a${delimiter}b\r\n${Array.from({ length: 40 }, (_, at) => `${row(at)}\r\n`).join("")}`;
    expect(open(body).summary).toMatchObject({ format: "csv", table: { recordCount: 40 } });
  });

  it.each([
    ["a picture", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...Array.from({ length: 200 }, (_, at) => at % 32)]],
    ["an archive", [0x50, 0x4b, 3, 4, ...Array.from({ length: 200 }, (_, at) => at % 29)]],
  ])("cause %s to be shown as bytes, whatever is declared", (_, bytes) => {
    expect(open(Uint8Array.from(bytes)).summary.format).toBe("binary");
  });
});

it("CSV is read in the same way with any packets and windows", () => {
  const start = fc.constantFrom(
    "",
    "1|a@b.example|x\r\n2|c@d.example|y\r\n",
    "a;b\r\n1;2\r\n",
    "No data.",
    '\u{feff}\u{feff}"a"|"b"\r\n',
    'PHP Notice:  x\n"a"|"b"\r\n',
  );
  const packets = fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 6 });
  const choices = fc.option(
    fc.record({ delimiter: fc.constantFrom("|", ",", ";", "\t", "^", "~"), header: fc.boolean() }),
  );
  fc.assert(
    fc.property(start, tables, stores, packets, choices, (before, table, windows, arrivals, choice) => {
      const body = before + (before.endsWith('"b"\r\n') ? '"1"|"2"\r\n' : before === "" ? tableAsCsv(table) : "");
      const there = open(body, { ...csv, windows, packets: arrivals });
      const whole = open(body);
      expect(there.summary).toEqual(whole.summary);
      expect(there.ask("reread", { choice })).toEqual(whole.ask("reread", { choice }));
      if (whole.summary.format === "csv") expect(there.rows()).toEqual(whole.rows());
      expect(there.ask("reread", { choice: null })).toEqual(whole.summary);
    }),
  );
});
