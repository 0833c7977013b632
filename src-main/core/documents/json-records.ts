import type { Field } from "#shared/formats/field.ts";
import {
  isStrayControl,
  LenientJson,
  readLenientObject,
  skipJsonSpace,
  spaceReason,
} from "#shared/formats/json-lenient.ts";
import { readJsonObject } from "#shared/formats/json-object.ts";
import { JsonWalker } from "#shared/formats/json-walker.ts";
import { failed, incomplete, skipBlanks, type Break, type Flaw } from "#shared/formats/scan.ts";
import { ColumnSet } from "./column-set.ts";
import { FlawList } from "./flaw-list.ts";
import { JsonCursor } from "./json-cursor.ts";
import { checkSeparator, endOfForeignText, flawOfJson, strayJson, trimmedJson } from "./json-entries.ts";
import { keysOf, lenientKeys, sameKeys } from "./json-keys.ts";
import { scanRegularJson } from "./json-regular.ts";
import { maxRecordText } from "./limits.ts";
import { LastLongRecord, longJsonFields, longStray } from "./long-records.ts";
import { mark, RecordList } from "./record-list.ts";
import { regularFields, type Records } from "./records.ts";
import type { Source } from "./source.ts";
import { strayKey } from "./stray-key.ts";

const openObject = 123;
const openArray = 91;
const closeArray = 93;
const comma = 44;

/** Bytes that one step takes of a document which is no list of records. */
const generalStep = 65_536;

/** Of a row that holds text which is not JSON. */
const textMarks = mark.stray | mark.flawed;

/** So many more strays than records, and this is a list of something else. */
const maxStrays = 1_000;

/** Index of a JSON array most of whose values are objects. */
export class JsonRecords implements Records {
  readonly format = "json";
  readonly list = new RecordList();
  readonly columns = new ColumnSet();
  readonly cursor: JsonCursor;
  problem: Break | null = null;
  flaws = new FlawList();
  at: number;
  strays = 0;
  firstStray: number | null = null;
  private records = 0;
  private isGeneral = false;
  private listStart: number;
  private readonly source: Source;
  private readonly walker = new JsonWalker();
  private readonly lenient = new LenientJson();
  private readonly lastLong = new LastLongRecord();
  private phase: "start" | "first" | "record" | "behind" | "after" | "general" | "over" = "start";
  /** Keys of the first record as bytes, quotes included. */
  private template: readonly Uint8Array[] | null = null;
  /** Where something starts that is before the next value and belongs to nothing. */
  private junk: number | null = null;
  /** Why a value that may yet turn out readable is not JSON. */
  private pending: Break | null = null;

  constructor(source: Source, from: number) {
    this.source = source;
    this.at = from;
    this.listStart = from;
    this.cursor = new JsonCursor(source, this.list, () => this.template ?? []);
  }

  get regularColumns(): number {
    return this.template?.length ?? 0;
  }

  get over(): boolean {
    return this.phase === "over";
  }

  get isTable(): boolean {
    return !this.isGeneral && (this.strays === 0 || this.records > this.strays);
  }

  step(limit: number, final: boolean): boolean {
    if (this.phase === "general") return this.general(limit, final);
    const { bytes, base } = this.source;
    this.at = skipBlanks(bytes, this.at - base, limit - base) + base;
    if (this.at >= limit) {
      if (final && this.phase !== "after") this.stop({ offset: limit, reason: "the JSON ends in the middle" });
      if (final) this.phase = "over";
      return false;
    }
    const byte = bytes[this.at - base] as number;
    if (byte === 47 || byte >= 0xc2 || isStrayControl(byte)) {
      const end = skipJsonSpace(bytes, this.at - base, limit - base, final);
      if (end === incomplete) return false;
      if (end + base > this.at && this.takeJunk(end + base)) return true;
    }
    switch (this.phase) {
      case "start":
        if (byte !== openArray) return this.turnGeneral();
        this.listStart = this.at++;
        this.phase = "first";
        return true;
      case "first":
      case "record":
        if (byte === closeArray) return this.close();
        return byte === comma ? this.surplusComma() : this.value(limit, final);
      case "behind":
        return this.separator(byte, limit, final);
      case "after":
        return this.stop({ offset: this.at, reason: "something follows the end of the JSON" });
      case "over":
        return false;
    }
  }

