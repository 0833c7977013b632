import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Task } from "../../documents/task.ts";
import { prepareSubject, type HeaderCheckSubject, type HeaderCheckLogin } from "../header-check/subject.ts";
import { clientHeader, pastedLegs, rightValues, type ClientChange } from "../header-check/client-doubles.ts";
import { readCredentials } from "../paste/credentials.ts";
import type { PastedRequest } from "../paste/pasted-request.ts";
import { readPaste } from "../paste/read-paste.ts";
import { candidatesOf } from "./candidates.ts";
import { findNearMiss, maxCandidates, type NearMiss } from "./find-near-miss.ts";

interface OnFile {
  readonly userName?: string;
  readonly password: string | null;
  readonly earlier?: readonly string[];
}

function run<Value>(task: Task<Value>): Value {
  for (;;) {
    const step = task.next();
    if (step.done === true) return step.value;
  }
}

function caseOf(request: PastedRequest, login: HeaderCheckLogin): HeaderCheckSubject {
  const credentials = request.authorization === null ? null : readCredentials(request.authorization.value);
  if (credentials === null) throw new Error("the header was not read");
  return prepareSubject(request, credentials, login, null, { method: null, url: null, nonceUse: null });
}

/** What is found when a client signed with `theirs` and the given login is on file. */
function search(
  theirs: ClientChange,
  { userName = theirs.username ?? rightValues.username, password, earlier = [] }: OnFile,
): NearMiss {
  return run(findNearMiss(caseOf(readPaste(pastedLegs(clientHeader(theirs))), { userName, password }), earlier));
}

const planted: readonly (readonly [onFile: string, theirs: string, difference: string])[] = [
  ["S3cret pass", "S3cret pass ", "a space at the end"],
  ["S3cret pass", " S3cret pass", "a space at the beginning"],
  ["S3cret pass", "S3cret pass\n", "a line ending after it"],
  ["S3cret pass", "S3cret pass\r\n", "a Windows line ending after it"],
  ["S3cret pass", "S3cret\u00a0pass", "no-break spaces instead of spaces"],
  ["S3cret pass ", "S3cret pass", "without the spaces around it"],
  ["S3cret pass", "s3CRET PASS", "typed with Caps Lock on"],
  ["S3cret pass", "s3cret pass", "all in small letters"],
  ["S3creT pass", "s3creT pass", "the case of the first letter changed"],
  ["S3cret paSs", "S3cret pass", "only the first letter a capital"],
  ["hakuna matata", "Hakuna Matata", "each word with a capital letter"],
  ["S3cRet pasS", "S3cret pasS", "the case of one letter changed"],
  ["S3cret pass", "hoak-agent-0412", "the user name in place of the password"],
  ["50%25 off", "50% off", "percent signs and plus signs decoded"],
  ["a+b", "a b", "percent signs and plus signs decoded"],
  ["a%2Bb+c", "a+b+c", "percent signs decoded"],
  ["ab&cd=ef", "ab%26cd%3Def", "percent-encoded"],
  ["pässwörd", "pa\u0308sswo\u0308rd", "accents decomposed (NFD)"],
  ["pa\u0308sswo\u0308rd", "pässwörd", "accents composed (NFC)"],
  ["pässwörd", "pÃ¤sswÃ¶rd", "UTF-8 read as Latin-1 and encoded again"],
  ["pässwörd", "password", "accents lost"],
  ["pässwörd", "paesswoerd", "umlauts spelled out"],
  ["Sh0e", "ShOe", "a look-alike character everywhere"],
  ["l1ll1", "lIll1", "a look-alike character instead of one"],
  ["pass", "pаss", "a look-alike character everywhere"],
  ["a-b", "a–b", "a look-alike character everywhere"],
  ['say "hi"', "say “hi”", "curly quotes instead of straight ones"],
  ["modern", "modem", "two characters read as one"],
  ["S3cret pass", "S3cret passS3cret pass", "pasted twice"],
  ["twicetwice", "twice", "pasted once instead of twice"],
  ["a1b2c3d4e5f6", "a1b2c3d4", "only its first 8 characters"],
  ["abc#def", "abc", "cut at a special character"],
  ["a$HOME!", "a!", "a part taken for a variable of the shell"],
  ["secret", '"secret"', "quotes around it"],
  ["R&D", "R&amp;D", "special characters written as in HTML"],
  ["xyzw", "xzyw", "Y and Z swapped, as on a German keyboard"],
  ["qwert", "awert", "one character mistyped"],
  ["secret", "ecret", "the first character missing"],
  ["secret", "secre", "the last character missing"],
  ["secret", "secrret", "a character doubled"],
  ["secret", "sercet", "two characters swapped"],
];

