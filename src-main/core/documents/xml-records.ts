import type { Field } from "#shared/formats/field.ts";
import { failed, incomplete, isBlank, skipBlanks, standsAt, type Break } from "#shared/formats/scan.ts";
import { readXmlRecords } from "#shared/formats/xml-records.ts";
import { XmlWalker } from "#shared/formats/xml-walker.ts";
import { ColumnSet } from "./column-set.ts";
import { mark, RecordList } from "./record-list.ts";
import { regularFields, type Records } from "./records.ts";
import type { Source } from "./source.ts";
import { XmlCursor, type XmlTemplate } from "./xml-cursor.ts";

const less = 60;
const ampersand = 38;
const slash = 47;
const greater = 62;

/** Index of an XML list: a root whose children all have one name and hold elements. */
export class XmlRecords implements Records {
  readonly format = "xml";
  readonly list = new RecordList();
  readonly columns = new ColumnSet();
  readonly cursor: XmlCursor;
  isTable = true;
  hasDoctype = false;
  problem: Break | null = null;
  private readonly source: Source;
  private readonly walker = new XmlWalker();
  private phase: "prolog" | "records" | "general" | "over" = "prolog";
  private template: XmlTemplate | null = null;
  /** Offset in the body of the first byte at hand, when the walker last looked. */
  private base = 0;

  constructor(source: Source, from: number) {
    this.source = source;
    this.walker.at = from;
    this.cursor = new XmlCursor(source, this.list, () => this.template);
  }

  get at(): number {
    return this.walker.at + this.base;
  }

  get over(): boolean {
    return this.phase === "over";
  }

  get regularColumns(): number {
    return this.template?.open.length ?? 0;
  }

  step(limit: number, final: boolean): boolean {
    const { bytes, base } = this.source;
    // Other bytes may be at hand than before: the walker stays where it is in the body.
    this.walker.at += this.base - base;
    this.base = base;
    const end = limit - base;
    return this.phase === "records" ? this.child(bytes, end, final) : this.around(bytes, end, final);
  }

  /** One token outside of the records. */
  private around(bytes: Uint8Array, limit: number, final: boolean): boolean {
    const end = this.walk(bytes, limit, final);
    if (end < 0) return false;
    if (this.walker.scanner.token === "doctype") this.hasDoctype = true;
    if (this.phase === "prolog" && (this.walker.depth === 1 || this.walker.closed)) {
      this.phase = this.walker.closed ? "general" : "records";
    }
    if (end >= limit && final && this.walker.closed) this.phase = "over";
    return true;
  }

  /** One token; negative when there is no going on, with the reason kept. */
  private walk(bytes: Uint8Array, limit: number, final: boolean): number {
    const end = this.walker.step(bytes, limit, final);
    if (end === failed) {
      const { problem } = this.walker;
      if (problem !== null) this.stop({ ...problem, offset: problem.offset + this.base });
    }
    return end;
  }

  stop(problem: Break): boolean {
    this.problem = problem;
    if (this.phase === "prolog") this.isTable = false;
    this.phase = "over";
    return false;
  }

  /** One child of the root: a record, or white space or a comment between records, or the end of the root. */
  private child(bytes: Uint8Array, limit: number, final: boolean): boolean {
    const { walker, template } = this;
    walker.at = skipBlanks(bytes, walker.at, limit);
    const start = walker.at;
    if (template !== null && walker.depth === 1) {
      const end = this.regular(bytes, start, limit, template);
      if (end > 0) {
        walker.at = end;
        return this.add(start, end, 0);
      }
    }
    if (this.walk(bytes, limit, final) < 0) return false;
    const { token, blank } = walker.scanner;
    if (walker.depth === 0) {
      // Behind the root only the well-formedness matters.
      this.phase = "general";
      return true;
    }
    if (token === "open" || token === "empty") return this.record(bytes, start, limit, final);
    if ((token === "text" && !blank) || token === "cdata") return this.turnGeneral();
    // A comment belongs to the record before it, so that the code view keeps it.
    if (token !== "text" && this.list.count > 0) this.list.mark(this.list.count - 1, mark.nested | mark.irregular);
    return true;
  }

  private add(start: number, end: number, marks: number): boolean {
    this.list.add(start + this.base, end + this.base, marks);
    return true;
  }

  private turnGeneral(): boolean {
    this.isTable = false;
    this.list.clear();
    this.phase = "general";
    return true;
  }

