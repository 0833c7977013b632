import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resources } from "#shared/rezora/catalog.ts";
import { writeEnvelope } from "./envelope.ts";
import { readXml } from "./request-xml.ts";

const envelope = { root: "lists", record: "list" };
const write = (
  format: "json" | "xml" | "csv",
  records: readonly Record<string, string>[],
  fields = Object.keys(records[0] ?? {}),
) => [...writeEnvelope(format, envelope, fields, records)].join("");

test("every documented sample is written exactly as printed", () => {
  let samples = 0;
  for (const { envelope: names, methods, path } of resources) {
    for (const [method, { exampleResponses: examples }] of Object.entries(methods)) {
      if (examples.json === undefined) continue;
      const records = JSON.parse(examples.json) as readonly Record<string, string>[];
      for (const format of ["json", "xml", "csv"] as const) {
        const written = [...writeEnvelope(format, names, Object.keys(records[0] ?? {}), records)].join("");
        expect(written, `${method} ${path} as ${format}`).toBe(examples[format]);
        samples += 1;
      }
    }
  }
  expect(samples).toBeGreaterThan(60);
});

test("two records: a comma, a second child, a second row", () => {
  const records = [{ a: "1" }, { a: "2" }];
  expect(write("json", records)).toBe('[\n {\n  "a":"1"\n },\n {\n  "a":"2"\n }\n]');
  expect(write("xml", records)).toContain(" </list>\n <list>\n");
  expect(write("csv", records)).toBe('"a"\r\n"1"\r\n"2"\r\n');
});

describe("hard values", () => {
  test("CSV escapes quote and backslash, and nothing else", () => {
    expect(
      write("csv", [{ a: 'x"y', b: "end\\", c: "p|q", d: "1\r\n2", e: "" }])
        .split("\r\n")
        .slice(1)
        .join("\r\n"),
    ).toBe('"x\\"y"|"end\\\\"|"p|q"|"1\r\n2"|""\r\n');
  });
  test("XML escapes markup and CR, and omits forbidden characters", () => {
    expect(write("xml", [{ a: "<&>\r\n\u0001\u000b\ttab\uffff" }])).toContain("<a>&lt;&amp;&gt;&#13;\n\ttab</a>");
  });
  test("property: CSV and XML read back", () => {
    const value = fc.string({
      unit: fc.constantFrom('"', "\\", "|", "\r\n", "\n", "<", "&", ">", "é", "🏡", " ", "a", "]]>"),
    });
    fc.assert(
      fc.property(value, value, (one, two) => {
        const csv = write("csv", [{ one, two }]);
        const cells = [...csv.slice('"one"|"two"\r\n'.length).matchAll(/"((?:[^"\\]|\\.)*)"/gsu)].map(
          (match) => match[1] ?? "",
        );
        expect(cells.map((cell) => cell.replace(/\\(.)/gsu, "$1"))).toEqual([one, two]);
        const xml = write("xml", [{ one, two }])
          .replace(/^[\s\S]*<list>/u, "<data>")
          .replace(/<\/list>[\s\S]*$/u, "</data>");
        expect([...readXml(xml).values()]).toEqual([one, two]);
      }),
    );
  });
});

test("pieces stay small for any number of records", () => {
  const records = Array.from({ length: 5_000 }, (_unused, index) => ({ a: String(index).padStart(100, "0") }));
  const pieces = [...writeEnvelope("csv", envelope, ["a"], records)];
  expect(pieces.length).toBeGreaterThan(10);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(33_000);
});
