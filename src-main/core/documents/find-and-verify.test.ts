import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openEngine } from "./test-engine.ts";
import { tableAsCsv, tableAsJson, tableAsXml, tables } from "./test-tables.ts";

const serialisers = fc.constantFrom(
  (table: Parameters<typeof tableAsCsv>[0]) => tableAsJson(table, "compact"),
  (table: Parameters<typeof tableAsCsv>[0]) => tableAsJson(table, "pretty"),
  (table: Parameters<typeof tableAsCsv>[0]) => tableAsXml(table, "pretty"),
  tableAsCsv,
);
const views = fc.constantFrom("json", "xml", "csv", "raw");

describe("find", () => {
  const words = fc.constantFrom(
    "a",
    "1",
    "amp",
    "nb",
    "é",
    "E",
    "contact",
    "record",
    '"',
    "zoe",
    "k",
    "10",
    "padding",
    "lt",
    ":",
    "Jane",
    "\u{1f600}",
  );
  it("counts and locates matches in the text of the view", () => {
    fc.assert(
      fc.property(
        tables,
        serialisers,
        views,
        words,
        fc.boolean(),
        fc.nat(6),
        (table, bodyOf, as, query, matchCase, index) => {
          const engine = openEngine(bodyOf(table));
          const text = engine.text(as);
          const lines = text.split("\n");
          const expected: { line: number; start: number; length: number }[] = [];
          const fold = (part: string) => (matchCase ? part : part.toLowerCase());
          lines.forEach((line, number) => {
            for (
              let at = fold(line).indexOf(fold(query));
              at >= 0;
              at = fold(line).indexOf(fold(query), at + query.length)
            ) {
              expected.push({ line: number, start: at, length: query.length });
            }
          });
          const found = engine.find({ as, query, matchCase, regularExpression: false, index });
          expect(found.count).toBe(expected.length);
          const match = expected[index];
          if (match === undefined) expect(found.match).toBeNull();
          else {
            expect(found.match).toMatchObject(match);
            expect(found.match?.record).toBe(engine.lines(as).window[match.line]?.record);
          }
          // The cached result is the same.
          expect(engine.find({ as, query, matchCase, regularExpression: false, index })).toEqual(found);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("finds text that exists only in the written form of a value", () => {
    const engine = openEngine('"a"\r\n"é\nb"\r\n"x\u{1}y"\r\n');
    const count = (query: string) =>
      engine.find({ as: "json", query, matchCase: false, regularExpression: false, index: 0 }).count;
    expect(engine.text("json")).toContain('"é\\nb"');
    expect(count("nb")).toBe(1);
    expect(count("u0001y")).toBe(1);
  });

  it("applies regular expressions line by line", () => {
    const engine = openEngine('[{"a":"303-555-0160"},{"a":"303-556-0163"}]');
    const found = engine.find({
      as: "json",
      query: "\\d{3}-55[56]",
      matchCase: false,
      regularExpression: true,
      index: 1,
    });
    expect(found).toEqual({ count: 2, match: { line: 5, start: 7, length: 7, record: 1 }, problem: null });
    const empty = engine.find({ as: "json", query: "x*", matchCase: false, regularExpression: true, index: 0 });
    expect(empty).toEqual({ count: 0, match: null, problem: null });
  });

  it("finds a match where a very long line is broken, once", () => {
    const body = `${"x".repeat(8_190)}needle${"y".repeat(20_000)}needle`;
    const engine = openEngine(body, { contentType: "text/plain" });
    expect(engine.lines("raw").lines).toBeGreaterThan(3);
    const search = { as: "raw", query: "needle", matchCase: false, regularExpression: false } as const;
    expect(engine.find({ ...search, index: 0 })).toMatchObject({ count: 2, match: { line: 0, start: 8_190 } });
    expect(engine.find({ ...search, query: "^needle", regularExpression: true, index: 0 }).count).toBe(0);
    expect(engine.find({ ...search, query: "x+", regularExpression: true, index: 0 }).count).toBe(1);
  });

  it("reports what is wrong with an expression", () => {
    const engine = openEngine("[]");
    const found = engine.find({ as: "json", query: "(", matchCase: false, regularExpression: true, index: 0 });
    expect(found.count).toBe(0);
    expect(found.problem).toContain("Unterminated group");
  });
});

describe("nothing altered", () => {
  it("names the first value that a conversion cannot represent", () => {
    const body = '[{"a":"x","b":"y"},{"a":"\\u0001z","b":"y"},{"a":null,"b":"y"}]';
    const engine = openEngine(body);
    expect(engine.verify("table")).toEqual({ compared: 6, agreeing: 6, firstDifference: null });
    expect(engine.verify("json")).toEqual({ compared: 6, agreeing: 6, firstDifference: null });
    expect(engine.verify("xml")).toEqual({
      compared: 6,
      agreeing: 4,
      firstDifference: {
        record: 1,
        column: "a",
        line: null,
        shown: "\u{fffd}z",
        sent: "\u0001z",
        byteOffset: body.indexOf('"\\u0001'),
      },
    });
    expect(engine.verify("csv")).toMatchObject({
      agreeing: 5,
      firstDifference: { record: 2, column: "a", shown: "", sent: "null" },
    });
  });

  it("names a field whose name XML cannot represent", () => {
    expect(openEngine('[{"first name":"x"}]').verify("xml").firstDifference).toMatchObject({
      column: "first name",
      shown: "first_name: x",
      sent: "x",
    });
  });

  it("holds for numbers, nested values and repeated keys", () => {
    const engine = openEngine('[{"id":12345678901234567890,"n":{"x":[ 1.10, "a b" ]},"id":true},{"id":"1"}]');
    for (const as of ["table", "json", "xml", "csv"] as const) {
      expect(engine.verify(as)).toEqual({ compared: 4, agreeing: 4, firstDifference: null });
    }
  });
});

describe("find, where a text can be written in several ways", () => {
  const body = JSON.stringify([{ a: "x Chloe\u0308 M" }, { a: "x Chlo\u00eb M" }, { a: "x Chloe M" }]);
  const raw = { as: "raw", matchCase: false, regularExpression: false } as const;

  it.each(["json", "raw", "xml", "csv"] as const)("finds each of them in %s, with its position", (as) => {
    const engine = openEngine(body);
    for (const matchCase of [true, false]) {
      for (const query of ["Chlo\u00eb", "Chloe\u0308"]) {
        const found = [0, 1].map((index) => engine.find({ ...raw, as, query, matchCase, index }));
        expect(found.map(({ count }) => count)).toEqual([2, 2]);
        expect(found.map(({ match }) => match?.length)).toEqual([6, 5]);
      }
    }
    expect(engine.find({ ...raw, as, query: "Chloe", index: 0 })).toMatchObject({ count: 1, match: { length: 5 } });
  });

  it("distinguishes a sign from its letter only when case matters", () => {
    const engine = openEngine(JSON.stringify([{ a: "300 \u212a" }, { a: "300 K" }, { a: "300 k" }]));
    const count = (query: string, matchCase: boolean, as: "json" | "csv" = "json"): number =>
      engine.find({ ...raw, as, query, matchCase, index: 0 }).count;
    for (const as of ["json", "csv"] as const) {
      expect(count("\u212a", true, as)).toBe(1);
      expect(count("0 K", true, as)).toBe(1);
      expect(count("0 K", false, as)).toBe(3);
      expect(count("\u212a", false, as)).toBe(3);
    }
  });

  it("finds invisible characters, and does not match them in words without them", () => {
    const engine = openEngine(JSON.stringify([{ a: "jane\u200b@x" }, { a: "jane@x" }]));
    expect(engine.find({ ...raw, as: "json", query: "jane\u200b@", index: 0 })).toMatchObject({
      count: 1,
      match: { length: 6 },
    });
    expect(engine.find({ ...raw, as: "json", query: "jane@", index: 0 }).count).toBe(1);
    expect(engine.find({ ...raw, as: "json", query: "U+200B", index: 0 }).count).toBe(0);
    expect(engine.find({ ...raw, query: "\\u200b", regularExpression: true, index: 0 })).toMatchObject({
      count: 1,
      match: { start: 11, length: 1 },
    });
  });
});
