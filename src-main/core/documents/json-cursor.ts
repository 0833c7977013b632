import { unescapeJson } from "#shared/formats/json-object.ts";
import { isBlank } from "#shared/formats/scan.ts";
import type { RecordList } from "./record-list.ts";
import type { ValueCursor } from "./records.ts";
import type { Source } from "./source.ts";

/** Values of a regular JSON record. The index has checked the keys, so only their length matters here. */
export class JsonCursor implements ValueCursor {
  start = 0;
  end = 0;
  plain = true;
  private readonly source: Source;
  private readonly list: RecordList;
  private readonly template: () => readonly Uint8Array[];
  private keys: readonly Uint8Array[] = [];
  private at = 0;
  private column = 0;
  private escaped = false;
  private literal = false;

  constructor(source: Source, list: RecordList, template: () => readonly Uint8Array[]) {
    this.source = source;
    this.list = list;
    this.template = template;
  }

  get kind(): "text" | "literal" | "null" {
    if (!this.literal) return "text";
    return this.source.bytes[this.start] === 110 ? "null" : "literal";
  }

  open(record: number): void {
    this.keys = this.template();
    const start = this.list.start(record);
    this.source.load(start, this.list.end(record));
    this.at = start + 1 - this.source.base;
    this.column = 0;
  }

  next(): boolean {
    const key = this.keys[this.column++];
    if (key === undefined) return false;
    const { bytes } = this.source;
    let at = this.at;
    while (isBlank(bytes[at] as number)) at++;
    at += key.length;
    while (isBlank(bytes[at] as number)) at++;
    at++;
    while (isBlank(bytes[at] as number)) at++;
    this.literal = bytes[at] !== 34;
    at = this.literal ? this.skipLiteral(bytes, at) : this.skipString(bytes, at + 1);
    while (isBlank(bytes[at] as number)) at++;
    this.at = at + 1;
    return true;
  }

  private skipLiteral(bytes: Uint8Array, from: number): number {
    let at = from;
    for (let byte = bytes[at] as number; byte !== 44 && byte !== 125 && !isBlank(byte);) byte = bytes[++at] as number;
    this.start = from;
    this.end = at;
    this.plain = true;
    return at;
  }

  private skipString(bytes: Uint8Array, from: number): number {
    let at = from;
    let high = 0;
    let escaped = false;
    for (let byte = bytes[at] as number; byte !== 34; byte = bytes[++at] as number) {
      high |= byte;
      if (byte === 92) {
        escaped = true;
        at++;
      }
    }
    this.start = from;
    this.end = at;
    this.escaped = escaped;
    this.plain = !escaped && high < 128;
    return at + 1;
  }

  text(): string {
    const { base } = this.source;
    if (this.plain) return this.source.ascii(base + this.start, base + this.end);
    const text = this.source.text(base + this.start, base + this.end);
    return this.escaped ? unescapeJson(text) : text;
  }
}
