import { failed, incomplete, isBlank, type Break, type Flaw } from "./scan.ts";
import {
  byteKind,
  byteKinds,
  codePointName,
  isNameByte,
  isNoncharacter,
  isXmlName,
  opensName,
} from "./xml-characters.ts";
import { XmlAttributes } from "./xml-attributes.ts";
import { xmlReference } from "./xml-text.ts";

export type XmlToken = "text" | "open" | "close" | "empty" | "comment" | "cdata" | "instruction" | "doctype";

const less = 60;
const greater = 62;
const slash = 47;

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
const commentOpen = ascii("<!--");
const commentClose = ascii("-->");
const cdataOpen = ascii("<![CDATA[");
const cdataClose = ascii("]]>");
const doctypeOpen = ascii("<!DOCTYPE");
const instructionOpen = ascii("<?");
const instructionClose = ascii("?>");

/** Bytes of a name that are checked: a longer one is not the name of anything real. */
const judgedName = 16_384;

/** Where the part of a name that is checked ends; never within a character. */
function judgedEnd(bytes: Uint8Array, start: number, end: number): number {
  let to = Math.min(end, start + judgedName);
  while (to < end && to > start && ((bytes[to] as number) & 0xc0) === 0x80) to--;
  return to;
}

/** -1: absent; 0: the bytes end before it is certain; 1: present. */
function prefix(bytes: Uint8Array, at: number, limit: number, piece: Uint8Array): -1 | 0 | 1 {
  for (let i = 0; i < piece.length; i++) {
    if (at + i >= limit) return 0;
    if (bytes[at + i] !== piece[i]) return -1;
  }
  return 1;
}

export interface XmlScannerOptions {
  /** Goes on where a parser would stop and it is clear how: `flaw` then says what is wrong. */
  readonly lenient?: boolean;
  /** The bytes are UTF-8; in other charsets only ASCII is judged. */
  readonly isUtf8?: boolean;
}

/**
 * Cuts XML into tokens over bytes and checks that each is well-formed (XML 1.0): nothing is built and no entity is ever
 * expanded, so that no document can make it grow.
 */
export class XmlScanner {
  token: XmlToken = "text";
  /** Of a tag or an instruction. */
  nameStart = 0;
  nameEnd = 0;
  hasAttributes = false;
  /** Of text: white space only. */
  blank = true;
  problem: Break | null = null;
  /** The first thing in this token that parsers refuse. Only a lenient scanner goes on after it. */
  flaw: Flaw | null = null;
  readonly lenient: boolean;
  readonly isUtf8: boolean;
  private readonly attributes = new XmlAttributes(this);

  constructor({ lenient = false, isUtf8 = true }: XmlScannerOptions = {}) {
    this.lenient = lenient;
    this.isUtf8 = isUtf8;
  }

  fail(offset: number, reason: string): number {
    this.problem = { offset, reason };
    return failed;
  }

  /** Notes what parsers refuse; false when that ends the scan. */
  goesOn(offset: number, reason: string): boolean {
    if (this.lenient) this.flaw ??= { offset, reason };
    else this.problem = { offset, reason };
    return this.lenient;
  }

  /** Offset after the token at `at`, or `incomplete`, or `failed`. */
  scan(bytes: Uint8Array, at: number, limit: number, final: boolean): number {
    this.flaw = null;
    let end: number;
    if (bytes[at] !== less) end = this.text(bytes, at, limit, final);
    else {
      end = this.markup(bytes, at, limit);
      if (end === failed && this.lenient) {
        // A < that does not open a tag is read as text.
        this.flaw = { offset: at, reason: "this < does not open a tag, and XML writes it as &lt;" };
        this.problem = null;
        end = this.text(bytes, at + 1, limit, final);
        this.blank = false;
      }
    }
    if (end !== incomplete || !final) return end;
    return this.fail(limit, "the XML ends in the middle");
  }

  private text(bytes: Uint8Array, at: number, limit: number, final: boolean): number {
    this.token = "text";
    let blank = true;
    for (let i = at; i < limit; i++) {
      const byte = bytes[i] as number;
      if (byte > 93 && byte !== 0xef) {
        blank = false;
        continue;
      }
      const kind = byteKinds[byte] as number;
      if (kind === byteKind.space) continue;
      if (kind === byteKind.less) {
        this.blank = blank;
        return i;
      }
      blank = false;
      if (kind === byteKind.plain) continue;
      if (kind === byteKind.bracket) {
        if (prefix(bytes, i, limit, cdataClose) !== 1) continue;
        if (!this.goesOn(i, "]]> is only allowed at the end of a CDATA section")) return failed;
        continue;
      }
      const end = this.special(bytes, i, limit, kind);
      if (end < 0) return end;
      i = end - 1;
    }
    this.blank = blank;
    return final ? limit : incomplete;
  }

  /** Offset after a reference, or after a byte that may be a character which XML excludes. */
  special(bytes: Uint8Array, at: number, limit: number, kind: number): number {
    if (kind === byteKind.ampersand) {
      const end = this.reference(bytes, at, limit);
      if (end !== failed || !this.lenient) return end;
      this.flaw ??= this.problem;
      this.problem = null;
      return at + 1;
    }
    return this.character(bytes, at, limit, kind) ? at + 1 : failed;
  }

  /** False when a character that XML excludes ends the scan. */
  private character(bytes: Uint8Array, at: number, limit: number, kind: number): boolean {
    let code = bytes[at] as number;
    if (kind === byteKind.maybeNoncharacter) {
      if (!this.isUtf8 || at + 2 >= limit || !isNoncharacter(bytes, at)) return true;
      code = 0xff40 + (bytes[at + 2] as number);
    } else if (kind !== byteKind.control) return true;
    return this.goesOn(at, `the character ${codePointName(code)} is not allowed in XML`);
  }

