import { Buffer } from "node:buffer";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { sourceRange } from "#shared/canonical-text.ts";
import type { FindRequest } from "#shared/documents.ts";
import { RawSearch } from "./find-in-raw.ts";
import { searchOf } from "./find-search.ts";
import { RawBlock } from "./line-blocks.ts";
import { Source } from "./source.ts";
import { bodyBytes, finished, openEngine } from "./test-engine.ts";

type Wanted = Pick<FindRequest, "query" | "matchCase" | "regularExpression">;
interface Found {
  /** Characters from the start of the body; each line feed counts as one. */
  readonly at: number;
  readonly length: number;
}

function requestOf(wanted: Wanted): FindRequest {
  return { documentId: "d", as: "raw", index: 0, ...wanted };
}

/** Every match, found by searching each line as a whole. */
function naive(body: Uint8Array, wanted: Wanted): Found[] {
  const search = searchOf(requestOf(wanted));
  const found: Found[] = [];
  let before = 0;
  for (const line of Buffer.from(body).toString("utf8").split("\n")) {
    const whole = search.locate(line);
    let at = 0;
    for (let match = search.next(whole.text, at); match !== null; match = search.next(whole.text, at)) {
      const { start, length } = sourceRange(whole, match.index, match[0].length);
      at = match.index + Math.max(1, match[0].length);
      if (match[0] !== "") found.push({ at: before + start, length });
      if (at > whole.text.length) break;
    }
    before += line.length + 1;
  }
  return found;
}

/** The same matches, found by slices of a given size. */
function bySlices(body: Uint8Array, wanted: Wanted, sliceBytes: number, windows?: number): Found[] {
  const sizes = windows === undefined ? undefined : { look: windows, walk: windows, most: 1_000_000 };
  const source = new Source(bodyBytes(body, sizes));
  source.grow(body.length);
  const block = new RawBlock(source, 0);
  finished(block.count(body.length, true));
  const starts: number[] = [];
  let characters = 0;
  for (const line of block.read(0, block.lines)) {
    starts.push(characters);
    characters += line.length + (line.goesOn ? 0 : 1);
  }
  const { total, locate } = finished(new RawSearch(block, searchOf(requestOf(wanted)), sliceBytes).count());
  return Array.from({ length: total }, (_, index) => {
    const place = locate(index);
    if (place === null) throw new Error(`match ${index} of ${total} has no place`);
    return { at: (starts[place.line] ?? Number.NaN) + place.start, length: place.length };
  });
}

const characters = [
  ...Array.from("aAkKsS;` eE.\r\n"),
  "\u212a",
  "\u017f",
  "\u037e",
  "\u00e9",
  "e\u0301",
  "\u0301",
  "\u0323",
];
const others = ["\u0130", "i\u0307", "\u00df", "\u1e9e", "ss", "\ud55c", "\u1112\u1161\u11ab", "\u{1f600}", "\u6f22"];
const text = fc.constantFrom(...characters, ...others);
const invalid = fc.constantFrom([0x80], [0x80, 0x80, 0x80, 0x80, 0x80], [0xc3], [0xe2, 0x84], [0xf0, 0x9f, 0x98], [0]);
const part = fc.oneof(
  { weight: 12, arbitrary: text.map((each) => [...Buffer.from(each)]) },
  { weight: 1, arbitrary: invalid },
);
const bodies = fc.array(part, { maxLength: 80 }).map((parts) => Uint8Array.from(parts.flat()));
const plain = fc.array(text, { minLength: 1, maxLength: 4 }).map((each) => each.join(""));
const patterns = fc.constantFrom(
  "a+",
  "a*",
  "\\bk",
  "\\bk\\b",
  "(?<=a)k",
  "^a",
  "a$",
  "a(?!k)",
  ".",
  "[^]",
  "e.*s",
  "\\u0301",
  "[\\ud800-\\udfff]",
  "\\ufffd+",
  "(a|k)\\1",
  "$",
);
const wanted: fc.Arbitrary<Wanted> = fc.record({
  query: fc.oneof(plain, patterns),
  matchCase: fc.boolean(),
  regularExpression: fc.boolean(),
});

/** Invalid patterns are excluded. */
function isValid(each: Wanted): boolean {
  try {
    searchOf(requestOf(each)).next("", 0);
    return true;
  } catch {
    return false;
  }
}

test("slices of any size find the same matches as a search of whole lines [security: find-in-one-line]", () => {
  fc.assert(
    fc.property(bodies, wanted.filter(isValid), fc.integer({ min: 1, max: 60 }), (body, each, sliceBytes) => {
      expect(bySlices(body, each, sliceBytes)).toEqual(naive(body, each));
    }),
    { numRuns: 3_000 },
  );
});

