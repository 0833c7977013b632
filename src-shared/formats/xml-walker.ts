import { deepestNesting, failed, incomplete, tooDeep, type Break } from "./scan.ts";
import { XmlScanner } from "./xml-scanner.ts";

/** Bytes of the names of all open elements together. */
const longestNames = 16_777_216;

/**
 * Walks a document token by token and checks that tags match. Holds the names of the open elements and nothing else,
 * and can be resumed when more bytes have arrived, or when others are at hand: then `at` is to be moved with them.
 */
export class XmlWalker {
  readonly scanner = new XmlScanner();
  /** Where the next token starts. */
  at = 0;
  /** How many elements are open behind the token just walked. */
  depth = 0;
  problem: Break | null = null;
  /** Names of the open elements one behind the other, and where each ends. */
  private names = new Uint8Array(1_024);
  private ends = new Uint32Array(64);
  private seenRoot = false;

  /** Stands behind the root element: only comments and white space may follow. */
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

  /** Walks one token: the offset behind it, `incomplete` or `failed`. At the very end of a sound document: `limit`. */
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
    if (this.depth === 0 && !this.allowedOutside()) {
      return this.fail(at, this.seenRoot ? "something follows the end of the XML" : "no element opens the XML");
    }
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
    if (to > longestNames) return false;
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
