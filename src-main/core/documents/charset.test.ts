import fc from "fast-check";
import { expect, it } from "vitest";
import { MemoryBytes } from "./body-bytes.ts";
import { Utf8Check } from "./charset.ts";
import { Source } from "./source.ts";
import { finished } from "./test-engine.ts";

const pieces = fc.oneof(
  fc.constantFrom("a", "é", "日", "\u{1f600}").map((text) => [...Buffer.from(text)]),
  fc.array(fc.constantFrom(0x41, 0x80, 0xbf, 0xc3, 0xe2, 0xed, 0xa0, 0xf0, 0x9f, 0xff), { maxLength: 4 }),
);

function check(bytes: Uint8Array, arrivals: readonly number[]): readonly [number, number] {
  const source = new Source(new MemoryBytes(new Uint8Array(bytes).buffer));
  const utf8 = new Utf8Check(source);
  for (const length of arrivals) {
    source.grow(length);
    finished(utf8.check(length, false));
  }
  source.grow(bytes.length);
  finished(utf8.check(bytes.length, true));
  return [utf8.count, utf8.first];
}

it("counts the same invalid bytes with any packets, and none in text", () => {
  fc.assert(
    fc.property(fc.array(pieces), fc.array(fc.nat()), (all, cuts) => {
      const bytes = Uint8Array.from(all.flat());
      const arrivals = cuts.map((cut) => cut % (bytes.length + 1)).sort((one, other) => one - other);
      const [count, first] = check(bytes, []);
      expect(check(bytes, arrivals)).toEqual([count, first]);
      const decoded = Buffer.from(Buffer.from(bytes).toString());
      expect(count === 0).toBe(decoded.equals(bytes));
      expect(first >= 0).toBe(count > 0);
    }),
    { numRuns: 2_000 },
  );
});
