import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CodeLine, Folding } from "#shared/documents.ts";
import { openEngine } from "./test-engine.ts";
import { tableAsCsv, tableAsJson, tableAsXml, tables } from "./test-tables.ts";

function textOf(line: CodeLine | undefined): string {
  return line?.tokens.map((token) => token[1]).join("") ?? "";
}

function hiddenFields({ hidden }: CodeLine): number {
  return hidden?.what === "fields" ? hidden.count : 0;
}

const contacts = {
  columns: ["contact_id", "contact_name", "contact_email"],
  rows: [
    ["123466", "Jane Smith", "jane@x.example"],
    ["123467", "Siobhán O’Rourke", ""],
    ["123468", 'a "b"\r\n<c>', "&"],
  ],
};
const prettyJson = `[
 {
  "contact_id":"123466",
  "contact_name":"Jane Smith",
  "contact_email":"jane@x.example"
 },
 {
  "contact_id":"123467",
  "contact_name":"Siobhán O’Rourke",
  "contact_email":""
 },
 {
  "contact_id":"123468",
  "contact_name":"a \\"b\\"\\r\\n<c>",
  "contact_email":"&"
 }
]`;
const prettyXml = `<contacts version="1.0">
 <contact>
  <contact_id>123466</contact_id>
  <contact_name>Jane Smith</contact_name>
  <contact_email>jane@x.example</contact_email>
 </contact>
 <contact>
  <contact_id>123467</contact_id>
  <contact_name>Siobhán O’Rourke</contact_name>
  <contact_email></contact_email>
 </contact>
 <contact>
  <contact_id>123468</contact_id>
  <contact_name>a "b"&#13;␊&lt;c&gt;</contact_name>
  <contact_email>&amp;</contact_email>
 </contact>
</contacts>`;

describe("layout", () => {
  it.each([
    ["JSON served pretty", tableAsJson(contacts, "pretty"), "json", false],
    ["JSON served compact", tableAsJson(contacts, "compact"), "json", false],
    ["JSON converted from XML", tableAsXml(contacts, "compact"), "json", true],
    ["JSON converted from CSV", tableAsCsv(contacts), "json", true],
  ] as const)("%s", (_, body, as, converted) => {
    const engine = openEngine(body);
    expect(engine.text(as)).toBe(prettyJson);
    expect(engine.lines(as).converted).toBe(converted);
  });

  it.each([
    ["served", tableAsXml(contacts, "compact"), '<?xml version="1.0"?>', false],
    ["converted from JSON", tableAsJson(contacts, "compact"), '<?xml version="1.0" encoding="UTF-8"?>', true],
    ["converted from CSV", tableAsCsv(contacts), '<?xml version="1.0" encoding="UTF-8"?>', true],
  ] as const)("XML %s", (_, body, declaration, converted) => {
    const engine = openEngine(body);
    expect(engine.text("xml")).toBe(`${declaration}\n${prettyXml}`);
    expect(engine.lines("xml").converted).toBe(converted);
  });

  it("CSV keeps a record on one line", () => {
    const expected = [
      '"contact_id"|"contact_name"|"contact_email"',
      '"123466"|"Jane Smith"|"jane@x.example"',
      '"123467"|"Siobhán O’Rourke"|""',
      '"123468"|"a \\"b\\"␍␊<c>"|"&"',
    ].join("\n");
    for (const body of [tableAsCsv(contacts), tableAsJson(contacts, "pretty"), tableAsXml(contacts, "pretty")]) {
      expect(openEngine(body).text("csv")).toBe(expected);
    }
  });

  it("colours keys, strings, punctuation and invisible characters", () => {
    const engine = openEngine(tableAsCsv(contacts));
    expect(engine.lines("json").window[2]?.tokens).toEqual([
      ["plain", "  "],
      ["key", '"contact_id"'],
      ["punct", ":"],
      ["string", '"123466"'],
      ["punct", ","],
    ]);
    expect(engine.lines("raw").window[0]?.tokens.at(-1)).toEqual(["invisible", "␍"]);
  });

  it("JSON that is not a table is laid out completely, with numbers and repeated keys as sent", () => {
    const engine = openEngine('{"a":1.10,"a":{"b":[],"c":[1,{"d":null}]},"e":{ }}');
    expect(engine.text("json")).toBe(
      '{\n "a":1.10,\n "a":{\n  "b":[],\n  "c":[\n   1,\n   {\n    "d":null\n   }\n  ]\n },\n "e":{}\n}',
    );
    expect(engine.text("xml")).toBe("Only a list of records can be shown as XML.");
  });

  it("XML that is not a table is laid out completely, with comments and CDATA as sent", () => {
    const engine = openEngine('<!-- c --><e code="4 0"><m>x &amp; y</m><d><![CDATA[<z>]]></d><i/></e>');
    expect(engine.text("xml")).toBe(
      '<!-- c -->\n<e code="4 0">\n <m>x &amp; y</m>\n <d><![CDATA[<z>]]></d>\n <i/>\n</e>',
    );
  });

  it("comments and declarations around records stay", () => {
    const body =
      "<?xml version='1.0'?>\n<!-- one -->\n<r>\n <!-- two -->\n <c>\n  <a>1</a>\n </c>\n <!-- three -->\n <c>\n  <a>2</a>\n </c>\n <!-- four -->\n</r>\n<!-- five -->";
    const engine = openEngine(body);
    expect(engine.summary.table?.recordCount).toBe(2);
    expect(engine.text("xml")).toBe(body);
  });

  it("pretty JSON has the tokens of its source in the same order", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(4), (source, blanks) => {
        const spaced = JSON.stringify(JSON.parse(source), null, blanks);
        const engine = openEngine(spaced, { contentType: "application/json" });
        expect(JSON.stringify(JSON.parse(engine.text("json")))).toBe(JSON.stringify(JSON.parse(source)));
        const squeezed = (text: string) =>
          text.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (piece) => (piece.startsWith('"') ? piece : ""));
        expect(squeezed(engine.text("json").replace(/[␡]/g, "\u007f"))).toBe(squeezed(spaced));
      }),
    );
  });
});

