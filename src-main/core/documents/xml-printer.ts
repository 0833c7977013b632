import { addText, type Tokens } from "#shared/formats/code-tokens.ts";
import { XmlScanner } from "#shared/formats/xml-scanner.ts";
import { indentOf, Printer } from "./printer.ts";

/**
 * XML in the API's layout: an element of text only on one line, every other tag on its own. Text, attributes,
 * CDATA and references stay as the source has them.
 */
export class XmlPrinter extends Printer {
  private readonly scanner = new XmlScanner();

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
        addText(line, token === "text" || token === "cdata" ? "string" : "meta", this.text(start, after));
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
        if (line !== null) addText(line, "string", this.text(behindOpen, close));
        this.tag(line, close, after, "");
        this.here = after;
        return;
      }
      if (token !== "text" && token !== "cdata") break;
      close = after;
    }
    this.tag(line, start, behindOpen, indent);
    this.depth++;
  }

  private tag(line: Tokens | null, start: number, end: number, indent: string): void {
    if (line === null) return;
    const text = this.text(start, end);
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
