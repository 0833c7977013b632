import type { Field, FieldValue } from "./field.ts";
import { unescapeJson } from "./json-object.ts";
import { isJsonLiteral, JsonWalker } from "./json-walker.ts";
import { deepestNesting, failed, incomplete, isBlank, skipBlanks, type Flaw } from "./scan.ts";

const quote = 34;
const apostrophe = 39;
const comma = 44;
const colon = 58;
const openArray = 91;
const closeArray = 93;
const openObject = 123;
const closeObject = 125;

/** After this many bytes a value is not looked for any further: something else is wrong. */
const maxValueBytes = 16_777_216;

/** Flaws that are reported separately, and members that are kept. Nobody looks at each when there are more. */
const maxFlaws = 1_000;
const maxMembers = 65_536;

/** Bounds of a member of the outermost object. */
interface Member {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly start: number;
  end: number;
}

type Expectation = "value" | "key" | "colon" | "comma-or-close";

const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/**
 * Finds the end of a JSON value that breaks the grammar in one of the ways that writers do: control characters and
 * quotes inside a string, NaN, leading zeros, single quotes, names without quotes, missing or extra commas, comments.
 * Fails where the continuation of the value is ambiguous.
 */
export class LenientJson {
  /** What is wrong, in the order of the bytes. */
  flaws: Flaw[] = [];
  members: Member[] = [];
  /** Where the value starts, after what precedes it. */
  start = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  private limit = 0;
  private final = false;

  /** Offset after the value at `start`, `incomplete` or `failed`. */
  read(bytes: Uint8Array, start: number, limit: number, final: boolean): number {
    this.bytes = bytes;
    this.limit = limit;
    this.final = final;
    this.flaws = [];
    this.members = [];
    const stack: number[] = [];
    let expectation: Expectation = "value";
    let isAfterComma = false;
    for (let at = start; ;) {
      at = this.skip(at, stack.length > 0);
      if (at < 0) return at;
      if (at >= limit) return final ? failed : incomplete;
      if (at - start > maxValueBytes || stack.length > deepestNesting) return failed;
      const byte = bytes[at] as number;
      if (stack.length === 0) this.start = at;
      const inside = stack.at(-1);
      const closes = inside !== undefined && byte === (inside === openObject ? closeObject : closeArray);
      const isOutermost = stack.length === 1 && inside === openObject;
      let end = at + 1;
      if (closes && expectation !== "colon") {
        if (expectation === "value" && inside === openObject) this.note(at, "a value is missing");
        else if (isAfterComma) this.note(at, "there is one comma too many");
        if (isOutermost && expectation === "value") this.endMember(at);
        stack.pop();
        isAfterComma = false;
        expectation = "comma-or-close";
      } else if (expectation === "colon") {
        if (byte !== colon) return failed;
        expectation = "value";
        isAfterComma = false;
      } else if (expectation === "comma-or-close") {
        const opensNext = byte === quote || byte === openObject || byte === openArray;
        if (byte !== comma && !opensNext) return failed;
        if (opensNext) {
          this.note(at, "a comma is missing");
          end = at;
        }
        isAfterComma = true;
        expectation = inside === openObject ? "key" : "value";
      } else if (byte === comma) {
        if (expectation === "value" && inside === openObject) {
          this.note(at, "a value is missing");
          if (isOutermost) this.endMember(at);
          expectation = "key";
        } else this.note(at, "there is one comma too many");
        isAfterComma = true;
      } else if (expectation === "key") {
        end = this.key(at);
        if (end < 0) return end;
        if (isOutermost) {
          if (this.members.length >= maxMembers) return failed;
          this.members.push({ keyStart: at, keyEnd: end, start: end, end });
        }
        expectation = "colon";
      } else {
        if (isOutermost) this.startValue(at);
        if (byte === openObject || byte === openArray) {
          stack.push(byte);
          expectation = byte === openObject ? "key" : "value";
        } else {
          end = this.scalar(at);
          if (end < 0) return end;
          if (isOutermost) this.endMember(end);
          expectation = "comma-or-close";
        }
        isAfterComma = false;
      }
      at = end;
      // A comma before the value is not part of it.
      if (stack.length === 0 && byte !== comma) return at;
      if (stack.length === 1 && closes && stack[0] === openObject) this.endMember(at);
    }
  }

  private note(offset: number, reason: string): void {
    if (this.flaws.length < maxFlaws) this.flaws.push({ offset, reason });
  }