describe("raw", () => {
  it("is the body line by line", () => {
    const body = "one\r\ntwo\n\nthree\rfour";
    const engine = openEngine(body, { contentType: "text/plain" });
    expect(engine.text("raw")).toBe("one␍\ntwo\n\nthree␍four");
    expect(engine.lines("raw").lines).toBe(4);
  });

  it("breaks a line that is too long to show into several, and truncates one of a pretty view", () => {
    const body = `[{"a":"${"é".repeat(300_000)}"}]`;
    const { window } = openEngine(body).lines("raw");
    expect(window.map(textOf).join("")).toBe(body);
    expect(window.map((line) => line.goesOn)).toEqual(window.map((_, index) => index < window.length - 1));
    expect(window.every((line) => line.cutLength === null && textOf(line).length < 10_000)).toBe(true);
    const [, , field] = openEngine(body).lines("json").window;
    expect(textOf(field)).toHaveLength(10_000);
    expect(field?.cutLength).toBe(300_000 + '  "a":""'.length);
  });

  it("reads any window of many lines", () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `line ${index}`);
    const engine = openEngine(lines.join("\n"), { contentType: "text/plain" });
    for (const offset of [0, 255, 256, 257, 1_000, 2_990, 3_000]) {
      const { window } = engine.lines("raw", { folded: "none", except: [], groups: [], nodes: [] }, offset, 20);
      expect(window.map(textOf)).toEqual(lines.slice(offset, offset + 20));
      expect(window.map((line) => line.number)).toEqual(window.map((_, index) => offset + index + 1));
    }
  });
});

