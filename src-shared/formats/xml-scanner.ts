import { failed, incomplete, isBlank, type Break } from "./scan.ts";
import { xmlReference } from "./xml-text.ts";

export type XmlToken = "text" | "open" | "close" | "empty" | "comment" | "cdata" | "instruction" | "doctype";

const less = 60;
const greater = 62;
const ampersand = 38;
const slash = 47;

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
const commentOpen = ascii("<!--");
const commentClose = ascii("-->");
const cdataOpen = ascii("<![CDATA[");
const cdataClose = ascii("]]>");
const doctypeOpen = ascii("<!DOCTYPE");
const instructionClose = ascii("?>");

/** -1: does not stand here; 0: the bytes end before it is certain; 1: stands here. */
function prefix(bytes: Uint8Array, at: number, limit: number, piece: Uint8Array): -1 | 0 | 1 {
  for (let i = 0; i < piece.length; i++) {
    if (at + i >= limit) return 0;
    if (bytes[at + i] !== piece[i]) return -1;
  }
  return 1;
}

function isNameByte(byte: number): boolean {
  return (
    byte >= 128 ||
    (byte >= 97 && byte <= 122) ||
    (byte >= 65 && byte <= 90) ||
    (byte >= 45 && byte <= 58 && byte !== slash) ||
    byte === 95
  );
}

/** `-`, `.`, `0` to `9` may stand in a name but not open it. */
function opensName(byte: number): boolean {
  return isNameByte(byte) && (byte >= 58 || byte > 128);
}

/**
 * Cuts XML into tokens over bytes: enough of XML 1.0 to know bounds and to name what is broken, nothing is built
 * and no entity is ever expanded, so that no document can make it grow.
 */
export class XmlScanner {
  token: XmlToken = "text";
  nameStart = 0;
  nameEnd = 0;
  hasAttributes = false;
  /** Of text: white space only. */
  blank = true;
  problem: Break | null = null;

  private fail(offset: number, reason: string): number {
    this.problem = { offset, reason };
    return failed;
  }

  /** Offset behind the token at `at`, or `incomplete`, or `failed`. */
  scan(bytes: Uint8Array, at: number, limit: number, final: boolean): number {
    const end = bytes[at] === less ? this.markup(bytes, at, limit) : this.text(bytes, at, limit, final);
    if (end !== incomplete || !final) return end;
    return this.fail(limit, "the XML ends in the middle");
  }

  private text(bytes: Uint8Array, at: number, limit: number, final: boolean): number {
    this.token = "text";
    this.blank = true;
    let i = at;
    for (; i < limit; i++) {
      const byte = bytes[i] as number;
      if (byte === less) return i;
      if (byte === ampersand) {
        const end = this.reference(bytes, i, limit);
        if (end < 0) return end;
        i = end - 1;
        this.blank = false;
      } else if (byte === 93 && prefix(bytes, i, limit, cdataClose) === 1) {
        return this.fail(i, "]]> stands outside of a CDATA section");
      } else if (!isBlank(byte)) {
        if (byte < 32) return this.fail(i, "a character stands here that XML may not hold");
        this.blank = false;
      }
    }
    return final ? limit : incomplete;
  }

  /** Offset behind the reference at `at`. */
  reference(bytes: Uint8Array, at: number, limit: number): number {
    let name = "";
    for (let i = at + 1; i < at + 66; i++) {
      if (i >= limit) return incomplete;
      const byte = bytes[i] as number;
      if (byte === 59) {
        if (xmlReference(name) !== null) return i + 1;
        return this.fail(at, `the entity &${name}; is not one of XML's own, and others are never looked up`);
      }
      if (byte !== 35 && !isNameByte(byte)) break;
      name += String.fromCharCode(byte);
    }
    return this.fail(at, "a bare & stands here, which XML writes as &amp;");
  }