  private startValue(at: number): void {
    const member = this.members.at(-1);
    if (member !== undefined) this.members[this.members.length - 1] = { ...member, start: at, end: at };
  }

  private endMember(at: number): void {
    const member = this.members.at(-1);
    if (member !== undefined) {
      if (member.start === member.keyEnd) this.startValue(at);
      (this.members.at(-1) ?? member).end = at;
    }
  }

  /** The offset after white space, comments and characters that are not allowed between tokens. */
  private skip(from: number, isInside: boolean): number {
    for (let at = from; ;) {
      const end = skipJsonSpace(this.bytes, at, this.limit, this.final);
      if (end < 0) return end;
      if (end === at) {
        if (at >= this.limit) return at;
        const behind = isBlank(this.bytes[at] as number) ? at + 1 : isInside ? this.skipInvalid(at) : at;
        if (behind < 0 || behind === at) return behind;
        at = behind;
      } else {
        this.note(at, spaceReason(this.bytes[at] as number));
        at = end;
      }
    }
  }

  /** The offset after bytes that are not text, where a quote or a bracket shows that no word begins with them. */
  private skipInvalid(at: number): number {
    const end = skipInvalidBytes(this.bytes, at, this.limit);
    if (end === at) return at;
    if (end >= this.limit && !this.final) return incomplete;
    const next = this.bytes[end] as number;
    if (end < this.limit && !isBlank(next) && !isStructural(next)) return at;
    this.note(at, spaceReason(this.bytes[at] as number));
    return end;
  }

  private key(at: number): number {
    const byte = this.bytes[at] as number;
    if (byte === quote || byte === apostrophe) return this.string(at, true);
    const end = this.word(at);
    if (end > at) this.note(at, "the name of this field needs double quotes");
    return end > at ? end : failed;
  }

  private scalar(at: number): number {
    const byte = this.bytes[at] as number;
    if (byte === quote || byte === apostrophe) return this.string(at, false);
    const end = this.word(at);
    if (end === at) return failed;
    if (end >= this.limit && !this.final) return incomplete;
    if (!isJsonLiteral(this.bytes, at, end)) {
      this.note(at, `${decode(this.bytes, at, Math.min(end, at + 100))} is not a JSON value`);
    }
    return end;
  }

  private word(from: number): number {
    let at = from;
    while (at < this.limit && !isBlank(this.bytes[at] as number) && !isStructural(this.bytes[at] as number)) at++;
    return at;
  }

  private string(start: number, isKey: boolean): number {
    const { bytes, limit } = this;
    const open = bytes[start] as number;
    let hasQuotes = false;
    if (open === apostrophe) this.note(start, "JSON allows only double quotes");
    for (let at = start + 1; at < limit; at++) {
      const byte = bytes[at] as number;
      if (byte === open) {
        const closes = this.closes(at + 1, isKey);
        if (closes < 0) return closes;
        if (closes === 1) return at + 1;
        if (isKey) return failed;
        this.note(at, "a quote inside a string needs a backslash");
        hasQuotes = true;
      } else if (byte < 32) {
        // After a surplus quote, or an apostrophe, this is most likely the end of something that is elsewhere.
        if (hasQuotes || open === apostrophe) return failed;
        if (this.flaws.length < maxFlaws) this.note(at, controlReason(byte));
      } else if (byte === 92) {
        if (at + 6 > limit && !this.final) return incomplete;
        if (!isJsonEscape(bytes, at + 1)) this.note(at, "this backslash begins an escape that JSON does not have");
        at++;
      }
    }
    return this.final ? failed : incomplete;
  }

  /**
   * 1: a quote before `from` ends its string, since what follows is what may follow one; 0: it belongs to the string.
   * A colon after a value means that an earlier quote is missing, and nobody knows which.
   */
  private closes(from: number, isKey: boolean): number {
    const { bytes, limit } = this;
    let at = from;
    let isNextLine = false;
    for (; at < limit && isBlank(bytes[at] as number); at++) if (bytes[at] === 10) isNextLine = true;
    if (at >= limit) return this.final ? 1 : incomplete;
    const byte = bytes[at] as number;
    if (isKey) return byte === colon ? 1 : 0;
    if (byte === colon) return failed;
    if (byte === quote) return isNextLine ? 1 : 0;
    return byte === comma || byte === closeArray || byte === closeObject || byte === 47 ? 1 : 0;
  }
}

/** `the character U+0009 needs an escape inside a string`. */
export function controlReason(byte: number): string {
  return `the character U+${byte.toString(16).toUpperCase().padStart(4, "0")} needs an escape inside a string`;
}