  /** The fast path: the names of the first record, text only. -1 for whatever is not. */
  private regular(bytes: Uint8Array, start: number, limit: number, template: XmlTemplate): number {
    if (template.open.length === 0 || !standsAt(bytes, start, limit, template.recordOpen)) return -1;
    let at = start + template.recordOpen.length;
    for (let column = 0; column < template.open.length; column++) {
      const open = template.open[column] as Uint8Array;
      const close = template.close[column] as Uint8Array;
      while (isBlank(bytes[at] as number)) at++;
      if (!standsAt(bytes, at, limit, open)) return -1;
      at += open.length;
      for (let byte = bytes[at] as number; byte !== less; byte = bytes[++at] as number) {
        if (byte === ampersand) {
          const end = this.walker.scanner.reference(bytes, at, limit);
          if (end < 0) return -1;
          at = end - 1;
        } else if (byte === 93 || (byte < 32 && !isBlank(byte)) || at >= limit) return -1;
      }
      if (!standsAt(bytes, at, limit, close)) return -1;
      at += close.length;
    }
    while (isBlank(bytes[at] as number)) at++;
    return standsAt(bytes, at, limit, template.recordClose) ? at + template.recordClose.length : -1;
  }

  /** Any child element, its first tag being walked already. */
  private record(bytes: Uint8Array, start: number, limit: number, final: boolean): boolean {
    const { walker } = this;
    const { scanner } = walker;
    const name = bytes.slice(scanner.nameStart, scanner.nameEnd);
    if (this.template !== null && !sameBytes(name, this.template.name)) return this.turnGeneral();
    let marks = scanner.hasAttributes ? mark.attributes | mark.irregular : 0;
    const keys: Uint8Array[] = [];
    const names: string[] = [];
    let hasText = false;
    while (walker.depth > 1) {
      const end = this.walk(bytes, limit, final);
      if (end < 0) {
        if (end === incomplete) walker.rewind(start, 1);
        return false;
      }
      const { token } = scanner;
      const opensField = (token === "open" && walker.depth === 3) || (token === "empty" && walker.depth === 2);
      if (opensField) {
        keys.push(bytes.slice(scanner.nameStart, scanner.nameEnd));
        names.push(this.source.text(scanner.nameStart + this.base, scanner.nameEnd + this.base));
        if (scanner.hasAttributes) marks |= mark.nested | mark.irregular;
      } else if (token === "comment" || token === "instruction") marks |= mark.nested | mark.irregular;
      else if (token === "cdata") {
        if (walker.depth === 2) hasText = true;
      } else if (token === "open" || token === "empty") marks |= mark.nested | mark.irregular;
      else if (token === "text" && walker.depth === 2 && !scanner.blank) hasText = true;
    }
    if (hasText && keys.length === 0) return this.turnGeneral();
    if (hasText) marks |= mark.strayText | mark.irregular;
    if (new Set(names).size < names.length) marks |= mark.repeatedKeys;
    this.columns.place(names);
    this.template ??= templateOf(name, keys.slice(0, this.columns.names.length));
    // Regular is what the cursor can walk, and it walks what the fast path takes.
    if (this.regular(bytes, start, limit, this.template) !== walker.at) marks |= mark.irregular;
    return this.add(start, walker.at, marks);
  }

  bounds(record: number) {
    return { start: this.list.start(record), end: this.list.end(record) };
  }

  fields(record: number): readonly Field[] {
    if (this.list.marksOf(record) === 0) return regularFields(this.cursor, record, this.columns.keys);
    const { start, end } = this.bounds(record);
    const text = this.source.text(start, end);
    try {
      return readXmlRecords(text)[0]?.fields ?? [];
    } catch {
      // The scanner takes a little more than the parser does (a repeated attribute, for one): then it is one value.
      return [{ key: this.columns.keys[0] ?? "", value: { kind: "nested", text } }];
    }
  }
}

function templateOf(name: Uint8Array, names: readonly Uint8Array[]): XmlTemplate {
  const open = (key: Uint8Array): Uint8Array => Uint8Array.of(less, ...key, greater);
  const close = (key: Uint8Array): Uint8Array => Uint8Array.of(less, slash, ...key, greater);
  return {
    name,
    names,
    recordOpen: open(name),
    recordClose: close(name),
    open: names.map(open),
    close: names.map(close),
  };
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && standsAt(one, 0, one.length, other);
}