  /** A comment or the like between values: parsers refuse it. False where it is not inside the list. */
  private takeJunk(end: number): boolean {
    if (this.phase !== "first" && this.phase !== "record" && this.phase !== "behind") return false;
    this.flaws.add({ offset: this.at, reason: spaceReason(this.source.bytes[this.at - this.source.base] as number) });
    if (this.phase === "behind") this.extendLast(end);
    else this.junk ??= this.at;
    this.at = end;
    return true;
  }

  /** What is between records and belongs to the last one. */
  private extendLast(end: number): void {
    const { list } = this;
    if (list.count === 0) return;
    list.mark(list.count - 1, mark.flawed | mark.irregular);
    list.behind = end;
  }

  private surplusComma(): boolean {
    this.flaws.add({ offset: this.at, reason: "there is one comma too many" });
    this.at++;
    this.extendLast(this.at);
    if (this.list.count === 0) this.junk ??= this.at - 1;
    return true;
  }

  private separator(byte: number, limit: number, final: boolean): boolean {
    if (byte === closeArray) return this.close();
    if (byte === openObject) {
      this.flaws.add({ offset: this.at, reason: "a comma is missing" });
      this.extendLast(this.at);
      this.phase = "record";
      return true;
    }
    if (byte !== comma)
      return this.foreignText({ offset: this.at, reason: "a comma or ] should be here" }, limit, final);
    // The comma belongs to the record before it: the code view shows it there.
    this.list.behind = ++this.at;
    this.phase = "record";
    return true;
  }

  /** Text that is not JSON, a warning of PHP say: a row of its own up to where the next record opens. */
  private foreignText(problem: Break, limit: number, final: boolean): boolean {
    const { bytes, base } = this.source;
    const end = endOfForeignText(bytes, this.at - base, limit - base, final);
    this.pending = end === incomplete ? problem : null;
    if (end === incomplete) return false;
    if (end === failed) return this.stop(problem);
    this.flaws.add({ offset: this.at, reason: "the list contains text that is not JSON" });
    this.addStray(end + base, mark.flawed);
    if (!this.isGeneral) this.phase = "record";
    return true;
  }

  private addStray(end: number, marks: number): boolean {
    this.list.add(this.junk ?? this.at, end, marks | mark.stray | mark.irregular);
    this.junk = null;
    this.strays++;
    this.firstStray ??= this.at;
    if (this.records > 0) this.columns.place([strayKey]);
    else if (this.strays > maxStrays) return this.turnGeneral();
    this.at = end;
    this.phase = "behind";
    return true;
  }

  private close(): boolean {
    // After text that is not JSON a comma cannot be one too many.
    const last = this.list.count - 1;
    if (this.phase === "record" && (this.list.marksOf(last) & textMarks) !== textMarks) {
      this.flaws.add({ offset: this.at, reason: "there is one comma too many" });
      this.extendLast(this.at);
    }
    this.at++;
    this.phase = "after";
    if (this.isTable) this.settle();
    // Of other documents no flaw is passed over: the walk says where they break.
    else if (this.flaws.known.length > 0) return this.turnGeneral();
    else this.settle();
    return true;
  }

  stop(problem: Break): boolean {
    this.problem = problem.isLimit === true && this.pending !== null ? this.pending : problem;
    this.settle();
    this.phase = "over";
    return false;
  }

  /** No more bytes will come that could show whether this is a list of records. */
  private settle(): void {
    if (this.isTable) {
      if (this.strays > 0) this.columns.place([strayKey]);
      return;
    }
    this.isGeneral = true;
    this.list.clear();
  }

  /** Walks the document once more from its start, as what it is. */
  private turnGeneral(): boolean {
    this.isGeneral = true;
    this.list.clear();
    this.flaws = new FlawList();
    this.at = this.listStart;
    this.walker.start(0);
    this.phase = "general";
    return true;
  }

  private general(limit: number, final: boolean): boolean {
    const { walker } = this;
    const { bytes, base } = this.source;
    walker.at = this.at - base;
    const pause = walker.at + generalStep;
    const end = walker.walk(bytes, limit - base, final, pause);
    this.at = walker.at + base;
    if (end === incomplete) return walker.at > pause;
    if (end === failed) return this.stop(placed(walker.problem, base));
    this.phase = "after";
    return true;
  }

