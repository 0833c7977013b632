import { failed, incomplete, isBlank } from "./scan.ts";
import { byteKind, byteKinds, isNameByte } from "./xml-characters.ts";
import type { XmlScanner } from "./xml-scanner.ts";

const less = 60;
const greater = 62;
const slash = 47;

/** Beyond so many attributes their names are looked up instead of compared one by one. */
const comparedNames = 16;
/** Attributes of one tag whose names are looked up, and bytes of these names. */
const maxNames = 65_536;
const maxNameBytes = 1_048_576;
/** How far after a < inside a value its closing quote may be: beyond this it was most likely forgotten. */
const maxDoubtBytes = 1_024;

const latin1 = new TextDecoder("latin1");

type Scanner = Pick<XmlScanner, "fail" | "goesOn" | "special" | "lenient" | "isName">;

/** The part of a tag after its name, checked for the scanner that owns it. */
export class XmlAttributes {
  count = 0;
  isEmptyTag = false;
  private readonly scanner: Scanner;
  /** Start and end of each name. */
  private readonly bounds: number[] = [];
  private readonly names = new Set<string>();
  private nameBytes = 0;

  constructor(scanner: Scanner) {
    this.scanner = scanner;
  }

  /** Offset after the > of a tag whose name ends at `from`, or `incomplete`, or `failed`. */
  scan(bytes: Uint8Array, from: number, limit: number, closing: boolean): number {
    const { scanner } = this;
    this.count = 0;
    this.bounds.length = 0;
    if (this.names.size > 0) this.names.clear();
    this.nameBytes = 0;
    this.isEmptyTag = false;
    for (let i = from; ;) {
      const blanks = i;
      while (i < limit && isBlank(bytes[i] as number)) i++;
      if (i >= limit) return incomplete;
      const byte = bytes[i] as number;
      if (byte === greater) return i + 1;
      if (byte === slash && !closing) {
        if (i + 1 >= limit) return incomplete;
        if (bytes[i + 1] !== greater) return scanner.fail(i, "a > should follow this slash");
        this.isEmptyTag = true;
        return i + 2;
      }
      if (closing || !isNameByte(byte)) return scanner.fail(i, "this tag is not well-formed");
      if (blanks === i && !scanner.goesOn(i, "white space is missing before this attribute")) return failed;
      const end = this.attribute(bytes, i, limit);
      if (end < 0) return end;
      i = end;
    }
  }

  private attribute(bytes: Uint8Array, from: number, limit: number): number {
    const { scanner } = this;
    let i = from;
    while (i < limit && isNameByte(bytes[i] as number)) i++;
    const nameEnd = i;
    while (i < limit && isBlank(bytes[i] as number)) i++;
    if (i >= limit) return incomplete;
    const isNamed = scanner.isName(bytes, from, nameEnd);
    if (!isNamed && !scanner.goesOn(from, "this attribute has a name that XML does not allow")) return failed;
    if (this.isRepeated(bytes, from, nameEnd) && !scanner.goesOn(from, "this attribute occurs twice in its tag")) {
      return failed;
    }
    if (bytes[i] !== 61) {
      const byte = bytes[i] as number;
      if (i === nameEnd && byte !== greater && byte !== slash) return scanner.fail(i, "this tag is not well-formed");
      return scanner.goesOn(from, "an attribute needs = and a value") ? nameEnd : failed;
    }
    i++;
    while (i < limit && isBlank(bytes[i] as number)) i++;
    if (i >= limit) return incomplete;
    const quote = bytes[i] as number;
    if (quote === 34 || quote === 39) return this.quoted(bytes, i + 1, limit, quote);
    if (!scanner.goesOn(i, "the value of an attribute needs quotes")) return failed;
    return this.unquoted(bytes, i, limit);
  }

  private isRepeated(bytes: Uint8Array, start: number, end: number): boolean {
    const { bounds, names } = this;
    this.count++;
    if (this.count > comparedNames) {
      // Of a tag with more attributes not all names are held, because sets and memory have limits.
      this.nameBytes += end - start;
      if (this.count > maxNames || this.nameBytes > maxNameBytes) return false;
      const text = (from: number, to: number): string => latin1.decode(bytes.slice(from, to));
      for (let i = 0; i < bounds.length; i += 2) names.add(text(bounds[i] as number, bounds[i + 1] as number));
      bounds.length = 0;
      const { size } = names;
      return names.add(text(start, end)).size === size;
    }
    for (let i = 0; i < bounds.length; i += 2) {
      const other = bounds[i] as number;
      if ((bounds[i + 1] as number) - other !== end - start) continue;
      let at = start;
      while (at < end && bytes[at] === bytes[other + at - start]) at++;
      if (at === end) return true;
    }
    bounds.push(start, end);
    return false;
  }

  private quoted(bytes: Uint8Array, from: number, limit: number, quote: number): number {
    const { scanner } = this;
    for (let i = from; i < limit; i++) {
      const byte = bytes[i] as number;
      if (byte === quote) return i + 1;
      const kind = byteKinds[byte] as number;
      if (kind <= byteKind.space || kind === byteKind.bracket) continue;
      if (kind !== byteKind.less) {
        const end = scanner.special(bytes, i, limit, kind);
        if (end < 0) return end;
        i = end - 1;
        continue;
      }
      if (!scanner.lenient) return scanner.fail(i, "a < is not allowed inside an attribute");
      const closes = closingQuote(bytes, i, limit, quote);
      if (closes < 0) return closes === incomplete ? incomplete : scanner.fail(i, "this value is never closed");
      scanner.goesOn(i, "a < is not allowed inside an attribute");
    }
    return incomplete;
  }

  /** A value that no quotes hold ends before white space or the end of the tag. */
  private unquoted(bytes: Uint8Array, from: number, limit: number): number {
    for (let i = from; i < limit; i++) {
      const byte = bytes[i] as number;
      if (byte === greater || isBlank(byte)) return i;
      if (byte === slash && bytes[i + 1] === greater) return i;
      if (byte === less) return this.scanner.fail(i, "this tag is not well-formed");
    }
    return incomplete;
  }
}

/** Where the value closes on the same line, with the tag going on after it; `failed` where it does not. */
function closingQuote(bytes: Uint8Array, from: number, limit: number, quote: number): number {
  for (let i = from; i < limit && i < from + maxDoubtBytes; i++) {
    const byte = bytes[i] as number;
    if (byte === 10 || byte === 13) return failed;
    if (byte !== quote) continue;
    if (i + 1 >= limit) return incomplete;
    const next = bytes[i + 1] as number;
    return isBlank(next) || next === greater || next === slash ? i : failed;
  }
  return from + maxDoubtBytes <= limit ? failed : incomplete;
}
