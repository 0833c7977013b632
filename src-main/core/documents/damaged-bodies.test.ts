import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { everyRecord } from "#shared/every-record.ts";
import { hasUnwritable } from "#shared/formats/xml-text.ts";
import { openEngine, type TestEngine } from "./test-engine.ts";

const numRuns = Number(process.env["RUNS"] ?? 200);

const xmlList =
  '<?xml version="1.0" encoding="UTF-8"?>\n<contacts version="1.0">\n' +
  " <contact>\n  <contact_id>1</contact_id>\n  <notes>Zoë &amp; R</notes>\n </contact>\n" +
  ' <contact kind="x">\n  <contact_id>2</contact_id>\n  <notes><![CDATA[a <b> c]]></notes>\n </contact>\n' +
  " <!-- c -->\n <contact>\n  <contact_id>3</contact_id>\n  <notes>It is <b>bold</b>.</notes>\n </contact>\n" +
  " <contact>\n  <contact_id>4</contact_id>\n  <notes></notes>\n </contact>\n</contacts>\n";

const xmlPieces = fc.constantFrom(
  ...Array.from("<>&\"'/!?-]; \n1a\u000b\u0000\uffff"),
  "<total>3</total>",
  "<contact/>",
  "<contact>none</contact>",
  "<br />\n<b>Warning</b>: x in <b>y</b><br />",
  "<agent><contact_id>9</contact_id></agent>",
  "text",
  "<![CDATA[x\u000b]]>",
  "<!-- a -- b -->",
  "<?xml version='1.0'?>",
  "<?pi?>",
  "&nbsp;",
  "&#11;",
  "]]>",
  "<a b='1' b='2'>x</a>",
  "<a b=1/>",
  "<a b='<'/>",
  "<1/>",
  "</contact>",
  "<contact>",
);

const jsonList =
  '[\n {"id":"1","note":"Zoë \\u00e9"},\n {"id":"2","note":{"a":[1,2]}},\n {"id":"3","note":1.10},\n' +
  ' {"id":"4","note":true,"more":"x"},\n {"id":"5","note":"y"}\n]\n';

const jsonPieces = fc.constantFrom(
  ...Array.from("{}[],:\"'\\ \n\t0a-\u0001\u{feff}"),
  "null,",
  ",null",
  "3,",
  "NaN",
  "007",
  '"x",',
  "[1,2],",
  "/* a {b */",
  "// c\n",
  ",,",
  "{'a':1},",
  '{"a":"b\tc"},',
  '"say "hi""',
  "\\x",
  "\\ud800",
);

interface Damage {
  readonly at: number;
  readonly gone: number;
  readonly piece: string;
}

function damaged(body: string, changes: readonly Damage[]): string {
  let text = body;
  for (const { at, gone, piece } of changes) text = text.slice(0, at) + piece + text.slice(at + gone);
  return text;
}

function damage(body: string, pieces: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.record({ at: fc.nat(body.length), gone: fc.constantFrom(0, 0, 0, 1, 5), piece: pieces });
  return fc.array(change, { minLength: 0, maxLength: 3 }).map((changes) => damaged(body, changes));
}

function refusedBySaxes(text: string): boolean {
  let refused = false;
  const parser = new SaxesParser();
  parser.on("error", () => {
    refused = true;
  });
  parser.write(text).close();
  return refused;
}

function refusedByJson(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

/** Whether a notice says that parsers reject the body, or that it breaks. */
function isCalledBroken({ summary }: TestEngine): boolean {
  return summary.notices.some(({ code }) => code === "malformed" || code === "not-well-formed");
}

function everythingOf(engine: TestEngine) {
  const { table } = engine.summary;
  return {
    summary: engine.summary,
    rows: table === null ? null : engine.rows().rows,
    json: engine.summary.format === "json" || table !== null ? engine.text("json") : null,
    xml: engine.summary.format === "xml" || table !== null ? engine.text("xml") : null,
  };
}

function expectNothingDiffers(engine: TestEngine, text: string): void {
  const { format, table } = engine.summary;
  // A list without nulls, and without characters that XML excludes, can be shown in each format.
  const cells = table === null ? [] : engine.rows().rows.flatMap((row) => row.cells);
  const texts = cells.map((cell) => (typeof cell === "string" ? cell : "text" in cell ? cell.text : ""));
  if (table !== null && !text.includes("null") && !texts.some(hasUnwritable)) {
    const areNames = table.columns.every((name) => /^[a-z_]\w*$/i.test(name) || name === "(not a record)");
    for (const as of areNames ? (["json", "xml", "csv"] as const) : (["json", "csv"] as const)) {
      expect(engine.verify(as).firstDifference, `${as} of ${text}`).toBeNull();
    }
  }
  const views = new Set([
    format === "json" || format === "xml" ? format : "raw",
    "raw",
    table === null ? "raw" : "table",
  ]);
  for (const as of views as Set<"json" | "xml" | "raw" | "table">) {
    expect(engine.verify(as).firstDifference, `${as} of ${text}`).toBeNull();
  }
}

const arrival = fc.record({
  packets: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 20 }),
  inFile: fc.boolean(),
});
const windows = { look: 16, walk: 32, most: 65_536 };

