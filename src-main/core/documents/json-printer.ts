import { addText, type Tokens } from "#shared/formats/code-tokens.ts";
import { isBlank, skipBlanks } from "#shared/formats/scan.ts";
import { indentOf, type Printer } from "./printer.ts";
import type { Source } from "./source.ts";

const quote = 34;
const comma = 44;
const colon = 58;

function closes(byte: number | undefined): boolean {
  return byte === 93 || byte === 125;
}

/** JSON in the API's layout, every token as its source has it. The bytes were checked by the index up to `end`. */
export class JsonPrinter implements Printer {
  at = 0;
  depth = 0;
  end = 0;
  private readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  next(line: Tokens | null): boolean {
    const { bytes } = this.source;
    this.at = skipBlanks(bytes, this.at, this.end);
    if (this.at >= this.end) return false;
    const byte = bytes[this.at] as number;
    if (closes(byte)) {
      this.depth = Math.max(0, this.depth - 1);
      this.at++;
      const text = indentOf(this.depth) + String.fromCharCode(byte) + this.comma();
      line?.push(["punct", text]);
      return true;
    }
    let indent = indentOf(this.depth);
    if (byte === quote) {
      const keyEnd = this.stringEnd(this.at);
      const behind = skipBlanks(bytes, keyEnd, this.end);
      if (behind < this.end && bytes[behind] === colon) {
        if (line !== null) {
          line.push(["plain", indent]);
          addText(line, "key", this.source.text(this.at, keyEnd));
          line.push(["punct", ":"]);
        }
        this.at = skipBlanks(bytes, behind + 1, this.end);
        indent = "";
      }
    }
    this.value(line, indent);
    return true;
  }

  private value(line: Tokens | null, indent: string): void {
    if (this.at >= this.end) return;
    const { end } = this;
    const { bytes } = this.source;
    const byte = bytes[this.at] as number;
    if (byte === 91 || byte === 123) {
      const inside = skipBlanks(bytes, this.at + 1, end);
      const isEmpty = inside < end && closes(bytes[inside]);
      let text = indent + String.fromCharCode(byte);
      if (isEmpty) {
        this.at = inside + 1;
        text += String.fromCharCode(bytes[inside] as number) + this.comma();
      } else {
        this.at++;
        this.depth++;
      }
      line?.push(["punct", text]);
      return;
    }
    const start = this.at;
    this.at = byte === quote ? this.stringEnd(start) : this.literalEnd(start);
    if (line !== null) {
      if (indent !== "") line.push(["plain", indent]);
      addText(line, byte === quote ? "string" : "plain", this.source.text(start, this.at));
    }
    const separator = this.comma();
    if (separator !== "") line?.push(["punct", separator]);
  }

  /** Takes the comma behind a value along. */
  private comma(): string {
    const { bytes } = this.source;
    const at = skipBlanks(bytes, this.at, this.end);
    if (at >= this.end || bytes[at] !== comma) return "";
    this.at = at + 1;
    return ",";
  }

  private stringEnd(start: number): number {
    const { bytes } = this.source;
    for (let at = start + 1; at < this.end; at++) {
      if (bytes[at] === quote) return at + 1;
      if (bytes[at] === 92) at++;
    }
    return this.end;
  }

  private literalEnd(start: number): number {
    const { bytes } = this.source;
    let at = start + 1;
    for (; at < this.end; at++) {
      const byte = bytes[at] as number;
      if (byte === comma || closes(byte) || isBlank(byte) || byte === colon) break;
    }
    return at;
  }
}
