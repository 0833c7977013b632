import fc from "fast-check";
import { expect, it } from "vitest";
import { isXmlName } from "./xml-characters.ts";
import { xmlNames } from "./xml-text.ts";

it("names each field of a table apart from all others", () => {
  expect([...xmlNames(["first name", "first_name", "first-name", "first\tname", "1st"])]).toEqual([
    ["first_name", "first_name"],
    ["first-name", "first-name"],
    ["first name", "first_name_2"],
    ["first\tname", "first_name_3"],
    ["1st", "_1st"],
  ]);
  const keys = fc.array(
    fc.string({ unit: fc.constantFrom("a", "_", " ", "2", "é", "\u00d7", "\u037e"), maxLength: 4 }),
  );
  fc.assert(
    fc.property(keys, (some) => {
      const names = xmlNames(some);
      expect(names.size).toBe(new Set(some).size);
      expect(new Set(names.values()).size).toBe(names.size);
      for (const name of names.values()) expect(isXmlName(name)).toBe(true);
    }),
  );
});
