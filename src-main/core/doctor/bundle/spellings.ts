import { isAscii } from "../../digest/wire-text.ts";

/** One way of writing a secret. */
export interface Spelling {
  readonly name: string;
  /** The texts to search for: several when they depend on what precedes, none when this secret has no such spelling. */
  readonly spell: (secret: string) => readonly string[];
}

const utf8 = (text: string): Buffer => Buffer.from(text, "utf8");
/** null: a character is missing from Latin-1. */
const latin1 = (text: string): Buffer | null =>
  /[\u0100-\u{10ffff}]/u.test(text) ? null : Buffer.from(text, "latin1");

/** Every way in which a secret could appear in a bundle. A match in any of them blocks the export. */
export const spellings: readonly Spelling[] = [
  { name: "plain", spell: (text) => [text] },
  { name: "upper case of hex", spell: (text) => (isHex(text) ? [text.toUpperCase()] : []) },
  { name: "lower case of hex", spell: (text) => (isHex(text) ? [text.toLowerCase()] : []) },
  { name: "composed (NFC)", spell: (text) => [text.normalize("NFC")] },
  { name: "decomposed (NFD)", spell: (text) => [text.normalize("NFD")] },
  { name: "UTF-8 read as Latin-1", spell: (text) => [utf8(text).toString("latin1")] },
  {
    name: "Latin-1 read as UTF-8",
    spell: (text) => (!isAscii(text) ? ofBytes(latin1(text), (bytes) => bytes.toString("utf8")) : []),
  },
  { name: "JSON", spell: (text) => [jsonText(text)] },
  { name: "JSON in JSON", spell: (text) => [jsonText(jsonText(text))] },
  { name: "JSON in ASCII", spell: (text) => [asciiJson(text)] },
  { name: "JSON in ASCII, capital digits", spell: (text) => [asciiJson(text, true)] },
  { name: "JSON, every character escaped", spell: (text) => [escapedUnits(text)] },
  { name: "XML", spell: (text) => [xmlText(text)] },
  { name: "XML, decimal references", spell: (text) => [references(text, (code) => `&#${code};`)] },
  { name: "XML, hex references", spell: (text) => [references(text, (code) => `&#x${code.toString(16)};`)] },
  { name: "percent-encoded", spell: (text) => [encodeURIComponent(wellFormed(text))] },
  { name: "percent-encoded, small digits", spell: (text) => [smallDigits(encodeURIComponent(wellFormed(text)))] },
  { name: "percent-encoded Latin-1", spell: (text) => ofBytes(latin1(text), (bytes) => percentBytes(bytes)) },
  {
    name: "percent-encoded Latin-1, small digits",
    spell: (text) => ofBytes(latin1(text), (bytes) => smallDigits(percentBytes(bytes))),
  },
  { name: "every byte percent-encoded", spell: (text) => [everyByte(text)] },
  { name: "every byte percent-encoded, small digits", spell: (text) => [smallDigits(everyByte(text))] },
  { name: "form field", spell: (text) => [new URLSearchParams([["", text]]).toString().slice(1)] },
  { name: "percent-encoded twice", spell: (text) => [encodeURIComponent(encodeURIComponent(wellFormed(text)))] },
  { name: "base64", spell: (text) => base64Of(utf8(text), "base64") },
  { name: "base64url", spell: (text) => base64Of(utf8(text), "base64url") },
  { name: "base64 of Latin-1", spell: (text) => base64Of(latin1(text), "base64") },
  { name: "base64url of Latin-1", spell: (text) => base64Of(latin1(text), "base64url") },
  { name: "hex", spell: (text) => [utf8(text).toString("hex")] },
  { name: "hex, capital digits", spell: (text) => [utf8(text).toString("hex").toUpperCase()] },
  { name: "hex of Latin-1", spell: (text) => ofBytes(latin1(text), (bytes) => bytes.toString("hex")) },
  {
    name: "hex of Latin-1, capital digits",
    spell: (text) => ofBytes(latin1(text), (bytes) => bytes.toString("hex").toUpperCase()),
  },
  {
    name: "bytes of a hash in base64",
    spell: (text) => (isHash(text) ? base64Of(Buffer.from(text, "hex"), "base64") : []),
  },
  {
    name: "bytes of a hash in base64url",
    spell: (text) => (isHash(text) ? base64Of(Buffer.from(text, "hex"), "base64url") : []),
  },
];

/** All texts to search for, without duplicates. */
export function spelled(secret: string): ReadonlySet<string> {
  return new Set(spellings.flatMap(({ spell }) => spell(secret)).filter((text) => text !== ""));
}

function ofBytes(bytes: Buffer | null, spell: (bytes: Buffer) => string): string[] {
  return bytes === null ? [] : [spell(bytes)];
}

/** Changing the case of a password gives another password; changing the case of a hash's digits does not. */
function isHex(text: string): boolean {
  return text.length >= 16 && /^[0-9a-f]+$/iu.test(text);
}

function isHash(text: string): boolean {
  return isHex(text) && text.length % 2 === 0;
}

function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Half of a surrogate pair cannot be percent-encoded. As bytes it is always U+FFFD. */
function wellFormed(text: string): string {
  return utf8(text).toString("utf8");
}

function asciiJson(text: string, capital = false): string {
  return jsonText(text).replaceAll(/[\u0080-\u{10ffff}]/gu, (character) => escapedUnits(character, capital));
}

function escapedUnits(text: string, capital = false): string {
  return Array.from({ length: text.length }, (_, index) => {
    const digits = text.charCodeAt(index).toString(16).padStart(4, "0");
    return `\\u${capital ? digits.toUpperCase() : digits}`;
  }).join("");
}

function xmlText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function references(text: string, reference: (code: number) => string): string {
  return Array.from(text, (character) => reference(character.codePointAt(0) ?? 0)).join("");
}

function everyByte(text: string): string {
  return utf8(text).toString("hex").toUpperCase().replaceAll(/../gu, "%$&");
}

/** What `encodeURIComponent` would do if the character set were Latin-1. */
function percentBytes(bytes: Buffer): string {
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? encodeURIComponent(String.fromCharCode(byte)) : `%${byte.toString(16).toUpperCase()}`,
  ).join("");
}

function smallDigits(encoded: string): string {
  return encoded.replaceAll(/%[0-9A-F]{2}/gu, (escape) => escape.toLowerCase());
}

/**
 * The base64 of the bytes alone, and the part of it that does not depend on its surroundings when the bytes begin zero,
 * one or two bytes into a group, as in `user:password`. Pieces of fewer than six letters would match many words, so
 * they are left out.
 */
function base64Of(bytes: Buffer | null, alphabet: "base64" | "base64url"): string[] {
  if (bytes === null) return [];
  const alone = bytes.toString(alphabet).replaceAll("=", "");
  const within = [0, 1, 2].map((before) => {
    const letters = Buffer.concat([Buffer.alloc(before), bytes])
      .toString(alphabet)
      .replaceAll("=", "");
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return letters.slice(Math.ceil((before * 8) / 6), whole);
  });
  return [alone, ...within.filter((letters) => letters.length >= 6)];
}
