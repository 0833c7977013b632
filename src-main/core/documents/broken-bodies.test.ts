import { describe, expect, it } from "vitest";
import { openEngine, type TestBody } from "./test-engine.ts";

function codes(body: string | Uint8Array, options: TestBody = {}): string[] {
  return openEngine(body, options).summary.notices.map((notice) => notice.code);
}

describe("a body cut short", () => {
  const records = '[\n {\n  "id":"1",\n  "n":"a"\n },\n {\n  "id":"2",\n  "n":"b"\n },\n {\n  "id":"3",\n  "n":"c';
  it("shows whole records only, in JSON", () => {
    const engine = openEngine(records, { complete: false, expectedBytes: 74_130, contentType: "application/json" });
    expect(engine.summary.table).toEqual({ recordCount: 2, columns: ["id", "n"] });
    expect(engine.summary.notices).toEqual([
      {
        code: "incomplete",
        severity: "danger",
        title: `Incomplete: ${records.length} of 74,130 bytes.`,
        message: "The answer ended early. 2 whole records shown.",
        byteOffset: records.length,
      },
    ]);
    // The part of the third record that arrived is still in the code view.
    expect(engine.text("json")).toBe(records);
  });

  it("shows whole records only, in XML and CSV", () => {
    const xml = "<contacts>\n <contact>\n  <id>1</id>\n </contact>\n <contact>\n  <id>2</i";
    expect(openEngine(xml, { complete: false }).summary.table?.recordCount).toBe(1);
    expect(openEngine('"id"|"n"\r\n"1"|"a"\r\n"2"|"b', { complete: false }).summary.table?.recordCount).toBe(1);
    expect(openEngine('"id"|"n"\r\n"1"|"a"\r\n"2"|"b"', { complete: false }).summary.table?.recordCount).toBe(1);
    expect(openEngine('"id"|"n"\r\n"1"|"a"\r\n"2"|"b"').summary.table?.recordCount).toBe(2);
  });

  it("never shows an incomplete record, at whichever byte it is cut", () => {
    const bodies = [
      '[{"id":"1","n":"a"},{"id":"2","n":"b"}]',
      "<r><c><id>1</id><n>a</n></c><c><id>2</id><n>b</n></c></r>",
      '"id"|"n"\r\n"1"|"a"\r\n"2"|"b"\r\n',
    ];
    for (const body of bodies) {
      for (let length = 1; length < body.length; length++) {
        const engine = openEngine(body.slice(0, length), { complete: false });
        if (engine.summary.table === null) continue;
        const shown = engine.rows().rows.map((row) => row.cells);
        const whole = [
          ["1", "a"],
          ["2", "b"],
        ];
        expect(shown).toEqual(whole.slice(0, shown.length));
      }
    }
  });
});

describe("a broken body", () => {
  it.each([
    ["JSON", '[{"a":"1"},{"a":"2"},{"a":1 2}]', 28, 2],
    ["JSON followed by more text", '[{"a":"1"}] tail', 12, 1],
    ["XML", "<r><c><a>1</a></c><c><a>2</b></c></r>", 25, 1],
    ["CSV", '"a"\r\n"1"\r\n"2', 10, 1],
  ])("in %s reports where it breaks and keeps what precedes that", (_, body, offset, records) => {
    const engine = openEngine(body);
    expect(engine.summary.table?.recordCount).toBe(records);
    const [notice] = engine.summary.notices.filter((one) => one.code === "malformed");
    expect(notice?.byteOffset).toBe(offset);
    expect(notice?.title).toContain(String(offset));
  });
});

