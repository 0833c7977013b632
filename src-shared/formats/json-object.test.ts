import fc from "fast-check";
import { expect, it } from "vitest";
import { readJsonObject, unescapeJson } from "./json-object.ts";

it("keeps the source of numbers, big ids and repeated keys", () => {
  expect(readJsonObject('{"id":12345678901234567890,"price":1.10,"id":"x","ok":true,"none":null}')).toEqual([
    { key: "id", value: { kind: "literal", text: "12345678901234567890" } },
    { key: "price", value: { kind: "literal", text: "1.10" } },
    { key: "id", value: "x" },
    { key: "ok", value: { kind: "literal", text: "true" } },
    { key: "none", value: { kind: "null", text: "null" } },
  ]);
});

it("takes __proto__ and constructor as keys like any other", () => {
  const fields = readJsonObject('{"__proto__":{"polluted":1},"constructor":"c"}');
  expect(fields.map((field) => field.key)).toEqual(["__proto__", "constructor"]);
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

it("keeps what is nested in its source text", () => {
  expect(readJsonObject('{ "a" : {"x":["}", "\\"]"] } , "b" : [ 1.0 ] }')).toEqual([
    { key: "a", value: { kind: "nested", text: '{"x":["}", "\\"]"] }' } },
    { key: "b", value: { kind: "nested", text: "[ 1.0 ]" } },
  ]);
});

it("reads strings as JSON.parse does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (value, key) => {
      expect(readJsonObject(`{${JSON.stringify(key)}:${JSON.stringify(value)}}`)).toEqual([{ key, value }]);
      const escaped = Array.from({ length: value.length }, (_, index) => {
        return `\\u${value.charCodeAt(index).toString(16).padStart(4, "0")}`;
      }).join("");
      expect(unescapeJson(escaped)).toBe(value);
    }),
  );
});
