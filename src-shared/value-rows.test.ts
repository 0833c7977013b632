import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOfRow, excerptOf, maxRowCharacters, pieceOf, ValueRows } from "./value-rows.ts";

const columns = 40;
const clusters = new Intl.Segmenter("en", { granularity: "grapheme" });

function rowsOf(text: string, width = columns): string[] {
  const rows = ValueRows.of(text, width);
  return rows.read(0, rows.count).map((row) => row.text);
}

/** Any text, with what is hard to cut in it often. */
const hardText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "\n",
        "\r\n",
        "\r",
        " ",
        "e\u0301",
        "👩‍👩‍👧‍👦",
        "🇩🇪",
        "👍🏽",
        "क्षि",
        "\u200b\u200b",
        "漢字",
        "שלום",
        "\ud800",
        "a b ",
      ),
      fc.integer({ min: 1, max: 120 }).map((count) => "x".repeat(count)),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

describe("rows of a long value", () => {
  test("one after the other they are the value, whatever is in it [security: long-value-exact]", () => {
    fc.assert(
      fc.property(hardText, fc.integer({ min: 1, max: 120 }), (text, width) => {
        const rows = rowsOf(text, width);
        expect(rows.join("")).toBe(text);
        for (const row of rows) expect(row.length).toBeLessThanOrEqual(maxRowCharacters + 64);
      }),
    );
  });

  test("no row begins inside of a surrogate pair, a line ending or a letter with its marks [security: long-value-letters]", () => {
    fc.assert(
      fc.property(hardText, fc.integer({ min: 1, max: 120 }), (text, width) => {
        const begins = new Set(Array.from(clusters.segment(text), ({ index }) => index));
        let at = 0;
        for (const row of rowsOf(text, width)) {
          expect(begins).toContain(at);
          at += row.length;
        }
      }),
    );
  });

  test("any window, and the row of any character, are found without the rows before them", () => {
    fc.assert(
      fc.property(hardText, fc.nat(2_000), fc.integer({ min: 1, max: 90 }), (text, offset, limit) => {
        const long = text.repeat(20);
        const rows = ValueRows.of(long, columns);
        const all = rows.read(0, rows.count);
        expect(rows.read(offset, limit)).toEqual(all.slice(offset, offset + limit));
        const place = Math.min(offset, long.length);
        const expected = all.findLastIndex(({ start }) => start <= place);
        expect(rows.rowAt(place)).toBe(Math.max(0, expected));
      }),
    );
  });

  test("words stay whole where a space is near, and a text without one fills its rows", () => {
    expect(rowsOf("the quick brown fox jumps over", 12)).toEqual(["the quick ", "brown fox ", "jumps over"]);
    expect(rowsOf("abcdefghij", 4)).toEqual(["abcd", "efgh", "ij"]);
    expect(rowsOf("ab cd\r\n\ref\n", 40)).toEqual(["ab cd\r\n", "\r", "ef\n"]);
    expect(rowsOf("")).toEqual([]);
  });

  test("a letter under ten thousand combining marks comes in rows of bounded length [security: long-value-letters]", () => {
    const zalgo = `e${"\u0301".repeat(10_000)}`;
    const rows = rowsOf(zalgo);
    expect(rows.join("")).toBe(zalgo);
    expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(maxRowCharacters);
    // Ten thousand of one invisible character share boxes.
    expect(rowsOf("\u200b".repeat(10_000)).length).toBeLessThan(40);
  });

  test("each row takes a bounded number of steps, wherever the value ends [security: long-value-steps]", () => {
    let looked = 0;
    const charCodeAt = (): number => {
      looked++;
      return 120;
    };
    const text = { length: 1_000_000, charCodeAt } as unknown as string;
    endOfRow(text, 500_000, columns);
    expect(looked).toBeLessThan(200);
  });
});

test("a piece of a text never ends inside of a surrogate pair, and always goes on [security: long-value-letters]", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), fc.integer({ min: 2, max: 9 }), (text, length) => {
      const pieces: string[] = [];
      for (let at = 0; at < text.length; at += pieces.at(-1)?.length ?? 1) pieces.push(pieceOf(text, at, length));
      expect(pieces.join("")).toBe(text);
      const torn = /^[\udc00-\udfff]|[\ud800-\udbff]$/u;
      for (const each of pieces) expect(each).not.toMatch(torn);
    }),
  );
});

test("an excerpt does not end with spaces that are in the middle of the value, and says how much follows", () => {
  const text = "some words of a sentence ".repeat(100);
  const { from, text: shown, more } = excerptOf(text, 400);
  expect([from, shown.endsWith("sentence"), shown.length + more]).toEqual([0, true, text.length]);
  expect(excerptOf(" ".repeat(500), 400)).toEqual({ from: 0, text: " ", more: 499 });
});
