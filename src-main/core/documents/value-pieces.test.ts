import fc from "fast-check";
import { expect, test } from "vitest";
import { writeCsvCell } from "#shared/formats/csv-dialect.ts";
import { escapeXmlText } from "#shared/formats/xml-text.ts";
import { Source } from "./source.ts";
import { bodyBytes } from "./test-engine.ts";
import { countCharacters, firstPieceEnd, readPieces, type Coding } from "./value-pieces.ts";

function sourceOf(written: string | Uint8Array): Source {
  const bytes = typeof written === "string" ? new Uint8Array(Buffer.from(written)) : written;
  const source = new Source(bodyBytes(bytes));
  source.grow(bytes.length);
  return source;
}

/** How each format writes a text, without the quotes around it. */
const writers: Readonly<Record<Coding, (text: string) => string>> = {
  raw: (text) => text,
  json: (text) => JSON.stringify(text).slice(1, -1),
  backslash: (text) => writeCsvCell(text).slice(1, -1),
  doubled: (text) => text.replaceAll('"', '""'),
  xml: escapeXmlText,
};
const codings = Object.keys(writers) as Coding[];

const letters = fc.constantFrom('"', "\\", "&", "<", "]]>", "a", "é", "€", "😀", "\n", "\u0001", "&amp;", "u0041");
const texts = fc.array(letters, { maxLength: 300 }).map((parts) => parts.join(""));

test.each(codings)("a value of %s in pieces of any size is the value", (coding) => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 90 }), (text, size) => {
      // XML cannot hold a control character, and says so elsewhere.
      const value = coding === "xml" ? text.replaceAll("\u0001", "") : text;
      const source = sourceOf(`..${writers[coding](value)}`);
      const range = { from: 2, to: source.length, coding };
      const pieces = [...readPieces(source, range, size)];
      expect(pieces.join("")).toBe(value);
      expect(pieces.every((piece) => !/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(piece))).toBe(true);
      expect(countCharacters(source, range)).toBe(value.length);
      const [first = ""] = pieces;
      const shown = { ...range, to: firstPieceEnd(source, range, size) };
      expect([...readPieces(source, shown, 1_000)].join("")).toBe(first);
    }),
  );
});

test("escapes of JSON in every spelling are what a parser makes of them", () => {
  const spelled = fc.constantFrom(
    "\\u0041",
    "\\u00E9",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\/",
    "\\b",
    "\\f",
    "\\r",
    "\\t",
    "x",
  );
  fc.assert(
    fc.property(fc.array(spelled, { maxLength: 200 }), fc.integer({ min: 1, max: 50 }), (parts, size) => {
      const written = parts.join("");
      const source = sourceOf(written);
      const range = { from: 0, to: source.length, coding: "json" as const };
      const value = JSON.parse(`"${written}"`) as string;
      expect([...readPieces(source, range, size)].join("")).toBe(value);
      expect(countCharacters(source, range)).toBe(value.length);
    }),
  );
});

test("sections, references and line endings of XML are read alike wherever a piece ends", () => {
  const part = fc.constantFrom("<![CDATA[a & b\r\n]] >]]>", "&#x1F600;", "&quot;", "\r\n", "\r", "text ", "é");
  fc.assert(
    fc.property(fc.array(part, { maxLength: 100 }), fc.integer({ min: 1, max: 120 }), (parts, size) => {
      const source = sourceOf(parts.join(""));
      const range = { from: 0, to: source.length, coding: "xml" as const };
      const whole = [...readPieces(source, range, source.length + 1)].join("");
      expect([...readPieces(source, range, size)].join("")).toBe(whole);
    }),
  );
});

test("a charset of one byte a character is read as that", () => {
  const source = sourceOf(Buffer.from('caf\u00e9 \\"x\\" '.repeat(30), "latin1"));
  source.useCharset("windows-1252");
  const range = { from: 0, to: source.length, coding: "backslash" as const };
  expect([...readPieces(source, range, 7)].join("")).toBe('caf\u00e9 "x" '.repeat(30));
  expect(countCharacters(source, range)).toBe('caf\u00e9 "x" '.repeat(30).length);
});
