import { readJsonObject, unescapeJson } from "#shared/formats/json-object.ts";
import { JsonWalker } from "#shared/formats/json-walker.ts";
import { failed, incomplete, isBlank, skipBlanks, standsAt, type Break } from "#shared/formats/scan.ts";
import type { Field } from "#shared/formats/field.ts";
import { ColumnSet } from "./column-set.ts";
import { JsonCursor } from "./json-cursor.ts";
import { mark, RecordList } from "./record-list.ts";
import { regularFields, type Records } from "./records.ts";
import type { Source } from "./source.ts";
import { recordsBetweenYields, type Task } from "./task.ts";

const openObject = 123;
const closeObject = 125;
const openArray = 91;
const closeArray = 93;
const comma = 44;

/** Index of a JSON array of objects. */
export class JsonRecords implements Records {
  readonly format = "json";
  readonly list = new RecordList();
  readonly columns = new ColumnSet();
  readonly cursor: JsonCursor;
  isTable = true;
  problem: Break | null = null;
  at: number;
  listStart: number;
  listEnd: number;
  private readonly source: Source;
  private readonly walker = new JsonWalker();
  private phase: "start" | "first" | "record" | "behind" | "after" | "general" | "over" = "start";
  /** Keys of the first record as bytes, quotes included. */
  private template: readonly Uint8Array[] | null = null;
  private lastEnd = 0;

  constructor(source: Source, from: number) {
    this.source = source;
    this.at = from;
    this.listStart = from;
    this.listEnd = from;
    this.cursor = new JsonCursor(source, this.list, () => this.template ?? []);
  }

  get regularColumns(): number {
    return this.template?.length ?? 0;
  }

  *scan(limit: number, final: boolean): Task<void> {
    let steps = 0;
    while (this.phase !== "over") {
      if (!this.step(this.source.bytes, limit, final)) return;
      if (++steps % recordsBetweenYields === 0 || this.phase === "general") yield;
    }
  }

  /** One record or one piece of punctuation; false when there is no going on. */
  private step(bytes: Uint8Array, limit: number, final: boolean): boolean {
    if (this.phase === "general") return this.general(bytes, limit, final);
    this.at = skipBlanks(bytes, this.at, limit);
    if (this.at >= limit) {
      if (final && this.phase !== "after") this.stop(limit, "the JSON ends in the middle");
      if (final) this.phase = "over";
      return false;
    }
    const byte = bytes[this.at] as number;
    switch (this.phase) {
      case "start":
        if (byte !== openArray) return this.turnGeneral();
        this.listStart = this.at++;
        this.phase = "first";
        return true;
      case "first":
      case "record":
        if (byte === closeArray && this.phase === "first") return this.close();
        if (byte === openObject) return this.record(bytes, limit, final);
        return this.turnGeneral();
      case "behind":
        if (byte === closeArray) return this.close();
        if (byte !== comma) return this.stop(this.at, "a comma or ] should stand here");
        // The comma belongs to the record before it: the code view shows it there.
        this.lastEnd = ++this.at;
        this.phase = "record";
        return true;
      case "after":
        return this.stop(this.at, "something follows the end of the JSON");
      case "over":
        return false;
    }
  }

  private close(): boolean {
    this.listEnd = ++this.at;
    this.phase = "after";
    return true;
  }

  private stop(offset: number, reason: string): boolean {
    this.problem = { offset, reason };
    if (this.phase !== "after") this.listEnd = this.lastEnd === 0 ? Math.min(this.listStart + 1, offset) : this.lastEnd;
    this.phase = "over";
    return false;
  }

  private turnGeneral(): boolean {
    if (this.phase === "record" && !opensValue(this.source.bytes[this.at] as number)) {
      return this.stop(this.at, "a record should stand behind this comma");
    }
    this.isTable = false;
    this.list.clear();
    this.walker.start(this.listStart);
    this.phase = "general";
    return true;
  }

  private general(bytes: Uint8Array, limit: number, final: boolean): boolean {
    if (!this.walker.done) {
      const pause = this.walker.at + 65_536;
      const end = this.walker.walk(bytes, limit, final, pause);
      this.at = this.walker.at;
      if (end === incomplete) return this.at > pause;
      if (end === failed) {
        this.problem = this.walker.problem;
        this.listEnd = Math.min(this.problem?.offset ?? limit, limit);
        this.phase = "over";
        return false;
      }
    }
    this.listEnd = this.walker.at;
    this.at = this.walker.at;
    this.phase = "after";
    return true;
  }

  private record(bytes: Uint8Array, limit: number, final: boolean): boolean {
    const start = this.at;
    let end = this.template === null ? -1 : this.regular(bytes, start, limit, this.template);
    let marks = 0;
    if (end < 0) {
      const found = this.irregular(bytes, start, limit, final);
      if (found === null) return false;
      ({ end, marks } = found);
    }
    this.list.add(start, marks);
    this.at = end;
    this.lastEnd = end;
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
      const { offset, reason } = this.walker.problem ?? { offset: start, reason: "" };
      this.stop(offset, reason);
      return null;
    }
    let marks = 0;
    const keys: Uint8Array[] = [];
    const names: string[] = [];
    let at = skipBlanks(bytes, start + 1, limit);
    while (bytes[at] === 34) {
      const keyEnd = this.walker.string(bytes, at, limit, true);
      keys.push(bytes.slice(at, keyEnd));
      names.push(unescapeJson(this.source.text(at + 1, keyEnd - 1)));
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
    const start = this.list.start(record);
    return { start, end: record + 1 < this.list.count ? this.list.start(record + 1) : this.lastEnd };
  }

  fields(record: number): readonly Field[] {
    if (this.list.marksOf(record) === 0) return regularFields(this.cursor, record, this.columns.keys);
    const { start, end } = this.bounds(record);
    return readJsonObject(this.source.text(start, end));
  }
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