test("slices also find the same matches through the window of a file", () => {
  fc.assert(
    fc.property(bodies, wanted.filter(isValid), fc.integer({ min: 1, max: 60 }), (body, each, sliceBytes) => {
      expect(bySlices(body, each, sliceBytes, 16)).toEqual(naive(body, each));
    }),
    { numRuns: 500 },
  );
});

type BufferCall = (this: Buffer, ...given: unknown[]) => unknown;
const spied = { searched: 0, decoded: 0 };
afterEach(() => {
  vi.restoreAllMocks();
});

/** Counts the bytes that a search examines: those that Node's search scans, and those that are decoded. */
function spyOnBytes(): void {
  spied.searched = 0;
  spied.decoded = 0;
  const { indexOf, toString } = Buffer.prototype as unknown as Readonly<Record<"indexOf" | "toString", BufferCall>>;
  vi.spyOn(Buffer.prototype, "indexOf").mockImplementation(function (this: Buffer, ...given) {
    const found = indexOf.apply(this, given) as number;
    const from = typeof given[1] === "number" ? given[1] : 0;
    spied.searched += (found < 0 ? this.length : found + 1) - from;
    return found;
  });
  vi.spyOn(Buffer.prototype, "toString").mockImplementation(function (this: Buffer, encoding, start = 0, end) {
    spied.decoded += Number(end ?? this.length) - Number(start);
    return toString.apply(this, [encoding, start, end]) as string;
  });
}

/** The cost of one search of a body, with or without line feeds in place of some commas. */
function costOf(each: Wanted, hasLines: boolean): { count: number; searched: number; decoded: number } {
  const record = '{"id":"12345","name":"Zo\u00eb Kelvin","note":"needle in a stack"},';
  const body = Buffer.from(`[${record.repeat(40_000)}{}]`);
  if (hasLines) for (let at = body.indexOf("},"); at >= 0; at = body.indexOf("},", at + 2)) body[at + 1] = 10;
  const source = new Source(bodyBytes(body));
  source.grow(body.length);
  const block = new RawBlock(source, 0);
  finished(block.count(body.length, true));
  spyOnBytes();
  const { total, locate } = finished(new RawSearch(block, searchOf(requestOf(each))).count());
  locate(Math.floor(total / 2));
  locate(total - 1);
  vi.restoreAllMocks();
  return { count: total, ...spied };
}

const costs: readonly (Wanted & { readonly count: number })[] = [
  { query: "needle", matchCase: true, regularExpression: false, count: 40_000 },
  { query: "NEEDLE", matchCase: false, regularExpression: false, count: 40_000 },
  { query: "zo\u00eb", matchCase: false, regularExpression: false, count: 40_000 },
  { query: "absent", matchCase: false, regularExpression: false, count: 0 },
  { query: "absent", matchCase: true, regularExpression: false, count: 0 },
  { query: "k\\w+n", matchCase: false, regularExpression: true, count: 40_000 },
  { query: "\\d{5}", matchCase: false, regularExpression: true, count: 40_000 },
];

test("a body of one line costs a search as many bytes as the same body in lines [security: find-in-one-line]", () => {
  for (const { count, ...each } of costs) {
    const oneLine = costOf(each, false);
    const inLines = costOf(each, true);
    expect([each.query, oneLine.count, inLines.count]).toEqual([each.query, count, count]);
    const [one, lines] = [oneLine, inLines].map(({ searched, decoded }) => searched + decoded) as [number, number];
    // Locating a match walks over at most 256 lines of 8,192 bytes.
    expect(one).toBeLessThan(1.5 * lines + 2 * 256 * 8_192);
    // Each byte is examined a few times, and parts that cannot contain the text are not decoded.
    expect(one).toBeLessThan(4 * 2_760_000);
    if (count === 0) expect(oneLine.decoded).toBe(0);
  }
});

test("reading the lines of a body of one line examines each byte only a few times", () => {
  const body = Buffer.alloc(2_000_000, "x");
  const engine = openEngine(body, { contentType: "text/plain" });
  expect(engine.lines("raw").lines).toBe(Math.ceil(body.length / 8_192));
  spyOnBytes();
  for (let offset = 0; offset < 245; offset += 50) engine.lines("raw", undefined, offset, 50);
  expect(spied.searched).toBeLessThan(5 * body.length);
});

test("the byte test knows every character whose canonical form or case is an ASCII character", () => {
  const known = new Set(["\u212a", "\u017f", "\u037e", "\u1fef"]);
  const found: string[] = [];
  const folds = /^[a-z]$/iu;
  for (let code = 0x80; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    // Composition may leave an ASCII letter where it removes something else.
    if (/^[\0-\u007f]/.test(character.normalize("NFC")) || folds.test(character)) found.push(character);
  }
  expect(found.filter((character) => !known.has(character))).toEqual([]);
  expect(found).toHaveLength(known.size);
});