describe.each([
  ["XML", "application/xml", damage(xmlList, xmlPieces), refusedBySaxes],
  ["JSON", "application/json", damage(jsonList, jsonPieces), refusedByJson],
] as const)("damaged %s", (_, contentType, bodies, isRefused) => {
  it("is reported as broken exactly when a parser rejects it", () => {
    fc.assert(
      fc.property(bodies, (text) => {
        const engine = openEngine(text, { contentType });
        const { notices, format } = engine.summary;
        // Damage to the first bytes may change the format or turn them into leading noise, which another notice
        // reports.
        if (!contentType.endsWith(format) || notices.some(({ code }) => code === "leading-noise")) return;
        const isSound = !isRefused(text.replace(/^\u{feff}/u, ""));
        expect(isCalledBroken(engine), text).toBe(!isSound);
      }),
      { numRuns },
    );
  });

  it("is not altered by any view", () => {
    fc.assert(
      fc.property(bodies, fc.boolean(), (text, inFile) => {
        const engine = openEngine(text, inFile ? { contentType, windows } : { contentType });
        expectNothingDiffers(engine, text);
      }),
      { numRuns },
    );
  });

  it("is the same with any packets and any storage", () => {
    fc.assert(
      fc.property(bodies, arrival, (text, { packets, inFile }) => {
        const whole = everythingOf(openEngine(text, { contentType }));
        const other = openEngine(text, { contentType, packets, ...(inFile ? { windows } : {}) });
        expect(everythingOf(other), text).toEqual(whole);
      }),
      { numRuns },
    );
  });
});

it("no view of a truncated body reports a difference, wherever it was cut", () => {
  const bodies = [
    ["application/xml", xmlList],
    ["application/xml", `<!-- c --><!DOCTYPE x [<!ENTITY a "b">]>\n${xmlList.slice(39)}`],
    ["application/xml", xmlList.replace("Zoë", "\u000b & <").replace("<!-- c -->", "<total>3</total> text <b>x</b>")],
    ["application/xml", "<config><a x='1 '> y <b/> z</a> <c><![CDATA[ ]]></c></config>"],
    ["application/json", jsonList],
    [
      "application/json",
      jsonList.replace("Zoë", "\t").replace("1.10", "NaN /* a  b */").replace(',\n {"id":"5"', ', null , , {"id":"5"'),
    ],
    ["application/json", '{ "a" : [ 1 , "x  y" ] , "b" : null }'],
  ] as const;
  for (const [contentType, body] of bodies) {
    const bytes = new Uint8Array(Buffer.from(body));
    for (let length = 1; length <= bytes.length; length++) {
      if (length < bytes.length && ((bytes[length] ?? 0) & 0xc0) === 0x80) continue;
      const cut = bytes.slice(0, length);
      expectNothingDiffers(openEngine(cut, { contentType, complete: false }), body.slice(0, length));
      expectNothingDiffers(openEngine(cut, { contentType, complete: true }), body.slice(0, length));
    }
  }
});

