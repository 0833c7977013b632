import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonWalker } from "./json-walker.ts";
import { deepestNesting, failed, incomplete } from "./scan.ts";

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Whether the text is one value, with white space at most. */
function accepts(text: string): boolean {
  const walker = new JsonWalker();
  const end = walker.walk(bytesOf(text), text.length, true);
  return end >= 0 && text.slice(end).trim() === "";
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const scraps = fc.array(
  fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"',
    "1",
    "-",
    "0",
    ".5",
    "e9",
    "true",
    "nul",
    "null",
    " ",
    "\\u00",
    "\n",
  ),
  { maxLength: 12 },
);

describe("the walker", () => {
  it("takes every JSON text", () => {
    const ascii = fc.json().filter((text) => /^[\0-\u007f]*$/.test(text));
    fc.assert(
      fc.property(ascii, (text) => {
        expect(accepts(text)).toBe(true);
      }),
    );
  });

  it("takes and refuses what JSON.parse does", () => {
    fc.assert(
      fc.property(scraps, (pieces) => {
        const text = pieces.join("");
        expect(accepts(text)).toBe(parses(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it("comes to the same end when the bytes arrive in pieces", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          scraps.map((pieces) => pieces.join("")),
        ),
        fc.array(fc.nat(30)),
        (text, cuts) => {
          const bytes = bytesOf(text.replace(/[^\0-\u007f]/g, "?"));
          const whole = new JsonWalker();
          const expected = whole.walk(bytes, bytes.length, true);
          const pieced = new JsonWalker();
          let limit = 0;
          let end = incomplete;
          for (const cut of cuts) {
            limit = Math.min(bytes.length, limit + cut);
            end = pieced.walk(bytes, limit, false);
            if (end !== incomplete) break;
          }
          if (end === incomplete) end = pieced.walk(bytes, bytes.length, true);
          expect(end).toBe(expected);
          if (expected === failed) expect(pieced.problem).toEqual(whole.problem);
        },
      ),
    );
  });

  it.each([
    ['{"a":1,}', 7],
    ["[1 2]", 3],
    ['{"a" 1}', 5],
    ['["a\\qb"]', 3],
    ['["a\tb"]', 3],
    ["[01]", 1],
    ['{"a":', 5],
    ["[tru", 4],
  ])("tells where %s breaks", (text, offset) => {
    const walker = new JsonWalker();
    expect(walker.walk(bytesOf(text), text.length, true)).toBe(failed);
    expect(walker.problem?.offset).toBe(offset);
  });

  it("goes 50,000 levels deep without a stack, and no deeper", () => {
    expect(accepts("[".repeat(deepestNesting) + "]".repeat(deepestNesting))).toBe(true);
    const walker = new JsonWalker();
    const tooDeep = "[".repeat(deepestNesting + 1);
    expect(walker.walk(bytesOf(tooDeep), tooDeep.length, true)).toBe(failed);
    expect(walker.problem?.reason).toContain("50,000");
  });
});
