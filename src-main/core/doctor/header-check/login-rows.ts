import { withoutInvisible } from "#shared/visible-text.ts";
import { isAscii } from "../../digest/wire-text.ts";
import { hashedUserName, sent, type HeaderCheckSubject } from "./subject.ts";
import type { FindingCode } from "./findings.ts";
import type { HashedInputs } from "./hashed-inputs.ts";
import type { Search } from "./search.ts";
import { compare, fine, rule, wrong, type CheckedRow } from "./checked-row.ts";

/** How many letters of the name on file may be missing before it counts as another name. */
const maxLostLetters = 2;

export function checkUserName(one: HeaderCheckSubject, proven: HashedInputs | null): CheckedRow {
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
  const checkedRows = compare({ input: "username", theirs, signed, needed: login.userName }, (actual, needed) =>
    // An unescaped backslash is lost when the value is parsed, but is still in the raw text.
    isPrefixed(one.credentials.parameters.get("username")?.written ?? "", needed)
      ? "user-name-prefixed"
      : classifyName(actual, needed),
  );
  if (checkedRows !== null) return checkedRows;
  return isExtendedWithoutNeed(one)
    ? wrong("username", theirs, ["user-name-extended"], rule("as username"))
    : fine("username", theirs);
}

/** RFC 7616 §3.4: `username*` only for a name that a quoted string cannot hold, and never together with `username`. */
function isExtendedWithoutNeed({ credentials: { parameters }, userName }: HeaderCheckSubject): boolean {
  if (!parameters.has("username*")) return false;
  return parameters.has("username") || isAscii(userName ?? "");
}

function classifyName(actual: string, needed: string): FindingCode {
  if (withoutInvisible(actual).trim() === needed) return "user-name-blank";
  if (actual.toLowerCase() === needed.toLowerCase()) return "user-name-case";
  if (actual.normalize("NFC") === needed) return "letters-decomposed";
  if (actual.normalize("NFC") === needed.normalize("NFC")) return "letters-composed";
  if (isPrefixed(actual, needed)) return "user-name-prefixed";
  return isMissingLetters(actual, needed) ? "user-name-letter-lost" : "user-name-differs";
}

/** `realm\name` and `DOMAIN/name` as Windows writes them, `name@domain` as others do. */
function isPrefixed(actual: string, needed: string): boolean {
  return actual.endsWith(`\\${needed}`) || actual.endsWith(`/${needed}`) || actual.startsWith(`${needed}@`);
}

function isMissingLetters(actual: string, needed: string): boolean {
  const lost = needed.length - actual.length;
  if (lost < 1 || lost > maxLostLetters || actual === "") return false;
  let position = 0;
  for (const letter of needed) if (actual.startsWith(letter, position)) position += letter.length;
  return position === actual.length;
}

export function checkRealm(one: HeaderCheckSubject, proven: HashedInputs | null): CheckedRow {
  const theirs = sent(one, "realm");
  const needed = one.challenge?.realm ?? null;
  if (theirs === null) return wrong("realm", null, ["parameter-missing"], needed ?? rule("as in the challenge"));
  if (one.credentials.parameters.get("realm")?.openQuote === true) {
    return wrong("realm", theirs, ["quotes-not-escaped"], escaped(needed ?? theirs));
  }
  const checkedRows = compare({ input: "realm", theirs, signed: proven?.realm ?? null, needed }, (actual, right) => {
    if (actual !== "" && right.startsWith(actual))
      return right[actual.length] === '"' ? "quotes-not-escaped" : "realm-cut";
    return escaped(right) === actual || right.replaceAll('"', "") === actual ? "quotes-not-escaped" : "realm-differs";
  });
  if (checkedRows !== null) return checkedRows;
  if (needed !== null) return fine("realm", theirs);
  return proven === null
    ? fine("realm", theirs, "No challenge to compare with", rule("as in the challenge"), "unknown")
    : fine("realm", theirs, "As hashed", rule("as in the challenge"));
}

function escaped(text: string): string {
  return text.replaceAll(/["\\]/gu, String.raw`\$&`);
}

const charsetNames = { "utf-8": "UTF-8", "latin-1": "Latin-1" } as const;

/** Not shown for an ASCII user name unless the charset is wrong: it would reveal whether the password is ASCII. */
export function checkCharset(one: HeaderCheckSubject, proven: HashedInputs | null): CheckedRow | null {
  const needed = charsetNames[one.charset];
  if (proven !== null && proven.charset !== one.charset) {
    const code = proven.charset === "latin-1" ? "charset-latin-1" : "charset-utf-8";
    return wrong("charset", charsetNames[proven.charset], [code], needed);
  }
  if (isAscii(one.login.userName)) return null;
  return proven === null
    ? fine("charset", null, "Only a matching response tells", rule(needed), "unknown")
    : fine("charset", needed);
}

/** `checkable`: the header contains everything that a response is made of. */
export function checkPassword(one: HeaderCheckSubject, { found, variant }: Search, checkable: boolean): CheckedRow {
  const checkedRows = (() => {
    if (one.login.password === null) return fine("password", null, "None on file", rule("enter it first"), "unknown");
    if (variant?.code === "password-decoded") return fine("password", null, "Right, but decoded", rule("on file"));
    if (variant !== null) return fine("password", null, "Right, except for its letters", rule("on file"));
    if (found !== null && found.password !== one.login.password) {
      const { row, codes } = wrong("password", null, ["name-password-swapped"], rule("on file"));
      return { row: { ...row, finding: "Holds the user name" }, codes };
    }
    if (found !== null) return fine("password", null, "Right, see below", rule("on file"));
    const finding = checkable ? "Not proven: see response" : "Cannot be checked";
    return fine("password", null, finding, rule("on file"), "unknown");
  })();
  return { ...checkedRows, row: { ...checkedRows.row, masked: true } };
}

/** How the program hashes; shown only when it is proven to differ from the RFC. */
export function checkHashing({ way, variant }: Search): CheckedRow[] {
  const asInRfc = rule("as in RFC 7616 §3.4");
  const hashing = way === null ? [] : [wrong("hashing", way.words, [way.code], asInRfc)];
  if (variant === null) return hashing;
  if (variant.code === "password-decoded")
    return [...hashing, wrong("hashing", variant.words, [variant.code], rule("the password as it is"))];
  const wanted = variant.code === "letters-decomposed" ? "composed letters (NFC)" : "as on file";
  return [...hashing, wrong("charset", variant.words, [variant.code], rule(wanted))];
}
