import { deepestNesting, failed, incomplete, tooDeep, type Break, type Flaw } from "./scan.ts";
import { isXmlDeclaration } from "./xml-characters.ts";
import { XmlScanner, type XmlScannerOptions } from "./xml-scanner.ts";

/** Bytes of the names of all open elements together. */
const maxNames = 16_777_216;

/** Maximum bytes of an XML declaration; its valid content takes about a hundred. */
const maxDeclaration = 1_024;

const latin1 = new TextDecoder("latin1");

/**
 * Walks a document token by token and checks that tags match. Holds the names of the open elements and nothing else,
 * and can be resumed when more bytes have arrived, or when others are at hand: then `at` is to be moved with them.
 */
export class XmlWalker {
  readonly scanner: XmlScanner;
  /** Where the next token starts. */
  at = 0;
  /** How many elements are open after the token just walked. */
  depth = 0;
  problem: Break | null = null;
  /** The first thing in the token just walked that parsers refuse; only a lenient walker goes on after it. */
  flaw: Flaw | null = null;
  /** Where the document starts: only there an XML declaration may be. */
  documentStart = 0;
  private seenDoctype = false;
  /** Names of the open elements one after the other, and where each ends. */
  private names = new Uint8Array(1_024);
  private ends = new Uint32Array(64);
  private seenRoot = false;

  constructor(options: XmlScannerOptions = {}) {
    this.scanner = new XmlScanner(options);
  }

  /** After the root element: only comments and white space may follow. */
  get closed(): boolean {
    return this.seenRoot && this.depth === 0;
  }

  private fail(offset: number, reason: string): number {
    this.problem = { offset, reason };
    return failed;
  }

  /** Goes back to `at`, where `depth` elements were open; the outer ones must be those that are open still. */
  rewind(at: number, depth: number): void {
    this.at = at;
    this.depth = depth;
  }

  /** Walks one token: the offset after it, `incomplete` or `failed`. At the very end of a sound document: `limit`. */
  step(bytes: Uint8Array, limit: number, final: boolean): number {
    const { at, scanner } = this;
    if (at >= limit) {
      if (!final) return incomplete;
      return this.closed ? limit : this.fail(limit, "the XML ends in the middle");
    }
    const end = scanner.scan(bytes, at, limit, final);
    if (end < 0) {
      this.problem = scanner.problem;
      return end;
    }
    this.flaw = scanner.flaw;
    if (this.depth === 0 && !this.allowedOutside()) {
      return this.fail(at, this.seenRoot ? "something follows the end of the XML" : "no element opens the XML");
    }
    if (!this.checkProlog(bytes, at, end)) return failed;
    if (scanner.token === "open") {
      if (this.depth >= deepestNesting) {
        this.problem = tooDeep(at);
        return failed;
      }
      if (!this.push(bytes, scanner.nameStart, scanner.nameEnd)) {
        this.problem = { offset: at, reason: "the names of its open elements are longer than 16 MB", isLimit: true };
        return failed;
      }
    } else if (scanner.token === "close" && !this.pop(bytes, scanner.nameStart, scanner.nameEnd)) {
      return this.fail(at, "this tag closes an element that is not open");
    }
    if (scanner.token === "open" || scanner.token === "empty") this.seenRoot = true;
    this.at = end;
    return end;
  }

  /** False when a declaration in the wrong place ends the walk. */
  private checkProlog(bytes: Uint8Array, at: number, end: number): boolean {
    const { scanner } = this;
    if (scanner.token === "doctype") {
      const isMisplaced = this.depth > 0 || this.seenDoctype;
      this.seenDoctype = true;
      return !isMisplaced || this.goesOn(at, "a document type declaration is only allowed once and before the root");
    }
    if (scanner.token !== "instruction" || scanner.nameEnd - scanner.nameStart !== 3) return true;
    const name = latin1.decode(bytes.slice(scanner.nameStart, scanner.nameEnd));
    if (name.toLowerCase() !== "xml") return true;
    if (name !== "xml" || at !== this.documentStart) {
      return this.goesOn(at, "an XML declaration is only allowed at the very start");
    }
    const isSound = end - at <= maxDeclaration && isXmlDeclaration(latin1.decode(bytes.slice(at, end)));
    return isSound || this.goesOn(at, "this XML declaration is not well-formed");
  }

  private goesOn(offset: number, reason: string): boolean {
    if (this.scanner.lenient) this.flaw ??= { offset, reason };
    else this.problem = { offset, reason };
    return this.scanner.lenient;
  }

  private allowedOutside(): boolean {
    const { token, blank } = this.scanner;
    if (token === "text") return blank;
    if (token === "open" || token === "empty" || token === "doctype") return !this.seenRoot;
    return token === "comment" || token === "instruction";
  }

  /** Where the names of the outer `depth` elements end. */
  private nameEnd(depth: number): number {
    return depth === 0 ? 0 : (this.ends[depth - 1] as number);
  }

  private push(bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.nameEnd(this.depth);
    const to = from + end - start;
    if (to > maxNames) return false;
    if (to > this.names.length) {
      const larger = new Uint8Array(Math.max(this.names.length * 2, to));
      larger.set(this.names);
      this.names = larger;
    }
    if (this.depth === this.ends.length) {
      const larger = new Uint32Array(this.ends.length * 2);
      larger.set(this.ends);
      this.ends = larger;
    }
    for (let i = start; i < end; i++) this.names[from + i - start] = bytes[i] as number;
    this.ends[this.depth++] = to;
    return true;
  }

  private pop(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.depth === 0) return false;
    const from = this.nameEnd(this.depth - 1);
    if (this.nameEnd(this.depth) - from !== end - start) return false;
    for (let i = start; i < end; i++) if (bytes[i] !== this.names[from + i - start]) return false;
    this.depth--;
    return true;
  }
}
