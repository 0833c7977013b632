import { percentDecoded } from "../header-check/request-address.ts";
import type { Slip } from "./slip.ts";

const blankKind = "spaces and line endings";

/** What is added or lost when a text is copied. */
export function* blanks(text: string): Generator<Slip, void> {
  const make = (password: string, difference: string): Slip => ({ kind: blankKind, password, difference });
  yield make(`${text} `, "a space at the end");
  yield make(` ${text}`, "a space at the beginning");
  yield make(` ${text} `, "a space at both ends");
  yield make(`${text}\n`, "a line ending after it");
  yield make(`${text}\r\n`, "a Windows line ending after it");
  yield make(`${text}\r`, "a carriage return after it");
  yield make(`${text}\t`, "a tab at the end");
  yield make(`\t${text}`, "a tab at the beginning");
  yield make(`${text}  `, "two spaces at the end");
  yield make(`${text}\u00a0`, "a no-break space at the end");
  yield make(`\u00a0${text}`, "a no-break space at the beginning");
  yield make(`\ufeff${text}`, "a byte order mark in front");
  yield make(`${text}\u200b`, "an invisible character at the end");
  yield make(`${text}\0`, "a zero byte at the end");
  yield make(text.trim(), "without the spaces around it");
  yield make(text.trimEnd(), "without the space at the end");
  yield make(text.trimStart(), "without the space at the beginning");
  yield make(text.replaceAll(/\s/gu, ""), "without any spaces");
  yield make(text.replaceAll(/\s+/gu, " "), "several spaces made one");
  yield make(text.replaceAll("\u00a0", " "), "spaces instead of no-break spaces");
  yield make(text.replaceAll(" ", "\u00a0"), "no-break spaces instead of spaces");
}

const beyondAscii = /[\u0080-\u{10ffff}]/gu;

