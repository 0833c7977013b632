import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resources } from "#shared/rezora/catalog.ts";
import { readRequestBody } from "./request-body.ts";
import { UnreadableBody } from "./unreadable-body.ts";

const read = (type: string | undefined, text: string) =>
  Object.fromEntries(readRequestBody(type, new TextEncoder().encode(text)));

test("the three forms of every documented sample have the same content", () => {
  let samples = 0;
  for (const { methods } of resources) {
    for (const { exampleRequests: examples } of Object.values(methods)) {
      if (examples.text === undefined) continue;
      const fields = read("text/plain", examples.text);
      expect(Object.keys(fields)).toHaveLength(1);
      expect(read("application/xml", examples.xml ?? "")).toEqual(fields);
      expect(read("application/json; charset=UTF-8", examples.json ?? "")).toEqual(fields);
      samples += 1;
    }
  }
  expect(samples).toBe(6);
});

test("text/plain is the default, and holds several pairs", () => {
  expect(read(undefined, "a=1+2&b=%C3%A9%2B&c=&a=3\r\n")).toEqual({ a: "3", b: "é+", c: "" });
  expect(read("text/plain", "")).toEqual({});
});

test("XML: references, CDATA, empty elements, comments", () => {
  const xml = '<?xml version="1.0"?>\n<data><!-- x --><a>1 &lt;&#233;&#xE9;<![CDATA[<&]]></a><b/><c></c> </data>\n';
  expect(read("application/xml", xml)).toEqual({ a: "1 <éé<&", b: "", c: "" });
});

test("names with a meaning in JavaScript are ordinary names", () => {
  expect(
    readRequestBody("application/json", new TextEncoder().encode('{"data":{"__proto__":"x"}}')).get("__proto__"),
  ).toBe("x");
});

describe("refused", () => {
  const refused: readonly (readonly [string, string])[] = [
    ["application/json", "{"],
    ["application/json", "[]"],
    ["application/json", '{"data":[]}'],
    ["application/json", '{"a":"1"}'],
    ["application/json", '{"data":{"a":null}}'],
    ["application/json", '{"data":{"a":{"b":"c"}}}'],
    ["application/xml", ""],
    ["application/xml", "<data><a>1</a>"],
    ["application/xml", "<data><a>1</b></data>"],
    ["application/xml", "<data><a>1<b/></a></data>"],
    ["application/xml", "<data>text</data>"],
    ["application/xml", "<data><a>&unknown;</a></data>"],
    ["application/xml", "<data><a>1 & 2</a></data>"],
    ["application/xml", "<data><a>&#0;</a></data>"],
    ["application/xml", "<data></data><data></data>"],
    ["application/xml", '<!DOCTYPE data [<!ENTITY e "x">]><data><a>&e;</a></data>'],
    ["text/plain", "novalue"],
    ["text/plain", "=x"],
    ["text/plain", "a=%zz"],
    ["application/x-www-form-urlencoded", "a=b"],
  ];
  test.each(refused)("%s %s", (type, text) => {
    expect(() => read(type, text)).toThrow(UnreadableBody);
  });
  test("bytes that are not UTF-8", () => {
    expect(() => readRequestBody("text/plain", new Uint8Array([0x61, 0x3d, 0xe9]))).toThrow("not valid UTF-8");
  });
});

test("property: any fields survive each form; any text is read or refused", () => {
  const name = fc.stringMatching(/^[a-z_]{1,12}$/u);
  fc.assert(
    fc.property(fc.dictionary(name, fc.string({ unit: "grapheme" }), { noNullPrototype: true }), (fields) => {
      const pairs = Object.entries(fields).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
      expect(read("text/plain", pairs.join("&"))).toEqual(fields);
      expect(read("application/json", JSON.stringify({ data: fields }))).toEqual(fields);
      const elements = Object.entries(fields).map(
        ([key, value]) => `<${key}>${value.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</${key}>`,
      );
      expect(read("application/xml", `<data>${elements.join("")}</data>`)).toEqual(fields);
    }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom("application/xml", "application/json", "text/plain"),
      fc.string({ unit: "binary" }),
      (type, text) => {
        try {
          read(type, text);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableBody);
        }
      },
    ),
  );
});
