import fc from "fast-check";
import { expect, test } from "vitest";
import { suspicionsOf } from "./suspicions.ts";

test.each([
  [" secret", ["begins with a space"]],
  ["secret\n", ["ends with a space"]],
  ["secret\u200b", ["ends with a character that cannot be seen"]],
  ["\ufeffsecret", ["begins with a space"]],
  ["se\u00a0cret", ["cannot be seen"]],
  ["se\u200bcret", ["cannot be seen"]],
  ["\u201csecret\u201d", ["a curly quote"]],
  ["s\u0435cret", ["another alphabet"]],
  ["s\u00e9cret", ["outside ASCII"]],
  // Letters without case are not affected by Caps Lock.
  ["正しい馬", ["outside ASCII"]],
  ["pASSWORD7", ["Caps Lock"]],
  ["PASSWORD", ["Caps Lock"]],
  [" P\u0410SS", ["begins with a space", "another alphabet", "Caps Lock"]],
])("%j", (text, expected) => {
  const found = suspicionsOf("password", text);
  expect(found).toHaveLength(expected.length);
  for (const [index, words] of expected.entries()) expect(found[index]).toContain(words);
});

test.each(["Password", "aB", "a1", "", "hoak-agent-0412", "Circle Of Life", "12345"])(
  "nothing is odd about %j",
  (text) => {
    expect(suspicionsOf("user name", text)).toEqual([]);
  },
);

test("the messages never contain a part of the text", () => {
  const unlike = fc.string({ unit: fc.constantFrom("\u0410", "\u00e9", "Q7", "X_", " ", "\u200b"), minLength: 4 });
  fc.assert(
    fc.property(unlike, (text) => {
      const said = suspicionsOf("password", text).join("\n");
      for (const part of ["\u0410", "\u00e9", "Q7", "X_", "\u200b"]) expect(said).not.toContain(part);
    }),
  );
});
