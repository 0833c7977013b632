import { deepestNesting } from "./json-walker.ts";
import { failed, incomplete, type Break } from "./scan.ts";
import { XmlScanner } from "./xml-scanner.ts";

/**
 * Walks a document token by token and checks that tags match. Holds the bounds of the open names and nothing else,
 * and can be resumed when more bytes have arrived.
 */
export class XmlWalker {
  readonly scanner = new XmlScanner();
  /** Where the next token starts. */
  at = 0;
  /** How many elements are open behind the token just walked. */
  depth = 0;
  problem: Break | null = null;
  private names = new Float64Array(64);
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
        return this.fail(at, `it is nested deeper than ${deepestNesting.toLocaleString("en")} levels`);
      }
      this.push(scanner.nameStart, scanner.nameEnd);
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

  private push(start: number, end: number): void {
    const index = this.depth * 2;
    if (index === this.names.length) {
      const larger = new Float64Array(this.names.length * 2);
      larger.set(this.names);
      this.names = larger;
    }
    this.names[index] = start;
    this.names[index + 1] = end;
    this.depth++;
  }

  private pop(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.depth === 0) return false;
    const index = (this.depth - 1) * 2;
    const open = this.names[index] as number;
    if ((this.names[index + 1] as number) - open !== end - start) return false;
    for (let i = start; i < end; i++) if (bytes[i] !== bytes[open + i - start]) return false;
    this.depth--;
    return true;
  }
}
