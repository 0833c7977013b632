import fc from "fast-check";
import { expect, test } from "vitest";
import { decideFormat, preferredFormat } from "./format-rule.ts";

test("the sentences of the chip", () => {
  const table: readonly (readonly [string, "" | "json" | "xml" | "csv", string | null, string, string])[] = [
    ["contacts", "", null, "CSV, because neither suffix nor Accept asks for a format", "CSV by default"],
    ["contacts", "", "*/*", "CSV, because neither suffix nor Accept asks for a format", "CSV by default"],
    ["contacts", "", "text/html", "CSV, because neither suffix nor Accept asks for a format", "CSV by default"],
    ["contacts", "", "application/json", "JSON, because Accept asks for it", "JSON by Accept"],
    ["contacts", "", "text/csv", "CSV, because Accept asks for it", "CSV by Accept"],
    ["agents/1234", "xml", "text/csv", "XML, because the suffix beats CSV in Accept", "XML by suffix"],
    ["contacts", "json", "*/*", "JSON, because the suffix asks for it", "JSON by suffix"],
    ["contacts", "json", "application/json", "JSON, because the suffix asks for it", "JSON by suffix"],
    ["contacts.xml", "", null, "XML, because the suffix asks for it", "XML by suffix"],
    ["contacts.xml", "csv", null, "CSV, because the suffix asks for it", "CSV by suffix"],
    ["contacts?x=.xml", "", null, "CSV, because neither suffix nor Accept asks for a format", "CSV by default"],
  ];
  for (const [designator, suffix, accept, sentence, short] of table)
    expect(decideFormat(designator, suffix, accept), `${designator} ${suffix} ${accept}`).toMatchObject({
      sentence,
      short,
    });
});

test("Accept with weights", () => {
  expect(preferredFormat("text/csv;q=0.5, application/xml")).toBe("xml");
  expect(preferredFormat("application/json, application/xml")).toBe("json");
  expect(preferredFormat("application/json;q=0, */*")).toBeNull();
  expect(preferredFormat("Application/JSON ; charset=utf-8 ; Q=0.8,text/csv;q=0.799")).toBe("json");
  expect(preferredFormat("application/xml;q=nonsense, text/csv;q=0.9")).toBe("xml");
  expect(preferredFormat("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")).toBe("xml");
  expect(preferredFormat("")).toBeNull();
});

test("property: the suffix decides regardless of Accept, and no text throws", () => {
  fc.assert(
    fc.property(fc.constantFrom("json", "xml", "csv"), fc.string({ unit: "binary" }), (suffix, accept) => {
      const mediaType = suffix === "csv" ? "text/csv" : `application/${suffix}`;
      expect(decideFormat("contacts", suffix, accept)).toMatchObject({ format: suffix, by: "suffix" });
      expect(decideFormat("contacts", "", mediaType)).toMatchObject({ format: suffix, by: "accept" });
      expect(["json", "xml", "csv"]).toContain(decideFormat("contacts", "", accept).format);
    }),
  );
});