describe("a body that is not what it says", () => {
  it("is shown by content when the Content-Type lies", () => {
    const engine = openEngine('[{"a":"1"}]', { contentType: "text/csv; charset=UTF-8" });
    expect(engine.summary.format).toBe("json");
    expect(engine.summary.declaredType).toBe("text/csv");
    expect(engine.summary.notices[0]).toMatchObject({ code: "type-mismatch", title: "Declared CSV, looks like JSON." });
    expect(codes('"a"|"b"\r\n"1"|"2"\r\n', { contentType: "application/json" })).toEqual(["type-mismatch"]);
    expect(codes("<r><c><a>1</a></c></r>", { contentType: "text/csv" })).toEqual(["type-mismatch"]);
    expect(openEngine(`${"[".repeat(9)}${"]".repeat(9)}`, { contentType: "text/csv" }).summary.format).toBe("json");
    expect(codes("1|john@x.com|John|Smith\r\n", { contentType: "text/plain" })).toEqual([
      "csv-header",
      "ambiguous-rows",
    ]);
  });

  const warning =
    "<br />\n<b>Warning</b>:  mysql_connect() [x]: failed in <b>/var/www/a.php</b> on line <b>3</b><br />\n";
  it.each([
    ["JSON", "application/json", '[\n {\n  "a":"1"\n }\n]', "json"],
    ["XML", "application/xml", '<?xml version="1.0"?>\n<r>\n <c>\n  <a>1</a>\n </c>\n</r>', "xml"],
    ["CSV", "text/csv", '"a"\r\n"1"\r\n', "csv"],
  ] as const)("is found after a PHP warning: %s", (_, contentType, body, format) => {
    for (const noise of [warning, "\nWarning: something [failed] in x.php on line 3\n"]) {
      const engine = openEngine(noise + body, { contentType });
      expect(engine.summary.format).toBe(format);
      expect(engine.summary.table).toEqual({ recordCount: 1, columns: ["a"] });
      expect(engine.rows().rows[0]?.cells).toEqual(["1"]);
      expect(engine.summary.notices.map((notice) => notice.code)).toEqual(["leading-noise"]);
      expect(engine.text(format).replace(/[␍␊]/g, "")).toBe((noise + body).trimEnd().replaceAll("\r", ""));
    }
  });

  it("is text when it is an HTML page", () => {
    const engine = openEngine("<!DOCTYPE html>\n<html><body>503</body></html>", { contentType: "application/json" });
    expect(engine.summary.format).toBe("text");
    expect(engine.summary.table).toBeNull();
    expect(engine.summary.notices.map((notice) => notice.title)).toEqual(["Declared JSON, looks like an HTML page."]);
  });

  it("has no data when it is empty", () => {
    expect(openEngine("", { status: 204 }).summary).toMatchObject({ format: "empty", table: null, byteLength: 0 });
    expect(codes("", { status: 204 })).toEqual(["no-data"]);
    expect(codes(" \r\n")).toEqual(["no-data"]);
  });

  it("is bytes when it is not text", () => {
    expect(openEngine(new Uint8Array([0x89, 0x50, 0, 1, 2])).summary.format).toBe("binary");
    const wide = openEngine(new Uint8Array(Buffer.from("\u{feff}[]", "utf16le")));
    expect(wide.summary.format).toBe("binary");
    expect(wide.summary.notices.map((notice) => notice.title)).toEqual(["The body is UTF-16."]);
  });

  it("is not a table when it is not a list of records", () => {
    for (const body of [
      '{"error":"x"}',
      "[1,2]",
      '[{"a":1},2]',
      "<error><code>400</code></error>",
      "<a>x</a>",
      '"text"',
    ]) {
      const options = { contentType: body.startsWith("<") ? null : "application/json" };
      expect(openEngine(body, options).summary.table).toBeNull();
      expect(codes(body, options)).toEqual(["not-a-table"]);
    }
  });
});