describe("sound XML", () => {
  it("has the same values as in a parser", () => {
    const text = fc.constantFrom(
      "x",
      "a &amp; b",
      " ",
      "",
      "&#233;",
      "<![CDATA[<&]]>",
      "]]",
      "é\u{1f600}",
      "\r\n",
      "&lt;b&gt;",
    );
    const record = fc.array(fc.tuple(fc.constantFrom("id", "name", "notes"), text), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), (records) => {
        const fields = (pairs: (typeof records)[number]) =>
          pairs.map(([key, value]) => `<${key}>${value}</${key}>`).join("");
        const body = `<records>${records.map((pairs) => `<record>${fields(pairs)}</record>`).join("\n")}</records>`;
        const expected: string[][] = [];
        const parser = new SaxesParser();
        let content = "";
        let depth = 0;
        parser.on("opentag", () => {
          if (++depth === 2) expected.push([]);
          content = "";
        });
        parser.on("text", (piece) => void (content += piece));
        parser.on("cdata", (piece) => void (content += piece));
        parser.on("closetag", () => {
          if (depth-- === 3) expected.at(-1)?.push(content);
        });
        parser.write(body).close();
        const engine = openEngine(body);
        const { rows } = engine.rows();
        const found = rows.map(({ cells }) => cells.filter((cell) => typeof cell === "string"));
        expect(found.map((cells) => [...cells].sort())).toEqual(expected.map((cells) => [...cells].sort()));
      }),
      { numRuns },
    );
  });

  it("keeps text that is next to elements", () => {
    const leaf = fc.constantFrom(
      "It is ",
      "<b>bold</b>",
      ".",
      " ",
      "<br/>",
      "<!-- c -->",
      "<![CDATA[x ]]>",
      "&amp;",
      "\n",
    );
    const mixed = fc.array(leaf, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(""));
    const textOf = (xml: string): string[] => {
      const texts: string[] = [];
      const parser = new SaxesParser();
      const open: { text: string; hasText: boolean }[] = [];
      const add = (piece: string): void => {
        for (const element of open) element.text += piece;
        const inside = open.at(-1);
        if (inside !== undefined && piece.trim() !== "") inside.hasText = true;
      };
      parser.on("opentag", () => void open.push({ text: "", hasText: false }));
      parser.on("text", add);
      parser.on("cdata", add);
      parser.on("closetag", () => {
        const element = open.pop();
        if (element?.hasText === true) texts.push(element.text);
      });
      parser.write(xml).close();
      return texts;
    };
    fc.assert(
      fc.property(
        fc.array(mixed, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        (notes, isList, inFile) => {
          const elements = notes.map((note, index) => `<c><id>${index}</id>\n <note>${note}</note></c>`).join("\n");
          const body = isList ? `<r>${elements}</r>` : `<r><x><y>${elements}</y></x></r>`;
          const engine = openEngine(body, inFile ? { windows } : {});
          const shown = engine.text("xml").replaceAll("␊", "\n");
          expect(textOf(shown), body).toEqual(textOf(body));
          expect(engine.verify("xml").firstDifference).toBeNull();
        },
      ),
      { numRuns },
    );
  });
});

describe("rows that are not records", () => {
  const xml = openEngine(
    "<contacts>\n<contact><id>1</id></contact>\n<total>2</total>\nDone.\n<contact><id>2</id></contact>\n</contacts>",
  );
  const json = openEngine('[{"id":"1"},null,{"id":"2"},[1, "x"],{"id":"3"}]');

  it("are exported unchanged in every format", () => {
    expect(xml.exported("csv")).toBe('"id"|"(not a record)"\r\n"1"|""\r\n""|"<total>2</total>\nDone."\r\n"2"|""\r\n');
    expect(JSON.parse(xml.exported("json"))).toEqual([
      { id: "1" },
      { "(not a record)": "<total>2</total>\nDone." },
      { id: "2" },
    ]);
    expect(xml.exported("xml")).toContain("<_not_a_record_>&lt;total&gt;2&lt;/total&gt;\nDone.</_not_a_record_>");
    expect(JSON.parse(json.exported("json"))).toEqual([
      { id: "1" },
      { "(not a record)": null },
      { id: "2" },
      { "(not a record)": [1, "x"] },
      { id: "3" },
    ]);
    expect(json.exported("csv")).toContain('""|"null"\r\n');
    expect(refusedBySaxes(json.exported("xml"))).toBe(false);
    expect(xml.ask("copy", { query: everyRecord, from: 1, to: 1, columns: ["(not a record)"], as: "tsv" })).toEqual({
      text: '"<total>2</total>\nDone."\n',
    });
  });

  it("are found, filtered and folded like others, and keep their position in the served view", () => {
    expect(xml.rows({ search: "done" }).rows.map(({ record }) => record)).toEqual([1]);
    const filters = [{ column: "(not a record)", operator: "empty", value: "" }] as const;
    expect(xml.rows({ filters: [...filters] }).matched).toBe(2);
    const find = { matchCase: false, regularExpression: false, index: 0 };
    expect(xml.find({ as: "xml", query: "Done", ...find })).toMatchObject({ count: 1, match: { record: 1 } });
    expect(xml.find({ as: "json", query: "Done", ...find })).toMatchObject({ count: 1, match: { record: 1 } });
    expect(json.find({ as: "json", query: "null", ...find })).toMatchObject({ count: 1, match: { record: 1 } });
    const folded = xml.lines("xml", { folded: "all", except: [], groups: [], nodes: [] });
    expect(folded.window.map((line) => line.tokens.map(([, text]) => text).join(""))).toEqual([
      "<contacts>",
      " <contact><id>1</id></contact>",
      " <total>2</total>",
      " <contact><id>2</id></contact>",
      "</contacts>",
    ]);
    expect(xml.text("xml")).toContain(" <total>2</total>\nDone.\n <contact>");
    expect(json.text("json")).toBe(
      '[\n {\n  "id":"1"\n },\n null,\n {\n  "id":"2"\n },\n [\n  1,\n  "x"\n ],\n {\n  "id":"3"\n }\n]',
    );
  });
});
