import { readJsonObject, unescapeJson } from "#shared/formats/json-object.ts";
import { JsonWalker } from "#shared/formats/json-walker.ts";
import { failed, incomplete, isBlank, skipBlanks, standsAt, type Break } from "#shared/formats/scan.ts";
import type { Field } from "#shared/formats/field.ts";
import { ColumnSet } from "./column-set.ts";
import { JsonCursor } from "./json-cursor.ts";
import { mark, RecordList } from "./record-list.ts";
import { regularFields, type Records } from "./records.ts";
import type { Source } from "./source.ts";

const openObject = 123;
const closeObject = 125;
const openArray = 91;
const closeArray = 93;
const comma = 44;

/** Bytes that one step takes of a document which is no list of records. */
const generalStep = 65_536;

/** Index of a JSON array of objects. */
export class JsonRecords implements Records {
  readonly format = "json";
  readonly list = new RecordList();
  readonly columns = new ColumnSet();
  readonly cursor: JsonCursor;
  isTable = true;
  problem: Break | null = null;
  at: number;
  private listStart: number;
  private readonly source: Source;
  private readonly walker = new JsonWalker();
  private phase: "start" | "first" | "record" | "behind" | "after" | "general" | "over" = "start";
  /** Keys of the first record as bytes, quotes included. */
  private template: readonly Uint8Array[] | null = null;

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
    switch (this.phase) {
      case "start":
        if (byte !== openArray) return this.turnGeneral(byte);
        this.listStart = this.at++;
        this.phase = "first";
        return true;
      case "first":
      case "record":
        if (byte === closeArray && this.phase === "first") return this.close();
        if (byte === openObject) return this.record(limit, final);
        return this.turnGeneral(byte);
      case "behind":
        if (byte === closeArray) return this.close();
        if (byte !== comma) return this.stop({ offset: this.at, reason: "a comma or ] should stand here" });
        // The comma belongs to the record before it: the code view shows it there.
        this.list.behind = ++this.at;
        this.phase = "record";
        return true;
      case "after":
        return this.stop({ offset: this.at, reason: "something follows the end of the JSON" });
      case "over":
        return false;
    }
  }

  private close(): boolean {
    this.at++;
    this.phase = "after";
    return true;
  }

  stop(problem: Break): boolean {
    this.problem = problem;
    this.phase = "over";
    return false;
  }

  private turnGeneral(byte: number): boolean {
    if (this.phase === "record" && !opensValue(byte)) {
      return this.stop({ offset: this.at, reason: "a record should stand behind this comma" });
    }
    this.isTable = false;
    this.list.clear();
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

  private record(limit: number, final: boolean): boolean {
    const { bytes, base } = this.source;
    const start = this.at - base;
    let end = this.template === null ? -1 : this.regular(bytes, start, limit - base, this.template);
    let marks = 0;
    if (end < 0) {
      const found = this.irregular(bytes, start, limit - base, final);
      if (found === null) return false;
      ({ end, marks } = found);
    }
    this.list.add(start + base, end + base, marks);
    this.at = end + base;
    this.phase = "behind";
    return true;
  }

  /** The fast path: exactly the keys of the first record with simple values. -1 for whatever is not. */
  private regular(bytes: Uint8Array, start: number, limit: number, template: readonly Uint8Array[]): number {
    let at = start + 1;
    const last = template.length - 1;
    for (let column = 0; column <= last; column++) {
      const key = template[column] as Uint8Array;
      while (isBlank(bytes[at] as number)) at++;
      if (!standsAt(bytes, at, limit, key)) return -1;
      at += key.length;
      while (isBlank(bytes[at] as number)) at++;
      if (bytes[at++] !== 58) return -1;
      while (isBlank(bytes[at] as number)) at++;
      if (bytes[at] === 34) {
        for (;;) {
          if (++at >= limit) return -1;
          const byte = bytes[at] as number;
          if (byte === 34) break;
          if (byte === 92) {
            const escape = bytes[at + 1] as number;
            if (escape === 117) {
              if (!(at + 6 <= limit && standsHex(bytes, at + 2))) return -1;
              at += 5;
            } else if (isEscape(escape)) at++;
            else return -1;
          } else if (byte < 32) return -1;
        }
        at++;
      } else {
        if (bytes[at] === openObject || bytes[at] === openArray) return -1;
        const end = this.walker.literal(bytes, at, limit, false);
        if (end < 0) return -1;
        at = end;
      }
      while (isBlank(bytes[at] as number)) at++;
      if (at >= limit || bytes[at++] !== (column === last ? closeObject : comma)) return -1;
    }
    return last < 0 ? -1 : at;
  }

  /** Any object at all; null when it is broken (`problem` says where) or goes on behind the limit. */
  private irregular(bytes: Uint8Array, start: number, limit: number, final: boolean) {
    this.walker.start(start);
    const end = this.walker.walk(bytes, limit, final);
    if (end === incomplete) return null;
    if (end === failed) {
      this.stop(placed(this.walker.problem, this.source.base));
      return null;
    }
    const { base } = this.source;
    let marks = 0;
    const keys: Uint8Array[] = [];
    const names: string[] = [];
    let at = skipBlanks(bytes, start + 1, limit);
    while (bytes[at] === 34) {
      const keyEnd = this.walker.string(bytes, at, limit, true);
      keys.push(bytes.slice(at, keyEnd));
      names.push(unescapeJson(this.source.text(base + at + 1, base + keyEnd - 1)));
      at = skipBlanks(bytes, skipBlanks(bytes, keyEnd, limit) + 1, limit);
      if (bytes[at] === openObject || bytes[at] === openArray) marks |= mark.nested | mark.irregular;
      this.walker.start(at);
      at = skipBlanks(bytes, this.walker.walk(bytes, limit, true), limit);
      if (bytes[at] === comma) at = skipBlanks(bytes, at + 1, limit);
    }
    if (new Set(names).size < names.length) marks |= mark.repeatedKeys;
    this.columns.place(names);
    this.template ??= keys.slice(0, this.columns.names.length);
    if (!sameKeys(keys, this.template)) marks |= mark.irregular;
    return { end, marks };
  }

  bounds(record: number) {
    return { start: this.list.start(record), end: this.list.end(record) };
  }

  fields(record: number): readonly Field[] {
    if (this.list.marksOf(record) === 0) return regularFields(this.cursor, record, this.columns.keys);
    const { start, end } = this.bounds(record);
    return readJsonObject(this.source.text(start, end));
  }
}