describe("characters", () => {
  it("counts invalid UTF-8 and reports where it is", () => {
    const body = Buffer.concat([
      Buffer.from('[{"a":"x'),
      Buffer.from([0xff, 0xc3, 0x28, 0xe2, 0x82]),
      Buffer.from('"}]'),
    ]);
    const engine = openEngine(new Uint8Array(body));
    const [notice] = engine.summary.notices;
    expect(notice).toMatchObject({ code: "invalid-bytes", byteOffset: 8, title: "4 invalid bytes at 8 and after." });
    expect(engine.rows().rows[0]?.cells).toEqual(["x\u{fffd}\u{fffd}(\u{fffd}"]);
  });

  it("distinguishes text in another charset from text with some bad bytes", () => {
    const message = (body: Buffer) => openEngine(new Uint8Array(body)).summary.notices[0]?.message;
    expect(message(Buffer.from('[{"a":"Zo\u00eb"}]', "latin1"))).toContain("Most likely the body is Latin-1.");
    const mixed = Buffer.concat([Buffer.from('[{"a":"Zoë'), Buffer.from([0xff]), Buffer.from('"}]')]);
    expect(message(mixed)).not.toContain("Latin-1");
  });

  it("keeps the records around a NUL and reports where it is", () => {
    const csv = openEngine('"a"|"b"\r\n"1"|"x\0y"\r\n"2"|"z"\r\n');
    expect(csv.summary.format).toBe("csv");
    expect(csv.rows().rows.map((row) => row.cells[1])).toEqual(["x\0y", "z"]);
    expect(csv.summary.notices).toMatchObject([{ code: "invalid-bytes", title: "1 NUL byte at 15.", byteOffset: 15 }]);
    const json = openEngine('[{"a":"1"},{"a":"\0"}]');
    expect(json.rows().rows.map((row) => row.cells)).toEqual([["1"], ["\0"]]);
    expect(json.summary.notices.map((notice) => notice.code)).toEqual(["not-well-formed", "invalid-bytes"]);
    const xml = openEngine("<r><c><a>1</a></c><c><a>\0</a></c></r>");
    expect(xml.rows().rows.map((row) => row.cells)).toEqual([["1"], ["\0"]]);
    expect(openEngine("\0abc").summary.format).toBe("binary");
  });

  it("decodes Latin-1 when the response declares it", () => {
    const latin = new Uint8Array(Buffer.from('"a"\r\n"Zoë \x80"\r\n', "latin1"));
    const engine = openEngine(latin, { contentType: "text/csv; charset=ISO-8859-1" });
    expect(engine.summary.charset).toBe("windows-1252");
    expect(engine.rows().rows[0]?.cells).toEqual(["Zoë €"]);
    expect(engine.rows({ search: "zoË" }).matched).toBe(1);
    expect(engine.summary.notices.map((notice) => notice.code)).toEqual(["charset"]);
    const xml = Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><r><c><a>é</a></c></r>', "latin1");
    expect(openEngine(new Uint8Array(xml)).rows().rows[0]?.cells).toEqual(["é"]);
    expect(codes('[{"a":"1"}]', { contentType: "application/json; charset=klingon" })).toEqual(["charset"]);
  });

  it("skips a byte order mark and reports it", () => {
    for (const body of ['[{"a":"1"}]', '"a"\r\n"1"\r\n', "<r><c><a>1</a></c></r>"]) {
      const engine = openEngine(`\u{feff}${body}`);
      expect(engine.summary.table?.columns).toEqual(["a"]);
      expect(engine.summary.notices.map((notice) => notice.code)).toEqual(["bom"]);
    }
  });
});

describe("rows that do not fit", () => {
  it("ragged and ambiguous CSV rows are marked and keep every value", () => {
    const engine = openEngine('"a"|"b"\r\n"1"\r\n"2"|"3"|"4"\r\n5|"say ""x"""\r\n"6"|"7"\r\n');
    expect(engine.summary.table?.columns).toEqual(["a", "b", "(field 3)"]);
    const missing = { kind: "missing" };
    expect(engine.rows().rows).toEqual([
      { record: 0, cells: ["1", missing, missing], mark: "1 field, not 2" },
      { record: 1, cells: ["2", "3", "4"], mark: "3 fields, not 2" },
      {
        record: 2,
        cells: [
          { kind: "ambiguous", text: "5", source: "5" },
          { kind: "ambiguous", text: 'say "x"', source: '"say ""x"""' },
          missing,
        ],
        mark: "The CSV dialect is broken in the marked cells",
      },
      { record: 3, cells: ["6", "7", missing], mark: null },
    ]);
    expect(engine.summary.notices.map((one) => [one.code, one.title, one.byteOffset])).toEqual([
      ["ragged-rows", "2 records have more or fewer fields than the header.", 9],
      ["ambiguous-rows", "1 record has cells outside of the CSV dialect.", 27],
    ]);
    for (const as of ["table", "json", "csv"] as const) expect(engine.verify(as).firstDifference).toBeNull();
  });

  it("repeated keys in JSON get one column each", () => {
    const engine = openEngine('[{"a":"1","b":"2"},{"a":"3","a":"4","b":1.10}]');
    expect(engine.summary.table?.columns).toEqual(["a", "b", "a (2)"]);
    expect(engine.rows().rows[1]).toEqual({
      record: 1,
      cells: ["3", { kind: "literal", text: "1.10" }, "4"],
      mark: "The field a stands here more than once",
    });
    expect(engine.summary.notices.map((notice) => notice.code)).toEqual(["repeated-keys"]);
    expect(engine.verify("json").firstDifference).toBeNull();
  });

  it("XML keeps nested markup, attributes and stray text", () => {
    const engine = openEngine('<r><c><a>1</a></c><c id="7"><a>x<i>y</i></a>stray</c><c><a/><b>2</b></c></r>');
    expect(engine.summary.table).toEqual({ recordCount: 3, columns: ["a", "b"] });
    expect(engine.rows().rows.map((row) => row.mark)).toEqual([
      null,
      "Text stands outside of the fields; the XML view shows it",
      null,
    ]);
    expect(engine.rows().rows[1]?.cells[0]).toEqual({ kind: "nested", text: "<a>x<i>y</i></a>" });
    expect(engine.text("xml")).toContain('<c id="7">');
    expect(engine.text("xml")).toContain("stray");
  });
});

