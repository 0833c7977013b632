import fc from "fast-check";
import { expect, it } from "vitest";
import { addText, lineSource, lineText, tokenSource, type Tokens } from "./code-tokens.ts";

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

it("shows other characters that cannot be seen by their codes", () => {
  const line: Tokens = [];
  addText(line, "string", "jane\u200b\u200b@\u{e0041}\t");
  expect(line).toEqual([
    ["string", "jane"],
    ["invisible", "U+200B×2"],
    ["string", "@"],
    ["invisible", "U+E0041"],
    ["string", "\t"],
  ]);
});

it("loses nothing, and nothing that cannot be seen stays", () => {
  const visible = ["a", "␊", "␡", "é", "U+200B", "×2", "👩‍💻"];
  const invisible = ["\n", "\t", "\0", "\u007f", "\u0085", "\u200b", "\u202e", "\ufeff", "\u{e0041}", "\ud800"];
  const text = fc.string({ unit: fc.constantFrom(...visible, ...invisible) });
  fc.assert(
    fc.property(text, (source) => {
      const line: Tokens = [];
      addText(line, "plain", source);
      expect(lineSource(line)).toBe(source);
      expect(lineText(line)).not.toMatch(/[\n\0\u007f\u0085\u200b\u202e\ufeff\ud800]/);
      expect(lineText(line).includes("\u{e0041}")).toBe(false);
      expect(line.reduce((length, token) => length + tokenSource(token).length, 0)).toBe(source.length);
    }),
  );
});

it("joins a million different control characters without looking at each beginning again [security: many-controls]", () => {
  const source = "\u0001\u0002\u001f\u007f".repeat(262_144);
  const line: Tokens = [];
  addText(line, "string", source);
  expect(line).toHaveLength(1);
  expect(lineSource(line) === source).toBe(true);
});
