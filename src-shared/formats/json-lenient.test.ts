import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldText } from "./field.ts";
import { LenientJson, readLenientObject } from "./json-lenient.ts";

function read(text: string) {
  const bytes = new TextEncoder().encode(text);
  const reader = new LenientJson();
  return { end: reader.read(bytes, 0, bytes.length, true), flaws: reader.flaws };
}

describe("reading JSON that breaks the grammar", () => {
  it.each([
    ['{"a":"x\ty"}', 7, { a: "x\ty" }],
    ['{"a":"x\\qy"}', 7, { a: "x\\qy" }],
    ['{"a":"x\\u12y"}', 7, { a: "x\\u12y" }],
    ['{"a":NaN,"b":-Infinity}', 5, { a: "NaN", b: "-Infinity" }],
    ['{"a":007}', 5, { a: "007" }],
    ["{'a':'it\\'s'}", 1, { a: "it's" }],
    ["{a:1}", 1, { a: "1" }],
    ['{"a":1,}', 7, { a: "1" }],
    ['{"a":1,,"b":2}', 7, { a: "1", b: "2" }],
    ['{"a":,"b":2}', 5, { a: "", b: "2" }],
    ['{"a":}', 5, { a: "" }],
    ['{"a":1 /* note */,"b":[1,2,]}', 7, { a: "1", b: "[1,2,]" }],
    ['{"a":1 // note\n}', 7, { a: "1" }],
    ['{"a":"1"\n"b":"2"}', 9, { a: "1", b: "2" }],
    ['{"a":"say "hi" now"}', 10, { a: 'say "hi" now' }],
    ['{"a":\u{feff}1}', 5, { a: "1" }],
    ['{"a":{"b":1},"c":[{}],"d":x}', 26, { a: '{"b":1}', c: "[{}]", d: "x" }],
  ])("takes %s", (text, offset, expected) => {
    const { end, flaws } = read(text);
    expect(end).toBe(new TextEncoder().encode(text).length);
    expect(flaws[0]?.offset).toBe(offset);
    const fields = readLenientObject(text).map(({ key, value }) => [key, fieldText(value)]);
    expect(Object.fromEntries(fields)).toEqual(expected);
  });

  it.each(['{"a" 1}', '{"a":"x', '{"a":1]', "{", '{"a":1 2}', '{"a":"x},{"b":"y"}'])("does not guess at %s", (text) => {
    expect(read(text).end).toBeLessThan(0);
  });

  it("accepts all valid JSON without a flaw", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const { end, flaws } = read(text);
        expect(flaws).toEqual([]);
        expect(end).toBe(new TextEncoder().encode(text).length);
      }),
      { numRuns: 1_000 },
    );
  });

  it("waits for more while bytes are still arriving", () => {
    const text = '{"a":"x\ty",\'b\':NaN /* c */,"d":[1,{"e":"f"},],}';
    const bytes = new TextEncoder().encode(text);
    const reader = new LenientJson();
    for (let limit = 0; limit < bytes.length; limit++) expect(reader.read(bytes, 0, limit, false)).toBe(-1);
    expect(reader.read(bytes, 0, bytes.length, false)).toBe(bytes.length);
  });
});