  /** One value of the list: a record when it is an object. */
  private value(limit: number, final: boolean): boolean {
    const { bytes, base } = this.source;
    const start = this.at - base;
    const isRecord = bytes[start] === openObject;
    const { template, junk } = this;
    let end =
      isRecord && template !== null && junk === null
        ? scanRegularJson(bytes, start, limit - base, template, this.walker)
        : -1;
    let marks = 0;
    if (end < 0) {
      end = this.walkValue(bytes, start, limit - base, final);
      if (end === failed && !this.over)
        return this.foreignText(this.pending ?? { offset: this.at, reason: "" }, limit, final);
      if (end < 0) return false;
      if (this.lenient.flaws.length > 0 || junk !== null) marks |= mark.flawed | mark.irregular;
      if (!isRecord) return this.addStray(end + base, marks);
      marks |= this.placeKeys(start, end, marks);
    }
    this.list.add(junk ?? this.at, end + base, marks);
    this.junk = null;
    this.records++;
    this.at = end + base;
    this.phase = "behind";
    return true;
  }

  /** Offset after any value at all; negative when it is broken (`pending` says where) or goes on past the limit. */
  private walkValue(bytes: Uint8Array, start: number, limit: number, final: boolean): number {
    const { walker, lenient } = this;
    walker.start(start);
    lenient.flaws = [];
    const end = walker.walk(bytes, limit, final);
    if (end !== failed) return end;
    const problem = placed(walker.problem, this.source.base);
    if (problem.isLimit === true) this.stop(problem);
    if (this.over) return failed;
    // Where it goes wrong one way only, it is read that way, so that one character does not hide all that follows.
    let readable = lenient.read(bytes, start, limit, final);
    // A word that something else follows is the beginning of a text.
    if (readable >= 0 && bytes[start] !== openObject) readable = checkSeparator(bytes, readable, limit, final);
    this.pending = readable >= 0 ? null : problem;
    if (readable >= 0) {
      for (const flaw of lenient.flaws) this.flaws.add({ ...flaw, offset: flaw.offset + this.source.base });
    }
    return readable;
  }

  /** Gives the keys of a record their columns, and the marks that they make. */
  private placeKeys(start: number, end: number, marks: number): number {
    const isFlawed = this.lenient.flaws.length > 0;
    const { keys, names, isNested } = isFlawed
      ? lenientKeys(this.source, this.lenient)
      : keysOf(this.source, this.walker, start, end);
    let own = marks | (isNested ? mark.irregular : 0);
    if (new Set(names).size < names.length) own |= mark.repeatedKeys;
    this.columns.place(names);
    if (this.template === null) {
      // Keys of this size are unlikely to be those of the next record as well.
      const bytes = keys.reduce((sum, key) => sum + key.length, 0);
      this.template = bytes > maxRecordText ? [] : keys.slice(0, this.columns.names.length);
      if (this.strays > 0) this.columns.place([strayKey]);
    }
    return sameKeys(keys, this.template) ? own : own | mark.irregular;
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
        return this.lastLong.get(start, end, () => longJsonFields(this.source, start, end));
      return [{ key: strayKey, value: longStray(this.source, start, end) }];
    }
    const text = this.source.text(start, end);
    if ((marks & mark.stray) !== 0) return [{ key: strayKey, value: strayJson(text) }];
    return (marks & mark.flawed) === 0 ? readJsonObject(text) : readLenientObject(text);
  }

  flawOf(record: number): Flaw | null {
    const { start, end } = this.bounds(record);
    return flawOfJson(this.source.part(start, end), start, record === this.list.count - 1);
  }

  sentText(record: number): string | null {
    if ((this.list.marksOf(record) & mark.flawed) === 0 || this.list.isLong(record)) return null;
    const { start, end } = this.bounds(record);
    return trimmedJson(this.source.text(start, end));
  }
}

/** A break that was found in bytes at hand, by its offset in the body. */
function placed(problem: Break | null, base: number): Break {
  return problem === null ? { offset: base, reason: "" } : { ...problem, offset: problem.offset + base };
}