/** A break that was found in bytes at hand, by its offset in the body. */
function placed(problem: Break | null, base: number): Break {
  return problem === null ? { offset: base, reason: "" } : { ...problem, offset: problem.offset + base };
}

/** A quote, `[`, `-`, a digit, or the first letter of true, false, null. */
function opensValue(byte: number): boolean {
  return (
    byte === 34 ||
    byte === openArray ||
    byte === 45 ||
    (byte >= 48 && byte <= 57) ||
    /[tfn]/.test(String.fromCharCode(byte))
  );
}

function isEscape(byte: number): boolean {
  return (
    byte === 34 ||
    byte === 92 ||
    byte === 47 ||
    byte === 98 ||
    byte === 102 ||
    byte === 110 ||
    byte === 114 ||
    byte === 116
  );
}

function standsHex(bytes: Uint8Array, at: number): boolean {
  for (let i = at; i < at + 4; i++) {
    const byte = bytes[i] as number;
    const isHex = (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102);
    if (!isHex) return false;
  }
  return true;
}

function sameKeys(keys: readonly Uint8Array[], template: readonly Uint8Array[]): boolean {
  return (
    keys.length === template.length &&
    keys.every((key, index) => {
      const other = template[index] ?? key;
      return key.length === other.length && standsAt(key, 0, key.length, other);
    })
  );
}
