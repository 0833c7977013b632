/** For tests: bodies that a server can generate from a few bytes, each around something endless. */

const megabyte = 1_048_576;

/** Repeats the same bytes, a megabyte at a time. */
function* repeated(unit: string, byteLength: number): Generator<Uint8Array> {
  const size = Buffer.byteLength(unit);
  const times = Math.ceil(megabyte / size);
  const piece = Buffer.from(unit.repeat(times));
  for (let left = Math.floor(byteLength / size); left > 0; left -= times) {
    yield piece.subarray(0, Math.min(left, times) * size);
  }
}

/** Pieces that differ only by a number. */
function* numbered(count: number, pieceOf: (index: number) => string): Generator<Uint8Array> {
  for (let from = 0; from < count; from += 10_000) {
    const many = Array.from({ length: Math.min(10_000, count - from) }, (_, index) => pieceOf(from + index));
    yield Buffer.from(many.join(""));
  }
}

interface HostileBody {
  readonly contentType: string;
  pieces(): Generator<Uint8Array>;
}

function body(contentType: string, pieces: () => Generator<Uint8Array | string>): HostileBody {
  return {
    contentType,
    *pieces() {
      for (const piece of pieces()) yield typeof piece === "string" ? Buffer.from(piece) : piece;
    },
  };
}

const csv = (pieces: () => Generator<Uint8Array | string>): HostileBody => body("text/csv", pieces);
const json = (pieces: () => Generator<Uint8Array | string>): HostileBody => body("application/json", pieces);
const xml = (pieces: () => Generator<Uint8Array | string>): HostileBody => body("application/xml", pieces);

/** Each has a sound record, `after`, after the huge part, if records can still be recognised in its format. */
export const hostileBodies = {
  "csv-cell": csv(function* () {
    yield '"id"|"text"\r\n"1"|"';
    yield* repeated('\\"', 90 * megabyte);
    yield '"\r\n"2"|"after"\r\n';
  }),
  "csv-doubled": csv(function* () {
    yield '"id","text"\r\n"1","';
    yield* repeated('""', 90 * megabyte);
    yield '"\r\n"2","after"\r\n';
  }),
  "csv-marked": csv(function* () {
    yield '"id"|"text"\r\n"0"|"a\\b"\r\n"1"|"';
    yield* repeated('\\"""\\\\', 60 * megabyte);
    yield '"\r\n"2"|"after"\r\n';
  }),
  "csv-cells": csv(function* () {
    yield '"id"|"text"\r\n"1"';
    yield* repeated('|""', 120 * megabyte);
    yield '\r\n"2"|"after"\r\n';
  }),
  "csv-header": csv(function* () {
    yield '"id"';
    yield* numbered(8_000_000, (index) => `|"f${index}"`);
    yield '\r\n"2"|"after"\r\n';
  }),
  "csv-name": csv(function* () {
    yield '"id"|"';
    yield* repeated('\\"', 90 * megabyte);
    yield '"\r\n"2"|"after"\r\n';
  }),
  "json-cell": json(function* () {
    yield '[{"id":"1","text":"';
    yield* repeated("\\n", 180 * megabyte);
    yield '"},{"id":"2","text":"after"}]';
  }),
  "json-number": json(function* () {
    yield '[{"id":"1","text":';
    yield* repeated("12345678", 180 * megabyte);
    yield '},{"id":"2","text":"after"}]';
  }),
  "json-members": json(function* () {
    yield '[{"id":"1"';
    yield* numbered(17_000_000, (index) => `,"k${index.toString(36)}":1`);
    yield '},{"id":"2","text":"after"}]';
  }),
  "json-key": json(function* () {
    yield '[{"id":"1","';
    yield* repeated("\\n", 180 * megabyte);
    yield '":1},{"id":"2","text":"after"}]';
  }),
  "json-nested": json(function* () {
    yield '[{"id":"1","text":[1';
    yield* repeated(",1", 120 * megabyte);
    yield ']},{"id":"2","text":"after"}]';
  }),
  "json-flawed": json(function* () {
    yield '[{"id":"1","text":"';
    yield* repeated("\u0001\u0002", 15 * megabyte);
    yield '"},{"id":"2","text":"after"}]';
  }),
  "json-string": json(function* () {
    yield '{"error":"';
    yield* repeated("\\u0001\u007f", 180 * megabyte);
    yield '","after":true}';
  }),
  "json-keys": json(function* () {
    yield '[{"id":"1","text":"x"}';
    yield* numbered(6_000_000, (index) => `,{"${index.toString(36)}":"1"}`);
    yield ',{"id":"2","text":"after"}]';
  }),
  "xml-cell": xml(function* () {
    yield "<records><record><id>1</id><text>";
    yield* repeated("&lt;&#9;", 180 * megabyte);
    yield "</text></record><record><id>2</id><text>after</text></record></records>";
  }),
  "xml-attributes": xml(function* () {
    yield "<records><record><id";
    yield* numbered(17_000_000, (index) => ` a${index.toString(36)}=""`);
    yield "/></record><record><id>2</id><text>after</text></record></records>";
  }),
  "xml-name": xml(function* () {
    yield "<records><record><id>1</id><";
    yield* repeated("é", 12 * megabyte);
    yield "/></record><record><id>2</id><text>after</text></record></records>";
  }),
  "xml-fields": xml(function* () {
    yield "<records><record><id>1</id>";
    yield* numbered(9_000_000, (index) => `<a${index.toString(36)}/>`);
    yield "</record><record><id>2</id><text>after</text></record></records>";
  }),
  "xml-stray": xml(function* () {
    yield "<records><record><id>1</id><text>x</text></record>";
    yield* repeated("& ", 180 * megabyte);
    yield "<record><id>2</id><text>after</text></record></records>";
  }),
  "raw-line": body("text/plain", function* () {
    yield* repeated("\u0001\u200b", 90 * megabyte);
  }),
} as const satisfies Record<string, HostileBody>;