describe("finds what was planted", () => {
  it.each(planted)("%j instead of %j", (onFile, theirs, difference) => {
    const found = search({ password: theirs }, { password: onFile });
    expect(found).toMatchObject({ outcome: "near-miss", differences: [difference] });
    expect(found.tried.filter(({ found: here }) => here)).toHaveLength(1);
  });

  it("two slips combined", () => {
    const found = search({ password: "S3CRET PASS " }, { password: "S3cret pass" });
    expect(found.outcome).toBe("near-miss");
    expect(found.differences).toHaveLength(2);
  });

  it("user name and password swapped", () => {
    const found = search({ username: "S3cret", password: "hoak" }, { userName: "hoak", password: "S3cret" });
    expect(found).toMatchObject({ outcome: "near-miss", differences: ["user name and password swapped"] });
  });

  it("Latin-1 instead of UTF-8", () => {
    const theirs = { password: "pässwörd", charset: "latin1" } as const;
    expect(search(theirs, { password: "pässwörd" }).differences).toEqual(["Latin-1 instead of UTF-8"]);
    const both = search({ ...theirs, password: "pässwörd " }, { password: "pässwörd" });
    expect(both.differences).toEqual(["a space at the end", "Latin-1 instead of UTF-8"]);
  });

  it("an earlier password, also with a space, also when none is on file", () => {
    const theirs = { password: "summer-2019 " };
    expect(search({ password: "winter" }, { password: null, earlier: ["autumn", "winter"] })).toMatchObject({
      outcome: "near-miss",
      differences: ["the second earlier password"],
    });
    expect(search(theirs, { password: "S3cret", earlier: ["summer-2019"] }).differences).toEqual([
      "the earlier password",
      "a space at the end",
    ]);
  });

  it("when the user name is hashed", () => {
    const md5 = (text: string) => createHash("md5").update(text).digest("hex");
    const sentName = md5(`${rightValues.username}:${rightValues.realm}`);
    const hashed = clientHeader({ password: "S3cret " }, { username: sentName });
    const request = readPaste(pastedLegs(`${hashed}, userhash=true`));
    expect(
      run(findNearMiss(caseOf(request, { userName: rightValues.username, password: "S3cret" }), [])),
    ).toMatchObject({
      outcome: "near-miss",
      differences: ["a space at the end"],
    });
  });

  it("a near miss of a client that also makes a mistake", () => {
    const hashed = { password: "S3cret pass ", uri: "/v1/contacts.json" };
    const request = readPaste(pastedLegs(clientHeader(hashed, {})));
    const login = { userName: rightValues.username, password: "S3cret pass" };
    expect(run(findNearMiss(caseOf(request, login), []))).toMatchObject({
      outcome: "near-miss",
      differences: ["a space at the end", "another address signed"],
    });
  });
});

test("the password on file is not a near miss", () => {
  expect(search({ password: "S3cret" }, { password: "S3cret" })).toMatchObject({ outcome: "on-file", candidates: 1 });
});

