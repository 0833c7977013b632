import type { Field, FieldValue } from "./field.ts";

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** The text of a JSON string, given the source between its quotes. */
export function unescapeJson(source: string): string {
  if (!source.includes("\\")) return source;
  return source.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (whole: string, hex: string | undefined, one: string) =>
    hex === undefined ? (escapes[one] ?? whole) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const blank = /[ \t\r\n]*/y;
const plainString = /"([^"\\]*)"/y;
const literalSource = /[^\s,:{}[\]"]+/y;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function afterBlanks(text: string, at: number): number {
  match(blank, text, at);
  return blank.lastIndex;
}

/** Offset after the object or array that opens at `from`; iterative, so depth does not matter. */
function afterNested(text: string, from: number): number {
  let depth = 0;
  let inString = false;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") depth++;
    else if ((character === "}" || character === "]") && --depth === 0) return at + 1;
  }
  return text.length;
}

function readString(text: string, at: number): { readonly value: string; readonly end: number } | null {
  const plain = match(plainString, text, at);
  if (plain !== null) return { value: plain[1] ?? "", end: plainString.lastIndex };
  // A long string with escapes would overflow the stack of a backtracking group, so it is measured by hand.
  if (text.charAt(at) !== '"') return null;
  let end = at + 1;
  while (end < text.length && text.charAt(end) !== '"') end += text.charAt(end) === "\\" ? 2 : 1;
  return { value: unescapeJson(text.slice(at + 1, end)), end: Math.min(end + 1, text.length) };
}

function readValue(text: string, at: number): { readonly value: FieldValue; readonly end: number } {
  const string = readString(text, at);
  if (string !== null) return string;
  const character = text.charAt(at);
  if (character === "{" || character === "[") {
    const end = afterNested(text, at);
    return { value: { kind: "nested", text: text.slice(at, end) }, end };
  }
  const literal = match(literalSource, text, at);
  const source = literal === null ? "" : literal[0];
  return { value: { kind: source === "null" ? "null" : "literal", text: source }, end: at + source.length };
}

/**
 * Fields of the JSON object that opens `text`, which a scanner has found to be sound.
 * Numbers keep their source text, repeated keys stay, `__proto__` is a key like any other.
 */
export function readJsonObject(text: string): Field[] {
  const fields: Field[] = [];
  let at = afterBlanks(text, afterBlanks(text, 0) + 1);
  while (at < text.length && text.charAt(at) === '"') {
    const key = readString(text, at);
    if (key === null) break;
    const colon = afterBlanks(text, key.end);
    const { value, end } = readValue(text, afterBlanks(text, colon + 1));
    fields.push({ key: key.value, value });
    const comma = afterBlanks(text, end);
    if (text.charAt(comma) !== ",") break;
    at = afterBlanks(text, comma + 1);
  }
  return fields;
}
