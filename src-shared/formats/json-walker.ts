import { deepestNesting, failed, incomplete, isBlank, standsAt, tooDeep, type Break } from "./scan.ts";

const quote = 34;
const comma = 44;
const colon = 58;
const plus = 43;
const minus = 45;
const point = 46;
const zero = 48;
const openArray = 91;
const closeArray = 93;
const openObject = 123;
const closeObject = 125;

/** Which token may come next. */
type Expectation = "value" | "value-or-close" | "key" | "key-or-close" | "colon" | "comma-or-close" | "nothing";

/**
 * Checks JSON byte by byte without building anything (RFC 8259). Iterative, so depth costs memory of one byte a
 * level and no stack; resumable, so a body can be walked while it arrives and in slices.
 */
export class JsonWalker {
  /** The current offset: always the start of a token. */
  at = 0;
  /** How many objects and arrays are open. */
  depth = 0;
  problem: Break | null = null;
  private expectation: Expectation = "value";
  private kinds = new Uint8Array(64);

  start(at: number): void {
    this.at = at;
    this.depth = 0;
    this.problem = null;
    this.expectation = "value";
  }

  get done(): boolean {
    return this.expectation === "nothing";
  }

  private fail(offset: number, reason: string): number {
    this.problem = { offset, reason };
    return failed;
  }

  /**
   * Walks on until the value that began at `start` ends (returns the offset after it), until `pause` is passed or
   * the bytes end (`incomplete`), or until something is wrong (`failed`).
   */
  walk(bytes: Uint8Array, limit: number, final: boolean, pause = limit): number {
    for (;;) {
      if (this.expectation === "nothing") return this.at;
      if (this.at > pause) return incomplete;
      let at = this.at;
      while (at < limit && isBlank(bytes[at] as number)) at++;
      this.at = at;
      if (at >= limit) return final ? this.fail(limit, "the JSON ends in the middle") : incomplete;
      const after = this.token(bytes, at, limit, final);
      if (after < 0) return after;
      this.at = after;
    }
  }

  private token(bytes: Uint8Array, at: number, limit: number, final: boolean): number {
    const byte = bytes[at] as number;
    switch (this.expectation) {
      case "value":
      case "value-or-close":
        if (byte === closeArray && this.expectation === "value-or-close") return this.close(at);
        if (byte === openArray || byte === openObject) return this.open(byte, at);
        return this.keep(this.scalar(bytes, at, limit, final), this.depth === 0 ? "nothing" : "comma-or-close");
      case "key":
      case "key-or-close":
        if (byte === closeObject && this.expectation === "key-or-close") return this.close(at);
        if (byte !== quote) return this.fail(at, "a field name in quotes should stand here");
        return this.keep(this.string(bytes, at, limit, final), "colon");
      case "colon":
        if (byte !== colon) return this.fail(at, "a colon should stand here");
        return this.keep(at + 1, "value");
      case "comma-or-close": {
        const inObject = this.kinds[this.depth - 1] === openObject;
        if (byte === comma) return this.keep(at + 1, inObject ? "key" : "value");
        if (byte === (inObject ? closeObject : closeArray)) return this.close(at);
        return this.fail(at, inObject ? "a comma or } should stand here" : "a comma or ] should be here");
      }
      case "nothing":
        return at;
    }
  }

  private keep(after: number, expectation: Expectation): number {
    if (after >= 0) this.expectation = expectation;
    return after;
  }

  private open(byte: number, at: number): number {
    if (this.depth >= deepestNesting) {
      this.problem = tooDeep(at);
      return failed;
    }
    if (this.depth === this.kinds.length) {
      const larger = new Uint8Array(this.kinds.length * 2);
      larger.set(this.kinds);
      this.kinds = larger;
    }
    this.kinds[this.depth++] = byte;
    return this.keep(at + 1, byte === openObject ? "key-or-close" : "value-or-close");
  }

  private close(at: number): number {
    this.depth--;
    return this.keep(at + 1, this.depth === 0 ? "nothing" : "comma-or-close");
  }

  private scalar(bytes: Uint8Array, at: number, limit: number, final: boolean): number {
    return bytes[at] === quote ? this.string(bytes, at, limit, final) : this.literal(bytes, at, limit, final);
  }

  /** Offset after the string that opens at `at`. */
  string(bytes: Uint8Array, at: number, limit: number, final: boolean): number {
    for (let i = at + 1; i < limit; i++) {
      const byte = bytes[i] as number;
      if (byte === quote) return i + 1;
      if (byte < 32) return this.fail(i, "a control character stands inside a string");
      if (byte !== 92) continue;
      const escape = i + 1 < limit ? (bytes[i + 1] as number) : -1;
      if (escape === -1) break;
      if (escape === 117) {
        for (let digit = i + 2; digit < i + 6 && digit < limit; digit++) {
          if (!isHexDigit(bytes[digit] as number)) return this.fail(i, "\\u needs four hexadecimal digits");
        }
        i += 5;
      } else if ('"\\/bfnrt'.includes(String.fromCharCode(escape))) i++;
      else return this.fail(i, "a backslash stands before a character that needs none");
    }
    return final ? this.fail(limit, "the JSON ends inside a string") : incomplete;
  }

  /** Offset after the number, `true`, `false` or `null` at `at`. */
  literal(bytes: Uint8Array, at: number, limit: number, final: boolean): number {
    let end = at;
    while (end < limit && isLiteralByte(bytes[end] as number)) end++;
    if (end === limit && !final) return incomplete;
    if (isJsonLiteral(bytes, at, end)) return end;
    if (end === limit) return this.fail(limit, "the JSON ends in the middle of a value");
    return this.fail(at, "this is no JSON value");
  }
}

function isHexDigit(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102);
}

/** Digits, letters, signs and points: what a number or a word may be made of. */
function isLiteralByte(byte: number): boolean {
  return (
    (byte >= 48 && byte <= 57) ||
    (byte >= 97 && byte <= 122) ||
    (byte >= 65 && byte <= 90) ||
    byte === 43 ||
    byte === 45 ||
    byte === 46
  );
}

const words: readonly Uint8Array[] = ["true", "false", "null"].map((word) =>
  Uint8Array.from(word, (character) => character.charCodeAt(0)),
);

/** Whether a part is `true`, `false`, `null` or a number. By its bytes alone: a number may have a million digits. */
export function isJsonLiteral(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] as number;
  if (first >= 97) return words.some((word) => word.length === end - start && standsAt(bytes, start, end, word));
  let at = first === minus ? start + 1 : start;
  const whole = digitsEnd(bytes, at, end);
  if (whole === at || (bytes[at] === zero && whole > at + 1)) return false;
  at = whole;
  if (at < end && bytes[at] === point) {
    at = digitsEnd(bytes, at + 1, end);
    if (at === whole + 1) return false;
  }
  if (at < end && (bytes[at] === 101 || bytes[at] === 69)) {
    const sign = bytes[at + 1];
    const from = at + (at + 1 < end && (sign === minus || sign === plus) ? 2 : 1);
    at = digitsEnd(bytes, from, end);
    if (at === from) return false;
  }
  return at === end;
}

function digitsEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at++;
  return at;
}
