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

/** Bytes per step in a document that is not a list of records. */
const generalStep = 65_536;

/** Marks of a row that contains text that is not JSON. */
const textMarks = mark.stray | mark.flawed;

/**
 * Maximum strays (values that are not records) before the first record: beyond that, the document is not a list of
 * records.
 */
const maxStrays = 1_000;

/** Index of a JSON array whose values are mostly objects. */
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
  /** Keys of the first record as bytes, including the quotes. */
  private template: readonly Uint8Array[] | null = null;
  /** Start of junk before the next value that belongs to no record. */
  private junk: number | null = null;
  /** Why a value that may still turn out to be readable is not JSON. */
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

  /** Handles a comment or other junk between values, which parsers reject. Returns false outside the list. */
  private takeJunk(end: number): boolean {
    if (this.phase !== "first" && this.phase !== "record" && this.phase !== "behind") return false;
    this.flaws.add({ offset: this.at, reason: spaceReason(this.source.bytes[this.at - this.source.base] as number) });
    if (this.phase === "behind") this.extendLast(end);
    else this.junk ??= this.at;
    this.at = end;
    return true;
  }

  /** Adds what lies between records to the last one. */
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

  /** Text that is not JSON, such as a PHP warning, becomes a row of its own, up to the start of the next record. */
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
    // After text that is not JSON, a comma cannot be a surplus one.
    const last = this.list.count - 1;
    if (this.phase === "record" && (this.list.marksOf(last) & textMarks) !== textMarks) {
      this.flaws.add({ offset: this.at, reason: "there is one comma too many" });
      this.extendLast(this.at);
    }
    this.at++;
    this.phase = "after";
    if (this.isTable) this.settle();
    // In other documents no flaw is tolerated: the walk reports where they break.
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

  /** Decides, once no more bytes are expected, whether this is a list of records. */
  private settle(): void {
    if (this.isTable) {
      if (this.strays > 0) this.columns.place([strayKey]);
      return;
    }
    this.isGeneral = true;
    this.list.clear();
  }

  /** Walks the document again from its start, as a general JSON document. */
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

  /** Reads one value of the list; an object is a record. */
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

  /** Offset after a value of any kind; negative when it is broken (see `pending`) or continues past the limit. */
  private walkValue(bytes: Uint8Array, start: number, limit: number, final: boolean): number {
    const { walker, lenient } = this;
    walker.start(start);
    lenient.flaws = [];
    const end = walker.walk(bytes, limit, final);
    if (end !== failed) return end;
    const problem = placed(walker.problem, this.source.base);
    if (problem.isLimit === true) this.stop(problem);
    if (this.over) return failed;
    // A value with known flaws only is read leniently, so that one character does not hide everything after it.
    let readable = lenient.read(bytes, start, limit, final);
    // A word followed by anything other than a separator is the beginning of foreign text.
    if (readable >= 0 && bytes[start] !== openObject) readable = checkSeparator(bytes, readable, limit, final);
    this.pending = readable >= 0 ? null : problem;
    if (readable >= 0) {
      for (const flaw of lenient.flaws) this.flaws.add({ ...flaw, offset: flaw.offset + this.source.base });
    }
    return readable;
  }

  /** Assigns columns to the keys of a record and returns the marks that the keys cause. */
  private placeKeys(start: number, end: number, marks: number): number {
    const isFlawed = this.lenient.flaws.length > 0;
    const { keys, names, isNested } = isFlawed
      ? lenientKeys(this.source, this.lenient)
      : keysOf(this.source, this.walker, start, end);
    let own = marks | (isNested ? mark.irregular : 0);
    if (new Set(names).size < names.length) own |= mark.repeatedKeys;
    this.columns.place(names);
    if (this.template === null) {
      // Keys of this size are unlikely to recur in the next record.
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

/** Converts the offset of a break from the loaded bytes to the body. */
function placed(problem: Break | null, base: number): Break {
  return problem === null ? { offset: base, reason: "" } : { ...problem, offset: problem.offset + base };
}