test("an unrelated password is not found, within the limit, and the number of attempts is reported", () => {
  const found = search({ password: "something else" }, { password: "A long & winding pässword, 42!" });
  expect(found).toMatchObject({ outcome: "not-found", differences: [], candidates: maxCandidates });
  expect(found.tried.reduce((sum, { count }) => sum + count, 0)).toBe(maxCandidates);
});

test("candidates are distinct, and their descriptions contain no part of the password", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 4, maxLength: 12 }), (password) => {
      const seen = new Set<string>();
      let count = 0;
      for (const candidate of candidatesOf({
        password,
        userName: "hoak",
        earlierPasswords: [],
        charsetOf: () => "utf-8",
      })) {
        if (count++ > 500) break;
        seen.add(JSON.stringify([candidate.password, candidate.charset, candidate.userName]));
        // A test password may happen to be a word of the list itself.
        expect(candidate.differences.join().replaceAll(/[ -~]/gu, "")).toBe("");
      }
      expect(seen.size).toBe(Math.min(count, 501));
    }),
    { numRuns: 30 },
  );
});

test("it yields regularly, so it can be stopped", () => {
  const login = { userName: rightValues.username, password: "S3cret pass" };
  const task = findNearMiss(caseOf(readPaste(pastedLegs(clientHeader({ password: "other" }))), login), []);
  let breaths = 0;
  while (task.next().done !== true) breaths++;
  expect(breaths).toBeGreaterThan(maxCandidates / 100);
});

describe("hashes as the connection does", () => {
  const decomposed = "pa\u0308sswo\u0308rd";
  const challengeWith = (extra: string) => `Digest realm="Rezora API", nonce="4c487da82df10", qop="auth"${extra}`;
  const found = (
    theirs: ClientChange,
    login: HeaderCheckLogin,
    extra = "",
    earlier: readonly string[] = [],
  ): NearMiss => {
    const { username: userName } = rightValues;
    const request = readPaste(pastedLegs(clientHeader(theirs), challengeWith(extra)));
    return run(findNearMiss(caseOf(request, { ...login, userName }), earlier));
  };
  const onFile = (password: string, latin1 = false): HeaderCheckLogin => ({ userName: "", password, latin1 });

  it.each([
    ["NFC for charset=UTF-8", { password: "pässwörd" }, onFile(decomposed), ", charset=UTF-8", "on-file", []],
    [
      "NFD where NFC is wanted",
      { password: decomposed },
      onFile(decomposed),
      ", charset=UTF-8",
      "near-miss",
      ["accents decomposed (NFD)"],
    ],
    ["Latin-1 by the option", { password: "pässwörd", charset: "latin1" }, onFile("pässwörd", true), "", "on-file", []],
    [
      "UTF-8 against the option",
      { password: "pässwörd" },
      onFile("pässwörd", true),
      "",
      "near-miss",
      ["UTF-8 instead of Latin-1"],
    ],
    [
      "UTF-8, which the server asks for in spite of the option",
      { password: "pässwörd" },
      onFile(decomposed, true),
      ", charset=UTF-8",
      "on-file",
      [],
    ],
    [
      "a space in Latin-1",
      { password: "pässwörd ", charset: "latin1" },
      onFile("pässwörd", true),
      "",
      "near-miss",
      ["a space at the end"],
    ],
    ["a letter that Latin-1 lacks", { password: "pässwörd€" }, onFile("pässwörd€", true), "", "on-file", []],
  ] as const)("%s", (_, theirs, login, extra, outcome, differences) => {
    expect(found(theirs, login, extra)).toMatchObject({ outcome, differences });
  });

  it("also for an earlier password", () => {
    const nfc = found({ password: "pässwörd" }, onFile("another"), ", charset=UTF-8", [decomposed]);
    expect(nfc).toMatchObject({ outcome: "near-miss", differences: ["the earlier password"] });
    const latin = found({ password: "pässwörd", charset: "latin1" }, onFile("another", true), "", [decomposed]);
    expect(latin).toMatchObject({ outcome: "near-miss", differences: ["the earlier password"] });
  });
});
