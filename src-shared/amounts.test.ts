import fc from "fast-check";
import { expect, test } from "vitest";
import { amountInWords, durationInWords, listInWords } from "./amounts.ts";

test.each([
  [0, "0 seconds"],
  [1, "1 second"],
  [59, "59 seconds"],
  [60, "1 minute"],
  [61, "1 minute and 1 second"],
  [120, "2 minutes"],
  [3_599, "59 minutes and 59 seconds"],
  [3_600, "1 hour"],
  [3_601, "1 hour and 1 minute"],
  [7_199, "2 hours"],
  [86_400, "1 day"],
  [86_399, "1 day"],
  [129_600, "1 day and 12 hours"],
  [0.2, "1 second"],
  [-5, "0 seconds"],
])("%d seconds are %s", (seconds, words) => {
  expect(durationInWords(seconds)).toBe(words);
});

test("durations use singular and plural correctly and are never shorter than the time they describe", () => {
  const lengths = { second: 1, minute: 60, hour: 3_600, day: 86_400 } as const;
  fc.assert(
    fc.property(fc.nat({ max: 10_000_000 }), (seconds) => {
      const words = durationInWords(seconds);
      expect(words).toMatch(/^\d+ (?:second|minute|hour|day)s?(?: and \d+ (?:second|minute|hour)s?)?$/u);
      let total = 0;
      for (const [, count, unit, plural] of words.matchAll(/(\d+) (second|minute|hour|day)(s?)/gu)) {
        expect(plural).toBe(count === "1" ? "" : "s");
        total += Number(count) * lengths[unit as keyof typeof lengths];
      }
      expect(total).toBeGreaterThanOrEqual(seconds);
      expect(total).toBeLessThan(seconds * 1.05 + 1);
    }),
  );
});

test("amounts and lists are correct for none, one and many", () => {
  expect([0, 1, 2].map((count) => amountInWords(count, "byte"))).toEqual(["0 bytes", "1 byte", "2 bytes"]);
  expect(amountInWords(2, "reply", "replies")).toBe("2 replies");
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((each) => listInWords(each))).toEqual([
    "",
    "a",
    "a and b",
    "a, b and c",
  ]);
});
