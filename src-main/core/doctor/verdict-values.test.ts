import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { verdictCodes, type VerdictCode } from "#shared/doctor-names.ts";
import { emptyHistory } from "#shared/login-history.ts";
import { finding, type CaseFacts } from "./finding.ts";
import { verdictWords } from "./verdict-words.ts";

const facts: CaseFacts = {
  server: "oak.example:443",
  hostname: "oak.example",
  secure: true,
  apiVersion: "v1",
  designator: "contacts",
  resourceLevel: "agent",
  userName: "oak-agent",
  questions: [],
  challengeDamage: [],
  history: emptyHistory,
  startedAt: Date.UTC(2026, 10, 23, 14, 2, 31),
  seen: { realm: "Rezora API", software: "Apache" },
};
const questions: readonly CaseFacts["questions"][] = [
  [],
  [{ designator: "agents", level: "company", status: 200 }],
  [
    { designator: "agents", level: "company", status: 401 },
    { designator: "contacts", level: "agent", status: 401 },
  ],
  [{ designator: "agents", level: "company", status: null }],
];
/** What must not appear in a sentence, whatever a server sends. */
const gaps =
  /undefined|null|NaN|``|\(\)|“”| {2}|\s[,.;:](?:\s|$)|\b1 (?:seconds|minutes|hours)|\.\.|algorithm ,|^\s|\s$/u;

const sentence = /^(?:tls-|https-expected|broken-head|unrequested-upgrade|other-challenge|client-certificate)/u;
const value = /^(?:redirected-elsewhere|basic-only|unsupported-|unexpected-answer)/u;

/** What the steps of a run can add to a verdict: whole sentences, or a value that the server sent. */
function detailsOf(code: VerdictCode): readonly string[] {
  if (code === "other-challenge" || code === "invalid-user-name") return ["It asks for a realm."];
  if (code === "no-authentication-asked") return ["", "a web page"];
  if (code === "other-charset") return ["Latin-1", "UTF-8"];
  if (sentence.test(code)) return ["", "It was issued by “Oak”.", "It is for `a`, `b` and `c`. Both are wrong."];
  return value.test(code) ? ["", " ", "Basic", "a, b, c", "a  b", "`tick`", "x".repeat(5_000)] : [""];
}

describe.each(verdictCodes)("the words of %s", (code) => {
  test("have no gap for empty, one and many values", () => {
    const bad: string[] = [];
    for (const detail of detailsOf(code)) {
      for (const status of [null, 101, 301, 400, 401, 403, 404, 429, 503, 520, 599]) {
        for (const signed of [true, false]) {
          for (const wait of ["", "1 second", "2 minutes (until 2026-11-23 12:02:00 UTC)"]) {
            for (const asked of questions) {
              // Only a resource that was served leads to these two.
              if (/^(?:wrong-level|not-permitted)$/u.test(code) && asked[0]?.status !== 200) continue;
              const found = finding(code, status, detail, { signed, wait });
              for (const text of Object.values(verdictWords[code]({ ...facts, questions: asked }, found))) {
                if (gaps.test(text) || !/[.)]$/u.test(text) || text.length > 1_200) bad.push(text);
              }
            }
          }
        }
      }
    }
    expect(bad).toEqual([]);
  });
});

test("whatever a server writes into a challenge or a redirect, the sentence around it stays intact", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...verdictCodes.filter((code) => value.test(code))),
      fc.string({ unit: "grapheme" }),
      (code, detail) => {
        for (const text of Object.values(verdictWords[code](facts, finding(code, 401, detail)))) {
          expect(text).not.toMatch(/undefined|``| {2}|^\s|\s$/u);
          // Backticks come in pairs: they enclose what is shown as code.
          expect(text.split("`").length % 2).toBe(1);
        }
      },
    ),
  );
});
