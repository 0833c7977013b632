import { describe, expect, it } from "vitest";
import type { DocumentSummary } from "#shared/documents.ts";
import { chooseCharset } from "./charset.ts";
import { openEngine } from "./test-engine.ts";

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
const xml = (encoding: string, name: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?>\n<contacts><contact><a>${name}</a></contact><contact><a>b</a></contact></contacts>`;
const json = (name: string): string => JSON.stringify([{ a: name }, { a: "b" }]);

/** Severity and title of the notices about the charset, and the charset that each offers. */
function said(body: string | Uint8Array, contentType: string) {
  const { notices } = openEngine(body, { contentType }).summary;
  return notices
    .filter(({ code }) => code === "charset" || code === "invalid-bytes")
    .map(({ severity, title, readAs }) => ({ severity, title, readAs }));
}

describe("notices about the charset of a body", () => {
  it.each([
    ["UTF-8, and nothing declared", json("ë"), "application/json", []],
    ["UTF-8, as declared", json("ë"), "application/json; charset=utf-8", []],
    ["ASCII in Latin-1", json("e"), "application/json; charset=iso-8859-1", ["info Read as windows-1252."]],
    ["Latin-1, as declared", latin1(json("ë")), "application/json; charset=iso-8859-1", ["info Read as windows-1252."]],
    [
      "UTF-8, declared Latin-1",
      json("ë"),
      "application/json; charset=ISO-8859-1",
      ["caution Declared ISO-8859-1, but every byte is valid UTF-8. > utf-8"],
    ],
    [
      "UTF-8, declared Windows-1252 by the XML declaration",
      xml("windows-1252", "ë"),
      "text/xml",
      ["caution Declared Windows-1252, but every byte is valid UTF-8. > utf-8"],
    ],
    [
      "two declarations, in ASCII",
      xml("ISO-8859-1", "e"),
      "text/xml; charset=utf-8",
      ["info HTTP declares UTF-8, the XML declaration ISO-8859-1."],
    ],
    [
      "two declarations, and HTTP is right",
      xml("ISO-8859-1", "ë"),
      "text/xml; charset=utf-8",
      ["caution HTTP declares UTF-8, the XML declaration ISO-8859-1."],
    ],
    [
      "two declarations, and XML is right",
      latin1(xml("ISO-8859-15", "ë")),
      "text/xml; charset=utf-8",
      ["caution 1 invalid byte at 67. > iso-8859-15", "caution HTTP declares UTF-8, the XML declaration ISO-8859-15."],
    ],
    ["two names of one charset", xml("utf8", "ë"), 'text/xml; charset="UTF-8"', []],
    [
      "a mark against the declaration",
      `\ufeff${json("ë")}`,
      "application/json; charset=iso-8859-1",
      ["caution Declared ISO-8859-1, but a byte order mark of UTF-8 opens the body."],
    ],
    [
      "an unknown charset",
      json("ë"),
      "application/json; charset=klingon",
      ["caution The charset klingon is not known here."],
    ],
    [
      "XML that claims to be UTF-16",
      xml("UTF-16", "ë"),
      "text/xml",
      ["caution The XML declaration names UTF-16, which is not known here."],
    ],
    [
      "Latin-1, and nothing declared",
      latin1(json("ë")),
      "application/json",
      ["caution 1 invalid byte at 7. > windows-1252"],
    ],
  ])("%s", (_, body, contentType, expected) => {
    const found = said(body, contentType).map(
      ({ severity, title, readAs }) => `${severity} ${title}${readAs === undefined ? "" : ` > ${readAs}`}`,
    );
    expect(found).toEqual(expected);
  });

  it.each([
    ["CESU-8", "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080", "CESU-8"],
    ["half a surrogate pair", "x\u00ed\u00a0\u00bdx", "CESU-8"],
    ["the NUL of Java", "a\u00c0\u0080b", "modified UTF-8"],
    ["overlong", "\u00e0\u0081\u0081", "more bytes than UTF-8 allows"],
    ["overlong in five bytes", "\u00f8\u0088\u0080\u0080\u0080", "beyond U+10FFFF"],
    ["beyond Unicode", "\u00f4\u0090\u0080\u0080", "beyond U+10FFFF"],
    ["overlong in four bytes", "\u00f0\u0082\u0082\u00ac", "more bytes than UTF-8 allows"],
  ])("names %s and does not call it Latin-1", (_, bytes, words) => {
    const { notices } = openEngine(latin1(`[{"a":"${bytes}"}]`), { contentType: "application/json" }).summary;
    const text = notices.map(({ title, message }) => `${title} ${message}`).join("\n");
    expect(text).toContain(words);
    expect(text).not.toContain("Latin-1");
    expect(notices.every(({ readAs }) => readAs === undefined)).toBe(true);
  });
});

it("still detects Latin-1 in a text in which two letters look like something else", () => {
  const body = latin1('[{"a":"\u00c1\u0094 caf\u00e9 na\u00efve fa\u00e7ade"}]');
  const { notices } = openEngine(body, { contentType: "application/json" }).summary;
  expect(notices).toMatchObject([{ code: "invalid-bytes", readAs: "windows-1252" }]);
  expect(notices[0]?.message).toContain("Latin-1");
});

it("detects UTF-8 in a body that was cut within a character", () => {
  const bytes = Buffer.from('[{"a":"\u00eb"},{"a":"\u00eb');
  const options = { contentType: "application/json; charset=iso-8859-1", complete: false };
  const { notices } = openEngine(new Uint8Array(bytes.subarray(0, -1)), options).summary;
  expect(notices.some(({ readAs }) => readAs === "utf-8")).toBe(true);
});

it("prefers the user's choice to the mark, the mark to HTTP, and HTTP to XML, where they are known", () => {
  const sources = { http: "iso-8859-2", xml: "koi8-r", hasMark: true, chosen: "windows-1252" };
  expect(chooseCharset(sources)).toBe("windows-1252");
  expect(chooseCharset({ ...sources, chosen: null })).toBe("utf-8");
  expect(chooseCharset({ ...sources, chosen: null, hasMark: false })).toBe("iso-8859-2");
  expect(chooseCharset({ ...sources, chosen: null, hasMark: false, http: "klingon" })).toBe("koi8-r");
  expect(chooseCharset({ http: null, xml: null, hasMark: false, chosen: null })).toBe("utf-8");
});

describe("reading a document again", () => {
  const end = { complete: true, dropped: 0, dropReason: "disk-full" as const };

  it("changes every view and the check, and can be reverted", () => {
    const engine = openEngine(json("Chloë"), { contentType: "application/json; charset=iso-8859-1" });
    const readAs = (charset: string) => engine.ask("read-as", { charset, end }) as DocumentSummary;
    const name = () => engine.rows().rows[0]?.cells[0];
    expect(name()).toBe("ChloÃ«");
    const again = readAs("utf-8");
    expect(again.charset).toBe("utf-8");
    expect(again.notices).toMatchObject([{ code: "charset", severity: "info", readAs: "windows-1252" }]);
    expect(name()).toBe("Chloë");
    expect(engine.text("json")).toContain("Chloë");
    expect(engine.text("raw")).toContain("Chloë");
    expect(engine.exported("json")).toContain("Chloë");
    expect(engine.rows({ search: "chloë" }).matched).toBe(1);
    for (const as of ["table", "json", "raw"] as const) expect(engine.verify(as).firstDifference).toBeNull();
    expect(readAs("windows-1252").notices).toMatchObject([{ readAs: "windows-1252" }]);
    expect(name()).toBe("ChloÃ«");
  });
});
