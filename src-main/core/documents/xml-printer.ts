import { addText, type Tokens } from "#shared/formats/code-tokens.ts";
import { XmlScanner } from "#shared/formats/xml-scanner.ts";
import { indentOf, Printer } from "./printer.ts";
import type { Source } from "./source.ts";
import { MixedContent } from "./xml-layout.ts";

/** Bytes of a tag whose parts have colours of their own. */
const maxTagText = 65_536;

/**
 * XML in the API's layout: an element of text only on one line, every other tag on its own. Text, attributes,
 * CDATA and references stay as the source has them. Where text and elements are side by side nothing is laid out:
 * white space there is a part of the text.
 */
export class XmlPrinter extends Printer {
  private readonly scanner = new XmlScanner({ lenient: true, isUtf8: false });
  private readonly mixed: MixedContent;

  constructor(source: Source) {
    super(source);
    this.mixed = new MixedContent(source);
  }

  protected override line(line: Tokens | null): boolean {
    while (this.here < this.limit) {
      const start = this.here;
      const after = this.scan(start);
      const { token, blank } = this.scanner;
      this.here = after;
      if (token === "text" && blank && after < this.limit) continue;
      if (token === "text" && blank) return false;
      if (token === "close") this.depth = Math.max(0, this.depth - 1);
      const indent = indentOf(this.depth);
      if (token === "open") this.element(line, start, after, indent);
      else if (token === "close" || token === "empty") this.tag(line, start, after, indent);
      else if (line !== null) {
        if (indent !== "") line.push(["plain", indent]);
        this.add(line, token === "text" || token === "cdata" ? "string" : "meta", start, after);
      }
      return true;
    }
    return false;
  }

  /** Position behind the token; what is cut by the end counts as text up to it. */
  private scan(at: number): number {
    const after = this.scanner.scan(this.source.bytes, at, this.limit, true);
    // A tag at the very end is whole, a text goes on.
    if (after >= 0) return this.scanner.token === "text" ? this.reach(after) : after;
    this.scanner.token = "text";
    this.scanner.blank = false;
    return this.reach(this.limit);
  }

  private element(line: Tokens | null, start: number, behindOpen: number, indent: string): void {
    let close = behindOpen;
    for (;;) {
      if (this.reach(close) >= this.limit) break;
      const after = this.scan(close);
      const { token } = this.scanner;
      if (token === "close") {
        this.tag(line, start, behindOpen, indent);
        if (line !== null) this.add(line, "string", behindOpen, close);
        this.tag(line, close, after, "");
        this.here = after;
        return;
      }
      if (token !== "text" && token !== "cdata") break;
      close = after;
    }
    const { base } = this.source;
    if (!this.reachedLimit && this.mixedElement(line, start, indent)) return;
    // Looking ahead may have brought other bytes to hand.
    this.source.load(base + start, base + this.limit);
    const moved = base - this.source.base;
    this.limit += moved;
    this.here = behindOpen + moved;
    this.tag(line, start + moved, this.here, indent);
    this.depth++;
  }

  /** An element in which text and elements are side by side, as it was sent; false for any other one. */
  private mixedElement(line: Tokens | null, start: number, indent: string): boolean {
    const from = this.source.base + start;
    const to = this.mixed.endOf(from, this.end);
    if (to < 0) return false;
    this.source.load(from, to);
    const { base } = this.source;
    this.here = to - base;
    for (let at = from - base, first = indent; line !== null && at < this.here; first = "") {
      const after = this.scanner.scan(this.source.bytes, at, this.here, true);
      const end = after < 0 ? this.here : after;
      const { token } = this.scanner;
      if (after >= 0 && (token === "open" || token === "close" || token === "empty")) this.tag(line, at, end, first);
      else if (line !== null) this.add(line, token === "text" || token === "cdata" ? "string" : "meta", at, end);
      at = end;
    }
    return true;
  }

  private tag(line: Tokens | null, start: number, end: number, indent: string): void {
    if (line === null) return;
    if (end - start > maxTagText) {
      // The parts of such a tag get no colours of their own: it may have a million attributes.
      if (indent !== "") line.push(["plain", indent]);
      this.add(line, "plain", start, end);
      return;
    }
    const text = this.source.text(this.source.base + start, this.source.base + end);
    const parts = /^(<\/?)([^\s/>]+)([^]*?)(\s*\/?>)$/.exec(text);
    if (parts === null) {
      addText(line, "plain", indent + text);
      return;
    }
    const [, opening = "", name = "", attributes = "", closing = ""] = parts;
    line.push(["punct", indent + opening]);
    addText(line, "key", name);
    for (const piece of attributes.split(/("[^"]*"|'[^']*')/)) {
      addText(line, /^["']/.test(piece) ? "string" : "plain", piece);
    }
    addText(line, "punct", closing);
  }
}
