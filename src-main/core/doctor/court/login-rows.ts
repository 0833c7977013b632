import { isAscii } from "../../digest/wire-text.ts";
import { invisibleCharacters } from "../paste/invisible-characters.ts";
import { hashedUserName, sent, type Case } from "./case.ts";
import type { FindingCode } from "./findings.ts";
import type { HashedInputs } from "./hashed-inputs.ts";
import { compare, fine, rule, wrong, type Judged } from "./judged.ts";

const invisible = new RegExp(`[${invisibleCharacters}]`, "gu");
/** Of the name on file so many letters may be missing before it counts as another one. */
const mostLostLetters = 2;

export function judgeUserName(one: Case, proven: HashedInputs | null): Judged {
  const { userName: theirs, login } = one;
  if (theirs === null) return wrong("username", null, ["parameter-missing"], login.userName);
  if (theirs === login.password && theirs !== login.userName) {
    const { row, codes } = wrong("username", null, ["name-password-swapped"], login.userName);
    return { row: { ...row, masked: true }, codes };
  }
  if (one.userHash && theirs.toLowerCase() === hashedUserName(one, sent(one, "realm") ?? "")) {
    return fine("username", theirs, "Right, hashed", rule("hash of name and realm"));
  }
  const openQuote = one.credentials.parameters.get("username")?.openQuote === true;
  if (openQuote) return wrong("username", theirs, ["quotes-not-escaped"], escaped(login.userName));
  const signed = proven?.username ?? null;
  return (
    compare({ input: "username", theirs, signed, needed: login.userName }, classifyName) ?? fine("username", theirs)
  );
}

function classifyName(actual: string, needed: string): FindingCode {
  if (actual.replaceAll(invisible, "").trim() === needed) return "user-name-blank";
  if (actual.toLowerCase() === needed.toLowerCase()) return "user-name-case";
  return isMissingLetters(actual, needed) ? "user-name-letter-lost" : "user-name-differs";
}

function isMissingLetters(actual: string, needed: string): boolean {
  const lost = needed.length - actual.length;
  if (lost < 1 || lost > mostLostLetters || actual === "") return false;
  let position = 0;
  for (const letter of needed) if (actual.startsWith(letter, position)) position += letter.length;
  return position === actual.length;
}

export function judgeRealm(one: Case, proven: HashedInputs | null): Judged {
  const theirs = sent(one, "realm");
  const needed = one.challenge?.realm ?? null;
  if (theirs === null) return wrong("realm", null, ["parameter-missing"], needed ?? rule("as in the challenge"));
  if (one.credentials.parameters.get("realm")?.openQuote === true) {
    return wrong("realm", theirs, ["quotes-not-escaped"], escaped(needed ?? theirs));
  }
  const judged = compare({ input: "realm", theirs, signed: proven?.realm ?? null, needed }, (actual, right) => {
    if (actual !== "" && right.startsWith(actual))
      return right[actual.length] === '"' ? "quotes-not-escaped" : "realm-cut";
    return escaped(right) === actual || right.replaceAll('"', "") === actual ? "quotes-not-escaped" : "realm-differs";
  });
  if (judged !== null) return judged;
  return needed === null && proven === null
    ? fine("realm", theirs, "No challenge to compare with", rule("as in the challenge"), "unknown")
    : fine("realm", theirs);
}

function escaped(text: string): string {
  return text.replaceAll(/["\\]/gu, String.raw`\$&`);
}

/** Shown only where it can make a difference that is no secret: whether a password is ASCII is one. */
export function judgeCharset(one: Case, proven: HashedInputs | null): Judged | null {
  if (proven?.charset === "latin-1") return wrong("charset", "Latin-1", ["charset-latin-1"], "UTF-8");
  if (isAscii(one.login.userName)) return null;
  return proven === null
    ? fine("charset", null, "Only a matching response tells", rule("UTF-8"), "unknown")
    : fine("charset", "UTF-8");
}

/** `checkable`: the header has all that a response is made of. */
export function judgePassword(one: Case, proven: HashedInputs | null, checkable: boolean): Judged {
  const judged = (() => {
    if (one.login.password === null) return fine("password", null, "None on file", rule("enter it first"), "unknown");
    if (proven !== null && proven.password !== one.login.password) {
      const { row, codes } = wrong("password", null, ["name-password-swapped"], rule("on file"));
      return { row: { ...row, finding: "Holds the user name" }, codes };
    }
    if (proven !== null) return fine("password", null, "Right, see below", rule("on file"));
    if (!checkable) return fine("password", null, "Cannot be checked", rule("on file"), "unknown");
    return wrong("password", null, ["password-differs"], rule("on file"));
  })();
  return { ...judged, row: { ...judged.row, masked: true } };
}
