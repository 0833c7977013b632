import { skipBlanks } from "#shared/formats/scan.ts";

/** Longest piece of what is not a record that shares a row with what precedes it. */
const maxRowBytes = 65_536;

/** A name that more records have than this is not given up for another. */
const maxMistaken = 8;

/**
 * Decides whether the children of a root are a list of records. They are when more of them are records than are not,
 * or when the root is named after its records, as `contacts` is after `contact`.
 */
export class XmlChildren {
  /** Name of the elements that are records; null until one holds elements. */
  name: Uint8Array | null = null;
  /** Whether the last child was not a record; what follows directly belongs to it. */
  isStray = false;
  /** Rows that hold what is not a record, and rows of elements of another name. */
  strays = 0;
  others = 0;
  firstStray: number | null = null;
  firstOther: number | null = null;
  private records = 0;
  private rootName = "";
  private emptyName: Uint8Array | null = null;
  /** Of the first record of another name, and how many have it. */
  private otherName: Uint8Array | null = null;
  private namesakes = 0;
  /** Before the last run of strays. */
  private weightBefore = 0;
  private runElements = 0;
  private runHasText = false;

  openRoot(name: string): void {
    this.rootName = name.toLowerCase();
  }

  get isList(): boolean {
    const weight = this.weight + this.others;
    return weight === 0 || this.records > weight || (this.records > 0 && this.isNamedAfterRecords());
  }

  /** Text between records is one thing, a warning of PHP say, whatever markup is in it; elements count one by one. */
  private get weight(): number {
    return this.weightBefore + (this.runHasText ? 1 : this.runElements);
  }

  private isNamedAfterRecords(): boolean {
    const name = this.name ?? this.emptyName;
    return name !== null && this.isNamedAfter(name);
  }

  private isNamedAfter(name: Uint8Array): boolean {
    if (name.length < 3) return false;
    const record = String.fromCharCode(...name.subarray(0, 200)).toLowerCase();
    return this.rootName.includes(record.replace(/y$/, ""));
  }

  /** An element without content, before the name of the records is known; false where it is not a record. */
  addEmpty(name: Uint8Array): boolean {
    this.emptyName ??= name;
    const isRecord = sameBytes(this.emptyName, name);
    if (isRecord) this.addRecord();
    return isRecord;
  }

  addRecord(): void {
    this.endRun();
    this.records++;
  }

  addOther(offset: number, name: Uint8Array): void {
    this.endRun();
    this.others++;
    this.otherName ??= name;
    if (sameBytes(this.otherName, name)) this.namesakes++;
    this.firstOther ??= offset;
  }

  private endRun(): void {
    this.weightBefore = this.weight;
    this.runElements = 0;
    this.runHasText = false;
    this.isStray = false;
  }

  /** The records have a name now; true when the empty elements before the first of them turn out to be strays. */
  decide(name: Uint8Array): boolean {
    this.name = name;
    if (this.emptyName === null || sameBytes(this.emptyName, name) || this.records === 0) return false;
    this.weightBefore += this.records;
    this.strays += this.records;
    this.records = 0;
    return true;
  }

  /**
   * Whether what gave the records their name was something else that precedes them: the root is named after another
   * element that holds elements, or more of them have its name.
   */
  isMistakenFor(name: Uint8Array): boolean {
    if (this.records > maxMistaken || this.isNamedAfterRecords()) return false;
    const isKnown = this.otherName !== null && sameBytes(this.otherName, name);
    return this.isNamedAfter(name) || (isKnown && this.namesakes + 1 > this.records);
  }

  /** The records have another name: those before are not theirs. `offset` is where the first one starts. */
  rename(name: Uint8Array, offset: number | null): void {
    const isKnown = this.otherName !== null && sameBytes(this.otherName, name);
    const namesakes = isKnown ? this.namesakes : 0;
    this.name = name;
    this.others += this.records - namesakes;
    this.records = namesakes;
    this.firstOther = offset;
    this.otherName = null;
    this.namesakes = 0;
  }

  /** Whether a stray from `start` to `end` shares the row of the one before it, which starts at `rowStart`. */
  addStray(start: number, end: number, hasText: boolean, rowStart: number | null): boolean {
    const isJoined = this.isStray && rowStart !== null && end - rowStart <= maxRowBytes;
    this.isStray = true;
    if (hasText) this.runHasText = true;
    else this.runElements++;
    if (!isJoined) this.strays++;
    this.firstStray ??= start;
    return isJoined;
  }
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** Where a part ends, without the white space after it. */
export function trimmedEnd(bytes: Uint8Array, start: number, end: number): number {
  let to = end;
  while (to > start && skipBlanks(bytes, to - 1, to) === to) to--;
  return to;
}