describe("folding", () => {
  it("draws a folded record on the number of its first line", () => {
    const engine = openEngine(tableAsCsv(contacts));
    const { window, lines } = engine.lines("json", { folded: "all", except: [1], groups: [], nodes: [] });
    expect(lines).toBe(9);
    expect(window.map((line) => [line.number, textOf(line), line.fold, hiddenFields(line), line.record])).toEqual([
      [1, "[", "open", 0, null],
      [2, ' { "contact_id":"123466",  },', "folded", 2, 0],
      [7, " {", "open", 0, 1],
      [8, '  "contact_id":"123467",', null, 0, 1],
      [9, '  "contact_name":"Siobhán O’Rourke",', null, 0, 1],
      [10, '  "contact_email":""', null, 0, 1],
      [11, " },", null, 0, 1],
      [12, ' { "contact_id":"123468",  }', "folded", 2, 2],
      [17, "]", null, 0, null],
    ]);
    expect(window[1]?.tokens.at(-1)).toEqual(["punct", " },"]);
  });

  it("looks the same for served records", () => {
    const all: Folding = { folded: "all", except: [], groups: [], nodes: [] };
    const expected = openEngine(tableAsCsv(contacts)).lines("json", all).window;
    const served = openEngine(tableAsJson(contacts, "compact")).lines("json", all).window;
    expect(served.map(textOf)).toEqual(expected.map(textOf));
    expect(served.map((line) => line.tokens.at(-1))).toEqual(expected.map((line) => line.tokens.at(-1)));
    const converted = openEngine(tableAsCsv(contacts)).lines("xml", all).window.slice(2);
    const xml = openEngine(tableAsXml(contacts, "pretty")).lines("xml", all).window.slice(2);
    expect(xml.map(textOf)).toEqual(converted.map(textOf));
    expect(textOf(xml[0])).toBe(" <contact><contact_id>123466</contact_id></contact>");
    expect(xml[0]?.hidden).toEqual({ what: "fields", count: 2 });
  });

  const bodies = fc.constantFrom(
    (table: Parameters<typeof tableAsCsv>[0]) => tableAsJson(table, "compact"),
    (table: Parameters<typeof tableAsCsv>[0]) => tableAsXml(table, "pretty"),
    tableAsCsv,
    () => '[{"a":"1","b":{"c":[1,2]}},{},{"a":"2"},{"b":"3","d":null}]',
    () => "<r><c><a>1</a></c><c><a>x<i>y</i></a></c><c/></r>",
  );
  it("any window of any folding is a part of the whole", () => {
    fc.assert(
      fc.property(
        tables,
        bodies,
        fc.constantFrom("json", "xml", "csv"),
        fc.record({
          folded: fc.constantFrom("all", "none"),
          except: fc.array(fc.nat(14), { maxLength: 5 }),
          groups: fc.constant<Folding["groups"]>([]),
          nodes: fc.constant<Folding["nodes"]>([]),
        }),
        fc.nat(60),
        fc.integer({ min: 1, max: 20 }),
        (table, bodyOf, as, folding, offset, limit) => {
          const engine = openEngine(bodyOf(table));
          const unfolded = engine.lines(as).window;
          expect(unfolded.map((line) => line.number)).toEqual(unfolded.map((_, index) => index + 1));
          const whole = engine.lines(as, folding);
          expect(whole.window).toHaveLength(whole.lines);
          expect(engine.lines(as, folding, offset, limit).window).toEqual(whole.window.slice(offset, offset + limit));
          for (const line of whole.window) {
            const original = unfolded[line.number - 1];
            expect(line.record).toBe(original?.record);
            if (line.fold === "folded") expect(original?.fold).toBe("open");
            else expect(line).toEqual(original);
          }
          const isException = (record: number) => folding.except.includes(record);
          for (const line of whole.window) {
            if (line.record === null || line.fold === null) continue;
            expect(line.fold === "folded").toBe(isException(line.record) !== (folding.folded === "all"));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("draws many records as one line, and unfolds nothing else", () => {
    const engine = openEngine(tableAsCsv(contacts));
    const folding: Folding = { folded: "none", except: [], groups: [{ from: 0, to: 1 }], nodes: [] };
    const { window, lines } = engine.lines("json", folding);
    expect(lines).toBe(8);
    expect(window.map((line) => [line.number, textOf(line), line.fold, line.folds]).slice(0, 4)).toEqual([
      [1, "[", "open", "node"],
      [2, " ", "folded", "group"],
      [12, " {", "open", "record"],
      [13, '  "contact_id":"123468",', null, null],
    ]);
    expect(window[1]?.hidden).toEqual({ what: "records", range: { from: 0, to: 1 } });
    const beyond = engine.lines("json", { ...folding, groups: [{ from: 1, to: 999 }] });
    expect(beyond.window.at(-2)?.hidden).toEqual({ what: "records", range: { from: 1, to: 2 } });
    expect(beyond.window.at(-1)).toMatchObject({ number: 17 });
  });

  it("folds any node of JSON and XML, including those around the records", () => {
    const json = openEngine('{"a":{"b":[],"c":[1,{"d":null}]},"e":{ }}');
    const nodes = (...numbers: number[]): Folding => ({ folded: "none", except: [], groups: [], nodes: numbers });
    expect(json.lines("json").window.map((line) => line.folds)).toEqual([
      "node",
      "node",
      null,
      "node",
      null,
      "node",
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    const one = json.lines("json", nodes(4));
    expect(one.window.map(textOf)).toEqual(["{", ' "a":{', '  "b":[],', '  "c":[ ]', " },", ' "e":{}', "}"]);
    expect(one.window[3]).toMatchObject({ number: 4, fold: "folded", hidden: { what: "lines", count: 4 } });
    expect(one.window[4]?.number).toBe(10);
    // Cuts inside a folded node are not visible, and a line that opens nothing is left unchanged.
    expect(json.lines("json", nodes(2, 4, 3)).window.map(textOf)).toEqual(["{", ' "a":{ },', ' "e":{}', "}"]);
    const xml = openEngine("<e><m>x</m><n><i/></n></e>");
    expect(xml.lines("xml", nodes(3)).window.map(textOf)).toEqual(["<e>", " <m>x</m>", " <n> </n>", "</e>"]);
    const list = openEngine(tableAsJson(contacts, "compact"));
    for (const folded of ["none", "all"] as const) {
      const { window, lines } = list.lines("json", { folded, except: [], groups: [], nodes: [1] });
      expect(lines).toBe(1);
      expect(window[0]).toMatchObject({ number: 1, hidden: { what: "lines", count: 15 } });
    }
  });

  it("any window of any cuts is a part of the whole", () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 4 }),
        fc.nat(20),
        fc.integer({ min: 1, max: 9 }),
        (source, nodes, offset, limit) => {
          const engine = openEngine(`[{"a":${source},"b":[1]},{"a":[[]]},{"c":{"d":[2,3]}}]`);
          const folding: Folding = { folded: "none", except: [], groups: [{ from: 1, to: 2 }], nodes };
          const whole = engine.lines("json", folding);
          expect(whole.window).toHaveLength(Math.min(500, whole.lines));
          expect(engine.lines("json", folding, offset, limit).window).toEqual(
            whole.window.slice(offset, offset + limit),
          );
          const numbers = whole.window.map((line) => line.number);
          expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
        },
      ),
    );
  });
});