it("XML that parsers reject is shown, and no view fails on it", () => {
  const engine = openEngine('<r><c><a x="1" x="2">1</a></c><c><a>\u{ffff}</a></c><c><a>2</a></c></r>');
  expect(engine.summary.table?.recordCount).toBe(3);
  expect(engine.rows().rows[2]?.cells).toEqual(["2"]);
  for (const as of ["table", "json", "xml", "csv"] as const) {
    expect(engine.verify(as)).toEqual({ compared: 3, agreeing: 3, firstDifference: null });
  }
});

it("bytes that did not fit are counted, and those that arrived can be used", () => {
  const engine = openEngine('[{"a":"1"},{"a":"2"},{"a', { complete: false, dropped: 1_234 });
  expect(engine.rows().matched).toBe(2);
  expect(engine.summary.notices).toEqual([
    {
      code: "limit",
      severity: "danger",
      title: "Only the first 24 bytes are kept.",
      message: "1,234 more bytes arrived, but the disk is full. 2 whole records shown.",
      byteOffset: 24,
    },
  ]);
});

it("nesting deeper than the limit is reported as a limit, not as a server error", () => {
  const json = openEngine(`{"a":${"[".repeat(60_000)}${"]".repeat(60_000)}}`);
  const xml = openEngine(`<r>${"<a>".repeat(60_000)}${"</a>".repeat(60_000)}</r>`);
  for (const { summary } of [json, xml]) {
    const notice = summary.notices.find(({ code }) => code === "limit");
    expect(notice?.message).toContain("it is nested deeper than 50,000 levels");
    expect(summary.notices.some(({ code }) => code === "malformed")).toBe(false);
  }
});

describe("XML bombs", () => {
  it("stay inert in every view", () => {
    const entities = Array.from({ length: 9 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`);
    const bomb = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">${entities.join("")}]><r><c><a>1</a></c><c><a>&l9;</a></c></r>`;
    const engine = openEngine(bomb);
    expect(engine.rows().rows.map((row) => row.cells)).toEqual([["1"], ["&l9;"]]);
    expect(engine.summary.notices.map((notice) => notice.code)).toEqual(["entities"]);
    expect(engine.text("xml").length).toBeLessThan(bomb.length * 2);
    expect(engine.text("raw")).toContain("&l9;");
  });

  it("handle deep nesting without recursion", () => {
    const deep = `${"<a>".repeat(50_000)}${"</a>".repeat(50_000)}`;
    expect(openEngine(deep).rows().rows[0]?.cells[0]).toMatchObject({ kind: "cut", length: 49_998 * 7 });
    const json = `[{"a":${"[".repeat(49_000)}${"]".repeat(49_000)}}]`;
    expect(openEngine(json).lines("json").lines).toBe(98_003);
  });
});