  /** Offset after the reference at `at`; `failed` where there is none that XML knows. */
  reference(bytes: Uint8Array, at: number, limit: number): number {
    let name = "";
    for (let i = at + 1; i < at + 66; i++) {
      if (i >= limit) return incomplete;
      const byte = bytes[i] as number;
      if (byte === 59) return xmlReference(name) === null ? this.failReference(at, name) : i + 1;
      if (byte !== 35 && !isNameByte(byte)) break;
      name += String.fromCharCode(byte);
    }
    return this.fail(at, "a bare & is not allowed here, and XML writes it as &amp;");
  }

  private failReference(at: number, name: string): number {
    if (name.startsWith("#")) return this.fail(at, `the reference &${name}; names a character that XML does not allow`);
    if (!opensName(name.charCodeAt(0))) return this.fail(at, `&${name}; is not a reference that XML knows`);
    // Names come byte by byte; only here they are needed as text.
    const entity = new TextDecoder().decode(Uint8Array.from(name, (character) => character.charCodeAt(0)));
    const reason = `the entity &${entity}; is not one of XML's own, and others are never looked up`;
    this.problem = { offset: at, reason, entity };
    return failed;
  }

  private markup(bytes: Uint8Array, at: number, limit: number): number {
    if (at + 1 >= limit) return incomplete;
    const byte = bytes[at + 1] as number;
    if (byte === 63) return this.instruction(bytes, at, limit);
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

  private instruction(bytes: Uint8Array, at: number, limit: number): number {
    this.token = "instruction";
    let i = at + 2;
    this.nameStart = i;
    while (i < limit && isNameByte(bytes[i] as number)) i++;
    this.nameEnd = i;
    if (i >= limit) return incomplete;
    const byte = bytes[i] as number;
    const isNamed = this.isName(bytes, at + 2, i) && (isBlank(byte) || byte === 63);
    if (!isNamed && !this.goesOn(at, "an instruction needs a name after its <?")) return failed;
    return this.until(bytes, i, limit, instructionClose);
  }

  private until(bytes: Uint8Array, from: number, limit: number, close: Uint8Array): number {
    const first = close[0];
    for (let i = from; i < limit; i++) {
      const byte = bytes[i] as number;
      if (byte === first) {
        if (prefix(bytes, i, limit, close) === 1) return i + close.length;
        if (close !== commentClose || bytes[i + 1] !== 45 || i + 2 >= limit) continue;
        if (!this.goesOn(i, "-- is not allowed inside a comment")) return failed;
      }
      const kind = byteKinds[byte] as number;
      if (kind >= byteKind.control && !this.character(bytes, i, limit, kind)) return failed;
    }
    return incomplete;
  }

  /** Only where it ends: what it declares is never used. */
  private doctype(bytes: Uint8Array, from: number, limit: number): number {
    let isInside = false;
    let quote = 0;
    for (let i = from; i < limit; i++) {
      const byte = bytes[i] as number;
      const kind = byteKinds[byte] as number;
      if (kind >= byteKind.control && !this.character(bytes, i, limit, kind)) return failed;
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === 34 || byte === 39) quote = byte;
      else if (!isInside) {
        if (byte === greater) return i + 1;
        isInside = byte === 91;
      } else if (byte === 93) isInside = false;
      else if (byte === less) {
        const comment = prefix(bytes, i, limit, commentOpen);
        if (comment === 1 || prefix(bytes, i, limit, instructionOpen) === 1) {
          const end =
            comment === 1
              ? this.until(bytes, i + 4, limit, commentClose)
              : this.until(bytes, i + 2, limit, instructionClose);
          if (end < 0) return end;
          i = end - 1;
        }
      }
    }
    return incomplete;
  }

  private tag(bytes: Uint8Array, at: number, limit: number): number {
    const closing = bytes[at + 1] === slash;
    const start = closing ? at + 2 : at + 1;
    let i = start;
    this.hasAttributes = false;
    if (i < limit && !isNameByte(bytes[i] as number)) return this.fail(at, "< opens no tag here");
    let high = 0;
    for (; i < limit && isNameByte(bytes[i] as number); i++) high |= bytes[i] as number;
    this.nameStart = start;
    this.nameEnd = i;
    if (i >= limit) return incomplete;
    // A closing tag must repeat the name of the opening tag, which has been checked.
    const isPlain = closing || (high < 128 && opensName(bytes[start] as number));
    if (!isPlain && !this.isName(bytes, start, i) && !this.goesOn(at, "this name is not one that XML allows")) {
      return failed;
    }
    if (bytes[i] === greater) {
      this.token = closing ? "close" : "open";
      return i + 1;
    }
    const end = this.attributes.scan(bytes, i, limit, closing);
    if (end < 0) return end;
    this.hasAttributes = this.attributes.count > 0;
    const isEmpty = bytes[end - 2] === slash && !closing && this.attributes.isEmptyTag;
    this.token = closing ? "close" : isEmpty ? "empty" : "open";
    return end;
  }

  isName(bytes: Uint8Array, start: number, end: number): boolean {
    if (!opensName(bytes[start] as number) || start === end) return false;
    let high = 0;
    for (let i = start; i < end; i++) high |= bytes[i] as number;
    if (high < 128 || !this.isUtf8) return true;
    return isXmlName(new TextDecoder().decode(bytes.slice(start, judgedEnd(bytes, start, end))));
  }
}