export function spaceReason(byte: number): string {
  return byte === 47 ? "JSON has no comments" : "this character is not allowed between JSON values";
}

/** A control character that is not white space. */
export function isStrayControl(byte: number): boolean {
  return (byte < 32 && !isBlank(byte)) || byte === 127;
}

const decodedAtOnce = 65_536;

/** The offset after bytes at `at` that are not UTF-8, or their replacement characters; `at` where there are none. */
function skipInvalidBytes(bytes: Uint8Array, at: number, limit: number): number {
  let end = at;
  while (end < limit && (bytes[end] as number) >= 128) end++;
  const decoder = new TextDecoder();
  for (let from = at; from < end; from += decodedAtOnce) {
    const to = Math.min(end, from + decodedAtOnce);
    if (decoder.decode(bytes.slice(from, to), { stream: to < end }).includes("\u{fffd}")) return end;
  }
  return at;
}

/**
 * The offset after a comment, a byte order mark, a no-break space or a control character at `at`; `at` where none of
 * them is. `incomplete` where more bytes are needed.
 */
export function skipJsonSpace(bytes: Uint8Array, at: number, limit: number, final: boolean): number {
  const byte = bytes[at];
  if (at < limit && isStrayControl(byte as number)) return at + 1;
  if (at >= limit || (byte !== 47 && byte !== 0xef && byte !== 0xc2)) return at;
  if (at + 2 >= limit) return final ? at : incomplete;
  if (byte === 0xef) return bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? at + 3 : at;
  if (byte === 0xc2) return bytes[at + 1] === 0xa0 ? at + 2 : at;
  if (bytes[at + 1] === 47) {
    for (let end = at + 2; end < limit; end++) if (bytes[end] === 10) return end + 1;
    return final ? at : incomplete;
  }
  if (bytes[at + 1] !== 42) return at;
  for (let end = at + 3; end < limit; end++)
    if (bytes[end] === 47 && bytes[end - 1] === 42 && end > at + 2) return end + 1;
  return final ? at : incomplete;
}

function isStructural(byte: number): boolean {
  return (
    byte === quote ||
    byte === apostrophe ||
    byte === comma ||
    byte === colon ||
    byte === openArray ||
    byte === closeArray ||
    byte === openObject ||
    byte === closeObject ||
    byte === 47
  );
}

/** Whether what follows a backslash is an escape that JSON knows. */
export function isJsonEscape(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at] as number;
  if (byte !== 117) return '"\\/bfnrt'.includes(String.fromCharCode(byte));
  for (let i = at + 1; i < at + 5; i++) {
    const digit = bytes[i] as number;
    const isHex = (digit >= 48 && digit <= 57) || (digit >= 65 && digit <= 70) || (digit >= 97 && digit <= 102);
    if (!isHex) return false;
  }
  return true;
}

function decode(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder().decode(bytes.slice(start, end));
}

/** A key or value as a lenient reader takes it. What JSON cannot hold is a string, so it can be written again. */
export function lenientValue(source: string): FieldValue {
  const first = source.charAt(0);
  if (first === '"') return unescapeJson(source.slice(1, -1));
  if (first === "'") return unescapeJson(source.slice(1, -1).replaceAll("\\'", "'"));
  if (first === "{" || first === "[") return isJson(source) ? { kind: "nested", text: source } : source;
  if (!literal.test(source)) return source;
  return { kind: source === "null" ? "null" : "literal", text: source };
}

function isJson(text: string): boolean {
  // The bytes are scanned, because what a parser builds from brackets alone takes many times their memory.
  const bytes = new TextEncoder().encode(text);
  const walker = new JsonWalker();
  walker.start(0);
  const end = walker.walk(bytes, bytes.length, true);
  return end >= 0 && skipBlanks(bytes, end, bytes.length) === bytes.length;
}

/** The fields of an object that JSON does not allow, given as text; none where it cannot be read. */
export function readLenientObject(text: string): Field[] {
  const bytes = new TextEncoder().encode(text);
  const reader = new LenientJson();
  if (reader.read(bytes, 0, bytes.length, true) < 0) return [];
  return reader.members.map(({ keyStart, keyEnd, start, end }) => {
    const key = lenientValue(decode(bytes, keyStart, keyEnd));
    return { key: typeof key === "string" ? key : key.text, value: lenientValue(decode(bytes, start, end)) };
  });
}
