import type { Field } from "#shared/formats/field.ts";
import { failed, incomplete, skipBlanks, type Break, type Flaw } from "#shared/formats/scan.ts";
import { readXmlRecords } from "#shared/formats/xml-records.ts";
import { XmlWalker } from "#shared/formats/xml-walker.ts";
import { ColumnSet } from "./column-set.ts";
import { FlawList } from "./flaw-list.ts";
import { maxFields } from "./limits.ts";
import { LastLongRecord, longStray, longXmlFields, nameText } from "./long-records.ts";
import { mark, RecordList } from "./record-list.ts";
import { regularFields, type Records } from "./records.ts";
import type { Source } from "./source.ts";
import { strayKey } from "./stray-key.ts";
import { sameBytes, trimmedEnd, XmlChildren } from "./xml-children.ts";
import { XmlCursor, type XmlTemplate } from "./xml-cursor.ts";
import { DeclaredEntities } from "./xml-entities.ts";
import { scanRegularXml, templateOf } from "./xml-regular.ts";
import { readXmlFields } from "./xml-values.ts";

/** Flaws of one record that are looked at; each kind is reported once. */
const maxFlaws = 1_000;

/** Index of an XML list: a root most of whose children have one name and hold elements. */
export class XmlRecords implements Records {
  readonly format = "xml";
  readonly list = new RecordList();
  readonly columns = new ColumnSet();
  readonly cursor: XmlCursor;
  problem: Break | null = null;
  readonly flaws = new FlawList();
  readonly children = new XmlChildren();
  readonly entities = new DeclaredEntities();
  private readonly source: Source;
  private readonly isUtf8: boolean;
  private readonly walker: XmlWalker;
  private readonly lastLong = new LastLongRecord();
  private phase: "prolog" | "records" | "general" | "over" = "prolog";
  /** No list of records, whatever follows. */
  private isGeneral = false;
  private template: XmlTemplate | null = null;
  /** Of the child that is being walked. */
  private childName: Uint8Array | null = null;
  private childFlaws: Flaw[] = [];
  /** Offset in the body of the first byte at hand, when the walker last looked. */
  private base = 0;

