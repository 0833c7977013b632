import { isBlank } from "#shared/formats/scan.ts";
import { xmlContentText } from "#shared/formats/xml-text.ts";
import type { RecordList } from "./record-list.ts";
import type { ValueCursor } from "./records.ts";
import type { Source } from "./source.ts";

/** The tags of a regular XML record as bytes. */
export interface XmlTemplate {
  readonly name: Uint8Array;
  readonly names: readonly Uint8Array[];
  readonly recordOpen: Uint8Array;
  readonly recordClose: Uint8Array;
  readonly open: readonly Uint8Array[];
  readonly close: readonly Uint8Array[];
}

/** Values of a regular XML record. The tags were checked by the index, so only their length matters here. */
export class XmlCursor implements ValueCursor {
  start = 0;
  end = 0;
  plain = true;
  readonly kind = "text";
  private readonly source: Source;
  private readonly list: RecordList;
  private readonly currentTemplate: () => XmlTemplate | null;
  private template: XmlTemplate | null = null;
  private at = 0;
  private column = 0;

  constructor(source: Source, list: RecordList, template: () => XmlTemplate | null) {
    this.source = source;
    this.list = list;
    this.currentTemplate = template;
  }

  open(record: number): void {
    this.template = this.currentTemplate();
    const start = this.list.start(record);
    this.source.load(start, this.list.end(record));
    this.at = start - this.source.base + (this.template?.recordOpen.length ?? 0);
    this.column = 0;
  }

  next(): boolean {
    const open = this.template?.open[this.column++];
    if (open === undefined) return false;
    const { bytes } = this.source;
    let at = this.at;
    while (isBlank(bytes[at] as number)) at++;
    at += open.length;
    this.start = at;
    let high = 0;
    let special = false;
    for (let byte = bytes[at] as number; byte !== 60; byte = bytes[++at] as number) {
      high |= byte;
      if (byte === 38 || byte === 13) special = true;
    }
    this.end = at;
    this.plain = !special && high < 128;
    this.at = at + open.length + 1;
    return true;
  }

  text(): string {
    const { base } = this.source;
    if (this.plain) return this.source.ascii(base + this.start, base + this.end);
    return xmlContentText(this.source.text(base + this.start, base + this.end));
  }
}
