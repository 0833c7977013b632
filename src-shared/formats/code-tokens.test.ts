import fc from "fast-check";
import { expect, it } from "vitest";
import { addText, lineSource, lineText, type Tokens } from "./code-tokens.ts";

it("makes control characters visible, one for one", () => {
  const line: Tokens = [];
  addText(line, "string", "a\r\nb\u007f");
  expect(line).toEqual([
    ["string", "a"],
    ["invisible", "␍␊"],
    ["string", "b"],
    ["invisible", "␡"],
  ]);
});

it("loses nothing and moves nothing", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "\n", "\t", "\0", "␊", "␡", "\u007f", "é") });
  fc.assert(
    fc.property(text, (source) => {
      const line: Tokens = [];
      addText(line, "plain", source);
      expect(lineSource(line)).toBe(source);
      expect(lineText(line)).toHaveLength(source.length);
    }),
  );
});