  private markup(bytes: Uint8Array, at: number, limit: number): number {
    if (at + 1 >= limit) return incomplete;
    const byte = bytes[at + 1] as number;
    if (byte === 63) {
      this.token = "instruction";
      return this.until(bytes, at + 2, limit, instructionClose);
    }
    if (byte !== 33) return this.tag(bytes, at, limit);
    const comment = prefix(bytes, at, limit, commentOpen);
    if (comment === 1) {
      this.token = "comment";
      return this.until(bytes, at + 4, limit, commentClose);
    }
    const cdata = prefix(bytes, at, limit, cdataOpen);
    if (cdata === 1) {
      this.token = "cdata";
      return this.until(bytes, at + 9, limit, cdataClose);
    }
    const doctype = prefix(bytes, at, limit, doctypeOpen);
    if (doctype === 1) {
      this.token = "doctype";
      return this.doctype(bytes, at + 9, limit);
    }
    if (comment === 0 || cdata === 0 || doctype === 0) return incomplete;
    return this.fail(at, "<! opens nothing that XML knows");
  }

  private until(bytes: Uint8Array, from: number, limit: number, close: Uint8Array): number {
    const first = close[0];
    for (let i = from; i < limit; i++) {
      if (bytes[i] === first && prefix(bytes, i, limit, close) === 1) return i + close.length;
    }
    return incomplete;
  }

  private doctype(bytes: Uint8Array, from: number, limit: number): number {
    let depth = 0;
    let quote = 0;
    for (let i = from; i < limit; i++) {
      const byte = bytes[i] as number;
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === 34 || byte === 39) quote = byte;
      else if (byte === less && prefix(bytes, i, limit, commentOpen) === 1) {
        const end = this.until(bytes, i + 4, limit, commentClose);
        if (end < 0) return end;
        i = end - 1;
      } else if (byte === 91 || byte === less) depth++;
      else if (byte === 93) depth--;
      else if (byte === greater && depth-- === 0) return i + 1;
    }
    return incomplete;
  }

  private tag(bytes: Uint8Array, at: number, limit: number): number {
    const closing = bytes[at + 1] === slash;
    let i = closing ? at + 2 : at + 1;
    this.nameStart = i;
    this.hasAttributes = false;
    if (i < limit && !opensName(bytes[i] as number)) return this.fail(at, "< opens no tag here");
    while (i < limit && isNameByte(bytes[i] as number)) i++;
    this.nameEnd = i;
    for (;;) {
      const blanks = i;
      while (i < limit && isBlank(bytes[i] as number)) i++;
      if (i >= limit) return incomplete;
      const byte = bytes[i] as number;
      if (byte === greater) {
        this.token = closing ? "close" : "open";
        return i + 1;
      }
      if (byte === slash && !closing) {
        if (i + 1 >= limit) return incomplete;
        if (bytes[i + 1] !== greater) return this.fail(i, "a > should stand behind this slash");
        this.token = "empty";
        return i + 2;
      }
      if (closing || blanks === i || !opensName(byte)) return this.fail(i, "this tag is not well-formed");
      const end = this.attribute(bytes, i, limit);
      if (end < 0) return end;
      this.hasAttributes = true;
      i = end;
    }
  }

  private attribute(bytes: Uint8Array, from: number, limit: number): number {
    let i = from;
    while (i < limit && isNameByte(bytes[i] as number)) i++;
    while (i < limit && isBlank(bytes[i] as number)) i++;
    if (i >= limit) return incomplete;
    if (bytes[i] !== 61) return this.fail(i, "an attribute needs = and a value");
    i++;
    while (i < limit && isBlank(bytes[i] as number)) i++;
    if (i >= limit) return incomplete;
    const quote = bytes[i] as number;
    if (quote !== 34 && quote !== 39) return this.fail(i, "the value of an attribute needs quotes");
    for (i++; i < limit; i++) {
      const byte = bytes[i] as number;
      if (byte === quote) return i + 1;
      if (byte === less) return this.fail(i, "a < stands inside an attribute");
      if (byte === ampersand) {
        const end = this.reference(bytes, i, limit);
        if (end < 0) return end;
        i = end - 1;
      }
    }
    return incomplete;
  }
}