  constructor(source: Source, from: number) {
    this.source = source;
    this.isUtf8 = source.charset === "utf-8";
    this.walker = new XmlWalker({ lenient: true, isUtf8: this.isUtf8 });
    this.walker.at = from;
    this.walker.documentStart = from;
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

  get isTable(): boolean {
    return !this.isGeneral && this.children.isList;
  }

  step(limit: number, final: boolean): boolean {
    const { bytes, base } = this.source;
    // Other bytes may be at hand than before: the walker stays where it is in the body.
    this.walker.at += this.base - base;
    this.walker.documentStart += this.base - base;
    this.base = base;
    const end = limit - base;
    return this.phase === "records" ? this.child(bytes, end, final) : this.around(bytes, end, final);
  }

  /** One token outside of the records. */
  private around(bytes: Uint8Array, limit: number, final: boolean): boolean {
    const start = this.walker.at;
    const end = this.walk(bytes, limit, final);
    if (end < 0) return false;
    const { scanner } = this.walker;
    this.note(this.walker.flaw);
    if (start < limit && scanner.token === "doctype") this.entities.read(this.source.part(start + this.base, this.at));
    if (this.phase === "prolog" && (this.walker.depth === 1 || this.walker.closed)) {
      const { nameStart, nameEnd } = scanner;
      this.children.openRoot(nameText(this.source, nameStart + this.base, nameEnd + this.base));
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

  private note(flaw: Flaw | null): void {
    if (flaw === null) return;
    const placed = { ...flaw, offset: flaw.offset + this.base };
    if (!this.entities.add(placed)) this.flaws.add(placed);
  }

  stop(problem: Break): boolean {
    const { childName, children } = this;
    const isOther = childName !== null && children.name !== null && !sameBytes(childName, children.name);
    if (problem.isLimit === true && this.phase === "records" && isOther) {
      // One child of another name that is too long to be looked at as a whole: then this is a document of its own kind.
      this.turnGeneral();
      this.phase = "general";
      return false;
    }
    this.problem = problem;
    if (this.phase === "prolog") this.isGeneral = true;
    for (const flaw of this.childFlaws) this.note(flaw);
    this.settle();
    this.phase = "over";
    return false;
  }

  /** No more bytes will come that could show whether this is a list. */
  private settle(): void {
    if (!this.isTable) this.turnGeneral();
    else if (this.children.strays > 0) this.columns.place([strayKey]);
  }

  private turnGeneral(): void {
    this.isGeneral = true;
    this.list.clear();
  }

  /** One child of the root: a record, or what is between records, or the end of the root. */
  private child(bytes: Uint8Array, limit: number, final: boolean): boolean {
    const { walker, template, children } = this;
    walker.at = skipBlanks(bytes, walker.at, limit);
    const start = walker.at;
    this.childName = null;
    this.childFlaws = [];
    if (template !== null && walker.depth === 1) {
      const end = scanRegularXml(bytes, start, limit, template, walker.scanner);
      if (end > 0) {
        walker.at = end;
        children.addRecord();
        return this.add(start, end, 0);
      }
    }
    if (this.walk(bytes, limit, final) < 0) return false;
    const { token, blank } = walker.scanner;
    if (walker.depth === 0) {
      // After the root only the well-formedness matters.
      this.note(walker.flaw);
      this.settle();
      this.phase = "general";
      return true;
    }
    if (token === "open" || token === "empty") return this.record(bytes, start, limit, final);
    this.note(walker.flaw);
    if ((token === "text" && !blank) || token === "cdata") return this.stray(start, walker.at, true);
    // A comment belongs to the record before it, so that the code view keeps it.
    if (token !== "text" && this.list.count > 0) {
      this.list.mark(this.list.count - 1, mark.irregular | (walker.flaw === null ? 0 : mark.flawed));
    }
    return true;
  }

  private add(start: number, end: number, marks: number): boolean {
    this.list.add(start + this.base, end + this.base, marks);
    return true;
  }

  /** What is not a record; what follows one another without a record between is one row. */
  private stray(start: number, end: number, hasText: boolean): boolean {
    const { list } = this;
    const rowStart = list.count > 0 ? list.start(list.count - 1) - this.base : null;
    if (this.children.addStray(start + this.base, end + this.base, hasText, rowStart)) list.behind = end + this.base;
    else this.add(start, end, mark.stray | mark.irregular);
    return true;
  }

  /** Any child element, its first tag being walked already. */
  private record(bytes: Uint8Array, start: number, limit: number, final: boolean): boolean {
    const { walker, children } = this;
    const { scanner } = walker;
    const name = bytes.slice(scanner.nameStart, scanner.nameEnd);
    this.childName = name;
    let marks = scanner.hasAttributes ? mark.attributes | mark.irregular : 0;
    const keys: Uint8Array[] = [];
    const names: string[] = [];
    let hasText = false;
    this.keepFlaw();
    while (walker.depth > 1) {
      const end = this.walk(bytes, limit, final);
      if (end < 0) {
        if (end === incomplete) {
          walker.rewind(start, 1);
          this.childFlaws = [];
        }
        return false;
      }
      this.keepFlaw();
      const { token } = scanner;
      const opensField = (token === "open" && walker.depth === 3) || (token === "empty" && walker.depth === 2);
      if (opensField) {
        if (keys.length < maxFields) {
          keys.push(bytes.slice(scanner.nameStart, scanner.nameEnd));
          names.push(nameText(this.source, scanner.nameStart + this.base, scanner.nameEnd + this.base));
        }
        if (scanner.hasAttributes) marks |= mark.irregular;
      } else if (token === "cdata") {
        if (walker.depth === 2) hasText = true;
      } else if (token === "text") {
        if (walker.depth === 2 && !scanner.blank) hasText = true;
      } else if (token !== "close") marks |= mark.irregular;
    }
    for (const flaw of this.childFlaws) this.note(flaw);
    if (this.childFlaws.length > 0) marks |= mark.flawed | mark.irregular;
    this.childFlaws = [];
    const isNamed = children.name !== null && sameBytes(name, children.name);
    if (keys.length === 0 && (hasText || !isNamed)) {
      const isRecord = !hasText && children.name === null && children.addEmpty(name);
      return isRecord ? this.add(start, walker.at, marks | mark.irregular) : this.stray(start, walker.at, false);
    }
    if (children.name !== null && !isNamed) {
      if (hasText) return this.stray(start, walker.at, false);
      if (!children.isMistakenFor(name)) {
        children.addOther(start + this.base, name);
        this.columns.place(names);
        return this.add(start, walker.at, marks | mark.irregular);
      }
      this.reopenList(name, keys, names);
    }
    this.openList(name, keys, names);
    children.addRecord();
    if (hasText) marks |= mark.strayText | mark.irregular;
    if (new Set(names).size < names.length) marks |= mark.repeatedKeys;
    this.columns.place(names);
    // Regular is what the cursor can walk, and it walks what the fast path takes.
    if (this.template === null || scanRegularXml(bytes, start, limit, this.template, scanner) !== walker.at) {
      marks |= mark.irregular;
    }
    return this.add(start, walker.at, marks);
  }

  private keepFlaw(): void {
    if (this.walker.flaw !== null && this.childFlaws.length < maxFlaws) this.childFlaws.push(this.walker.flaw);
  }

  /** The first record gives the columns and the name of all others. */
  private openList(name: Uint8Array, keys: readonly Uint8Array[], names: readonly string[]): void {
    const { children, list, columns } = this;
    if (children.name !== null) return;
    columns.place(names);
    this.template = templateOf(name, keys.slice(0, columns.names.length));
    const areStray = children.decide(name);
    for (let record = 0; areStray && record < list.count; record++) list.mark(record, mark.stray | mark.irregular);
    if (areStray) children.firstStray = list.start(0);
    if (list.count > 0 && children.strays > 0) columns.place([strayKey]);
  }

  /** What gave the list its name was no record of it. The columns of what is one come first. */
  private reopenList(name: Uint8Array, keys: readonly Uint8Array[], names: readonly string[]): void {
    const { children, list, columns } = this;
    const before = [...columns.keys];
    columns.clear();
    columns.place(names);
    this.template = templateOf(name, keys.slice(0, columns.names.length));
    columns.place(before);
    let first: number | null = null;
    for (let record = 0; record < list.count; record++) {
      if ((list.marksOf(record) & mark.stray) === 0) first ??= list.start(record);
      list.mark(record, mark.irregular);
    }
    children.rename(name, first);
  }

  bounds(record: number) {
    return { start: this.list.start(record), end: this.list.end(record) };
  }

  fields(record: number): readonly Field[] {
    const marks = this.list.marksOf(record);
    if (marks === 0) return regularFields(this.cursor, record, this.columns.keys);
    const { start, end } = this.bounds(record);
    if (this.list.isLong(record)) {
      if ((marks & mark.stray) === 0)
        return this.lastLong.get(start, end, () => longXmlFields(this.source, start, end));
      return [{ key: strayKey, value: longStray(this.source, start, end) }];
    }
    if ((marks & mark.stray) !== 0) return [{ key: strayKey, value: this.strayText(record) }];
    const text = this.source.text(start, end);
    if ((marks & mark.flawed) !== 0) return readXmlFields(text);
    try {
      return readXmlRecords(text)[0]?.fields ?? [];
    } catch {
      // Of XML 1.1, say, the parser takes other characters than the scanner.
      return readXmlFields(text);
    }
  }

  /** What is not a record, as it was sent. */
  private strayText(record: number): string {
    const { start, end } = this.bounds(record);
    this.source.load(start, end);
    const { base, bytes } = this.source;
    return this.source.text(start, trimmedEnd(bytes, start - base, Math.min(end - base, bytes.length)) + base);
  }

  sentText(record: number): string | null {
    const isSent = (this.list.marksOf(record) & mark.stray) !== 0 && !this.list.isLong(record);
    return isSent ? this.strayText(record) : null;
  }

  flawOf(record: number): Flaw | null {
    const { start, end } = this.bounds(record);
    const bytes = this.source.part(start, end);
    const walker = new XmlWalker({ lenient: true, isUtf8: this.isUtf8 });
    walker.documentStart = -1;
    while (walker.at < bytes.length && walker.step(bytes, bytes.length, true) >= 0) {
      if (walker.flaw !== null) return { ...walker.flaw, offset: walker.flaw.offset + start };
    }
    return null;
  }

  /** The name of the element that a record is, and of those that most are. */
  nameOf(record: number): { readonly own: string; readonly usual: string } {
    const start = this.list.start(record);
    const head = this.source.text(start, Math.min(this.list.end(record), start + 200));
    const own = /^<([^\s/>]+)/.exec(head)?.[1] ?? "";
    return { own, usual: Buffer.from(this.children.name ?? []).toString() };
  }
}
