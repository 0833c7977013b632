import type { Tokens } from "#shared/formats/code-tokens.ts";
import { isBlank } from "#shared/formats/scan.ts";
import { indentOf, Printer } from "./printer.ts";

const quote = 34;
const comma = 44;
const colon = 58;

function closes(byte: number | undefined): boolean {
  return byte === 93 || byte === 125;
}

/** JSON in the API's layout, with every token as in its source. The index has checked the bytes up to `end`. */
export class JsonPrinter extends Printer {
  protected override lineStart(): number {
    return this.source.skipBlanks(this.at, this.end);
  }

  protected override line(line: Tokens | null): boolean {
    const { bytes } = this.source;
    if (this.here >= this.limit) return false;
    const byte = bytes[this.here] as number;
    if (closes(byte)) {
      this.depth = Math.max(0, this.depth - 1);
      this.here++;
      const text = indentOf(this.depth) + String.fromCharCode(byte) + this.comma();
      line?.push(["punct", text]);
      return true;
    }
    let indent = indentOf(this.depth);
    if (byte === quote) {
      const keyEnd = this.stringEnd(this.here);
      const behind = this.skip(keyEnd);
      if (behind < this.limit && bytes[behind] === colon) {
        if (line !== null) {
          line.push(["plain", indent]);
          this.add(line, "key", this.here, keyEnd);
          line.push(["punct", ":"]);
        }
        this.here = this.skip(behind + 1);
        indent = "";
      }
    }
    this.value(line, indent);
    return true;
  }

  private value(line: Tokens | null, indent: string): void {
    if (this.here >= this.limit) return;
    const { bytes } = this.source;
    const byte = bytes[this.here] as number;
    if (byte === 91 || byte === 123) {
      const inside = this.skip(this.here + 1);
      const isEmpty = inside < this.limit && closes(bytes[inside]);
      let text = indent + String.fromCharCode(byte);
      if (isEmpty) {
        this.here = inside + 1;
        text += String.fromCharCode(bytes[inside] as number) + this.comma();
      } else {
        this.here++;
        this.depth++;
      }
      line?.push(["punct", text]);
      return;
    }
    const start = this.here;
    this.here = byte === quote ? this.stringEnd(start) : this.literalEnd(start);
    if (line !== null) {
      if (indent !== "") line.push(["plain", indent]);
      this.add(line, byte === quote ? "string" : "plain", start, this.here);
    }
    const separator = this.comma();
    if (separator !== "") line?.push(["punct", separator]);
  }

  /** Consumes the comma after a value. */
  private comma(): string {
    const at = this.skip(this.here);
    if (at >= this.limit || this.source.bytes[at] !== comma) return "";
    this.here = at + 1;
    return ",";
  }

  private stringEnd(start: number): number {
    const { bytes } = this.source;
    for (let at = start + 1; at < this.limit; at++) {
      if (bytes[at] === quote) return at + 1;
      if (bytes[at] === 92) at++;
    }
    return this.limit;
  }

  private literalEnd(start: number): number {
    const { bytes } = this.source;
    let at = start + 1;
    for (; at < this.limit; at++) {
      const byte = bytes[at] as number;
      if (byte === comma || closes(byte) || isBlank(byte) || byte === colon) break;
    }
    return at;
  }
}
