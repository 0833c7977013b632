import { expect, test } from "vitest";
import { findWords, wordsToAvoid } from "./find-words.ts";

const glossary = `
| say | for | not |
| --- | --- | --- |
| header check | a \`thing\` | \`court\`, case |
| panel | more | \`two-logins\` |
`;

test("the words set as code in the last column are to be avoided", () => {
  expect(wordsToAvoid(glossary)).toEqual(["court", "two-logins"]);
});

test.each([
  ["const courtRow = 1;", 1],
  ["useCourt()", 1],
  ["a header before the court.", 1],
  ["the courts", 1],
  ["TwoLogins", 0],
  ["two-logins", 0],
  ["courtesy, and contact", 0],
])("%s has the word %i times", (text, count) => {
  expect(findWords("a.ts", text, ["court"])).toHaveLength(count);
});

test("a word of two parts is found however it is joined, and a file name counts as line 0", () => {
  expect(findWords("src/two-logins.ts", "twoLogins\n\nTwo logins", ["two-logins"]).map(({ line }) => line)).toEqual([
    0, 1, 3,
  ]);
});

test("a stable code may hold a word, and hides no other use of it", () => {
  const find = (text: string) => findWords("a.ts", text, ["ghost"], ["session-ghost"]).length;
  expect(["session-ghost", "session-ghost session-ghost", "a ghost", "session-ghost, a ghost"].map(find)).toEqual([
    0, 0, 1, 1,
  ]);
});