/** What programs do to a text that they treat as encoded, or write according to another format's rules. */
export function* encodings(text: string): Generator<Slip, void> {
  const make = (password: string, difference: string): Slip => ({
    kind: "encodings and character sets",
    password,
    difference,
  });
  const bytes = Buffer.from(text, "utf8");
  yield make(percentDecoded(text), "percent signs and plus signs decoded");
  yield make(percentDecoded(text.replaceAll("+", "%2B")), "percent signs decoded");
  yield make(percentEncoded(text), "percent-encoded");
  yield make(percentEncoded(text).replaceAll("%20", "+"), "encoded as in a form");
  yield make(text.replaceAll("+", " "), "plus signs read as spaces");
  yield make(text.replaceAll(" ", "+"), "spaces written as plus signs");
  yield make(text.normalize("NFC"), "accents composed (NFC)");
  yield make(text.normalize("NFD"), "accents decomposed (NFD)");
  yield make(text.normalize("NFKC"), "characters simplified (NFKC)");
  yield make(bytes.toString("latin1"), "UTF-8 read as Latin-1 and encoded again");
  yield make(Buffer.from(text, "latin1").toString("utf8"), "Latin-1 read as UTF-8");
  yield make(text.normalize("NFD").replaceAll(/\p{M}/gu, ""), "accents lost");
  yield make(spelledOut(text), "umlauts spelled out");
  yield make(text.replaceAll(beyondAscii, "?"), "letters outside ASCII made question marks");
  yield make(text.replaceAll(beyondAscii, ""), "letters outside ASCII lost");
  yield make(htmlEncoded(text), "special characters written as in HTML");
  yield make(htmlDecoded(text), "HTML characters decoded");
  yield make(text.replaceAll(/\\(.)/gu, "$1"), "backslashes lost");
  yield make(text.replaceAll(/[\\"'$`]/gu, String.raw`\$&`), "special characters escaped with backslashes");
  yield make(text.replaceAll(/\$\w+/gu, ""), "a part taken for a variable of the shell");
  yield make(text.replaceAll(/%\w+%/gu, ""), "a part taken for a variable of Windows");
  yield make(text.replaceAll("$$", "$"), "a doubled dollar sign made one");
  yield make(text.replaceAll("%", "%%"), "percent signs doubled");
  yield make(text.replaceAll('"', '""'), "quotes doubled");
  yield make(`"${text}"`, "quotes around it");
  yield make(`'${text}'`, "single quotes around it");
  yield make(text.replaceAll(/^["'“‘]+|["'”’]+$/gu, ""), "quotes around it lost");
  yield make(bytes.toString("base64"), "base64 of it");
  yield make(Buffer.from(text, "base64").toString("utf8"), "decoded as base64");
}

/** Whole texts that were pasted more than once, or not completely. */
export function* clippings(text: string): Generator<Slip, void> {
  const make = (password: string, difference: string): Slip => ({ kind: "cut or doubled", password, difference });
  yield make("", "no password at all");
  yield make(text + text, "pasted twice");
  if (text.length % 2 === 0 && text.startsWith(text.slice(text.length / 2))) {
    yield make(text.slice(text.length / 2), "pasted once instead of twice");
  }
  for (const length of [8, 10, 12, 14, 15, 16, 20, 24, 32, 64, 72, 128]) {
    yield make(text.slice(0, length), `only its first ${String(length)} characters`);
  }
  for (const [index, character] of Array.from(text).entries()) {
    if (/[\p{L}\p{N}]/u.test(character)) continue;
    const at = Array.from(text).slice(0, index).join("");
    yield make(at, "cut at a special character");
    yield make(text.slice(at.length + character.length), "only the part after a special character");
  }
}

const lookAlikeGroups = [
  "0Oo",
  "1lI|i!",
  "5S",
  "8B",
  "2Z",
  "6G",
  "9g",
  "-–—‐−_",
  `'’‘\`´`,
  `"“”„`,
  ".,·",
  ":;",
  "xх",
  "aа",
  "eе",
  "oо",
  "cс",
  "pр",
  "yу",
  "AА",
  "BВ",
  "CС",
  "EЕ",
  "HН",
  "KК",
  "MМ",
  "OО",
  "PР",
  "TТ",
  "XХ",
];
const lookAlikePairs = [
  ["rn", "m"],
  ["vv", "w"],
  ["cl", "d"],
  ["...", "…"],
  ["--", "–"],
  ["--", "—"],
  ["ß", "B"],
] as const;

/** Look-alike characters, for a password typed from paper or changed by a word processor. */
export function* lookAlikes(text: string): Generator<Slip, void> {
  const make = (password: string, difference: string): Slip => ({
    kind: "look-alike characters",
    password,
    difference,
  });
  yield make(text.replaceAll(/["“”„]/gu, "“").replace(/“([^“]*)$/u, "”$1"), "curly quotes instead of straight ones");
  for (const group of lookAlikeGroups) {
    for (const character of group) {
      const all = Array.from(text)
        .map((own) => (group.includes(own) ? character : own))
        .join("");
      yield make(all, "a look-alike character everywhere");
    }
  }
  const characters = Array.from(text);
  for (const [index, own] of characters.entries()) {
    for (const group of lookAlikeGroups) {
      if (!group.includes(own)) continue;
      for (const other of group)
        yield make(characters.with(index, other).join(""), "a look-alike character instead of one");
    }
  }
  for (const [long, short] of lookAlikePairs) {
    yield make(text.replaceAll(long, short), "two characters read as one");
    yield make(text.replaceAll(short, long), "one character read as two");
  }
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "\ufffd"));
}

const umlauts: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", Ä: "Ae", Ö: "Oe", Ü: "Ue", ß: "ss" };

function spelledOut(text: string): string {
  return text.normalize("NFC").replaceAll(/[äöüÄÖÜß]/gu, (letter) => umlauts[letter] ?? letter);
}

const htmlNames = [
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
] as const;

function htmlEncoded(text: string): string {
  return htmlNames.reduce((encoded, [character, name]) => encoded.replaceAll(character, name), text);
}

function htmlDecoded(text: string): string {
  return htmlNames.reduceRight((decoded, [character, name]) => decoded.replaceAll(name, character), text);
}
