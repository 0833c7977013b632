import fc from "fast-check";
import { expect, it } from "vitest";
import { ByteWords } from "./byte-words.ts";

const texts = fc.string({ unit: fc.constantFrom("a", "\n", "\u{b}", "\t", "é", "日", "\u{1f600}", "\u{8a}") });

it("finds line feeds wherever a part starts and ends", () => {
  fc.assert(
    fc.property(texts, texts, texts, (before, text, behind) => {
      const all = Buffer.from(before + text + behind);
      const memory = new SharedArrayBuffer(all.length + 5);
      new Uint8Array(memory).set(all);
      const words = new ByteWords(new Uint8Array(memory, 0, all.length));
      const start = Buffer.byteLength(before);
      const end = start + Buffer.byteLength(text);
      const found: number[] = [];
      words.lineFeeds(start, end, 0, (offset) => found.push(offset));
      const expected: number[] = [];
      for (let at = start; at < end; at++) if (all[at] === 10) expected.push(at + 1);
      expect(found).toEqual(expected);
    }),
  );
});
