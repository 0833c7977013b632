import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBody, writeBody, type BodyFormat, type FieldPair } from "./request-body.ts";

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/u);
/** What users type and paste: quotes, markup, backslashes, line endings, letters beyond ASCII, percent signs. */
const value = fc.oneof(
  fc.string(),
  fc.string({ unit: "grapheme" }),
  fc.string({
    unit: fc.constantFrom("&", "<", ">", '"', "'", "\\", "|", "\r", "\n", "\t", " ", "+", "%", "=", "é", "]"),
  }),
);
const record = fc.uniqueArray(fc.tuple(name, value), { maxLength: 24, selector: ([key]) => key });

describe("writing and reading give the same fields, or the loss is named", () => {
  for (const format of ["json", "xml", "text"] as const) {
    test(format, () => {
      fc.assert(
        fc.property(record, (fields) => {
          const { text, losses } = writeBody(format, fields);
          const read = readBody(format, text);
          if (losses.length === 0) expect(read).toEqual({ ok: true, fields, losses: [] });
        }),
        { numRuns: 10_000 },
      );
    });
  }

  test("a draft survives a round trip through all three formats", () => {
    fc.assert(
      fc.property(record, (fields) => {
        let current: readonly FieldPair[] = fields;
        for (const format of ["xml", "text", "json"] as const) {
          const { text, losses } = writeBody(format, current);
          const read = readBody(format, text);
          if (losses.length > 0) return;
          if (!read.ok) throw new Error(read.reason);
          current = read.fields;
        }
        expect(current).toEqual(fields);
      }),
      { numRuns: 1_000 },
    );
  });
});

test("the bodies are those of the documentation", () => {
  const fields = [["list_name", "Open House & Co"]] as const;
  expect(writeBody("json", fields).text).toBe('{"data":{\n "list_name":"Open House & Co"\n}}');
  expect(writeBody("xml", fields).text).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<data>\n <list_name>Open House &amp; Co</list_name>\n</data>',
  );
  expect(writeBody("text", fields).text).toBe("list_name=Open+House+%26+Co");
});

test("what a format cannot carry is named", () => {
  expect(writeBody("xml", [["a", "\u0001"]]).losses).toEqual([
    "a holds a character that XML cannot carry; it is replaced.",
  ]);
  expect(writeBody("xml", [["1 a", ""]]).losses).toEqual(["XML cannot name an element 1 a; it is sent as _1_a."]);
  expect(writeBody("text", [["a", "\ud800"]]).losses).toEqual(["a holds half of a character; it is replaced."]);
  expect(writeBody("json", [["a", "1"], ["a", "2"]]).losses).toHaveLength(1); // prettier-ignore
});

test("what is not text in JSON becomes the text it was written as", () => {
  expect(readBody("json", '{"data":{"a":1.10,"b":null,"c":true}}')).toEqual({
    ok: true,
    fields: [
      ["a", "1.10"],
      ["b", ""],
      ["c", "true"],
    ],
    losses: [
      "a is no text; it becomes the text 1.10.",
      "b is null; the API has no null, so it becomes empty.",
      "c is no text; it becomes the text true.",
    ],
  });
});

test.each<[BodyFormat, string, number | null]>([
  ["json", '{"data":{"é":"a",}}', 17],
  ["json", '{"data":{}} x', 12],
  ["json", '{"fields":{}}', null],
  ["json", "[]", null],
  ["json", "", 0],
  ["xml", "<data><a>1</b></data>", null],
  ["xml", "<other><a>1</a></other>", null],
  ["xml", "", null],
  ["xml", '<!DOCTYPE data [<!ENTITY a "b">]><data>&a;</data>', null],
  ["text", "a=1&b", 4],
  ["text", "a=%zz", 0],
])("%s %s is refused with the place", (format, text, offset) => {
  expect(readBody(format, text)).toMatchObject({ ok: false, offset });
});

test("any input is read or refused, and never throws", () => {
  fc.assert(
    fc.property(fc.constantFrom("json", "xml", "text"), fc.string({ unit: "binary" }), (format, text) => {
      expect(typeof readBody(format, text).ok).toBe("boolean");
    }),
  );
});
