import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LinesWindow } from "#shared/documents.ts";
import { lineSource } from "#shared/formats/code-tokens.ts";
import { openEngine } from "./test-engine.ts";

describe("a line that is longer than a view shows", () => {
  const value = `${"x".repeat(39_999)}\u200b${"\u{1f600}".repeat(1_000)}needle${"y".repeat(30_000)}`;
  const texts = fc.constantFrom(
    JSON.stringify([{ id: 1, text: value }, { id: 2 }]),
    JSON.stringify({ text: value }),
    JSON.stringify({ list: [[value], 1] }),
  );

  it("is shown around the match that was found in it [security: match-in-a-giant-line]", () => {
    fc.assert(
      fc.property(texts, fc.constantFrom("needle", 'y"', "x", "\u200b", "yyy"), fc.nat(3), (body, query, index) => {
        const engine = openEngine(body);
        const { match } = engine.find({ as: "json", query, matchCase: true, regularExpression: false, index });
        if (match === null) return;
        const folding = { folded: "none" as const, except: [], groups: [], nodes: [] };
        const number = match.line + 1;
        const ask = { as: "json", folding, offset: 0, limit: 20, around: { number, start: match.start } };
        const { window } = engine.ask("lines", ask) as LinesWindow;
        const line = window[match.line];
        const text = lineSource(line?.tokens ?? []);
        const start = match.start - (line?.cutBefore ?? 0);
        expect(text.slice(start, start + match.length)).toBe(query);
        expect(text.length).toBeLessThanOrEqual(10_002);
        // The other lines and the foldable nodes are unchanged.
        const plain = engine.lines("json", folding, 0, 20).window;
        expect(window.map(({ fold }) => fold)).toEqual(plain.map(({ fold }) => fold));
        expect(window.filter((each) => each.number !== number)).toEqual(plain.filter((each) => each.number !== number));
      }),
      { numRuns: 60 },
    );
  });

  it("has the same matches in pieces as in one search", () => {
    const long = `${"ab".repeat(140_000)}e\u0301${"cd".repeat(140_000)}needle${"e\u0323".repeat(100_000)}`;
    const engine = openEngine(JSON.stringify({ text: long }));
    const count = (query: string, regularExpression = false): number =>
      engine.find({ as: "json", query, matchCase: false, regularExpression, index: 0 }).count;
    expect(count("ab")).toBe(140_000);
    expect(count("B\u00c9C")).toBe(1);
    expect(count("\u1eb9")).toBe(100_000);
    expect(count("dn\\w+", true)).toBe(1);
    expect(count("(?<=b)a", true)).toBe(139_999);
    expect(count('^ +"', true)).toBe(1);
  });
});
