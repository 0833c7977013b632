import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { failed, incomplete, type Break } from "./scan.ts";
import { XmlWalker } from "./xml-walker.ts";

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function walk(text: string): Break | null {
  const bytes = bytesOf(text);
  const walker = new XmlWalker();
  for (;;) {
    const end = walker.step(bytes, bytes.length, true);
    if (end === failed) return walker.problem;
    if (end === bytes.length && walker.closed) return null;
  }
}

function saxesTakes(text: string): boolean {
  let sound = true;
  const parser = new SaxesParser();
  parser.on("error", () => {
    sound = false;
  });
  parser.write(text).close();
  return sound;
}

describe("the walker", () => {
  it.each([
    '<?xml version="1.0" encoding="UTF-8"?>\n<contacts version="1.0">\n <contact><a>x &amp; y</a></contact>\n</contacts>\n',
    "<!-- c --><a b='1' c=\"&lt;\"><![CDATA[<x>]]]></a><?end?>",
    "<a/>",
    "<é>&#233;&#xE9;</é>",
  ])("takes %s", (text) => {
    expect(walk(text)).toBeNull();
  });

  it.each([
    ["<a><b></a>", 6],
    ["<a>&nbsp;</a>", 3],
    ["<a>x & y</a>", 5],
    ["<a b=1></a>", 5],
    ["<a>]]></a>", 3],
    ["<a></a><b/>", 7],
    ["text", 0],
    ["<a><b>x</b>", 11],
    ["<a><!wrong></a>", 3],
    ["<a>\u0001</a>", 3],
    ["<ab></a>", 4],
    ["<a></ab>", 3],
    ['<a b="1"c="2"/>', 8],
  ])("tells where %s breaks", (text, offset) => {
    expect(walk(text)?.offset).toBe(offset);
  });

  it("refuses nothing that saxes takes, and names what saxes refuses", () => {
    const piece = fc.constantFrom(
      "<a>",
      "</a>",
      "<b/>",
      "<b>",
      "</b>",
      "x",
      "&amp;",
      "&",
      "<!--c-->",
      " ",
      "<![CDATA[x]]>",
      "]]>",
      "<",
      ">",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const text = `<r>${pieces.join("")}</r>`;
        expect(walk(text) === null).toBe(saxesTakes(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it("waits for more instead of failing while bytes are still coming", () => {
    const text = '<r v="1"><!-- x --><a>1 &amp; 2</a><![CDATA[ ]] ]]><b/></r>';
    const bytes = bytesOf(text);
    for (let limit = 0; limit < text.length; limit++) {
      const walker = new XmlWalker();
      let end = 0;
      while (end >= 0 && walker.at < limit) end = walker.step(bytes, limit, false);
      expect(end === incomplete || walker.at === limit).toBe(true);
    }
  });

  it("never looks an entity up: a billion laughs stays as small as it arrived", () => {
    const entities = Array.from({ length: 9 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`);
    const bomb = `<!DOCTYPE r [<!ENTITY l0 "ha">${entities.join("")}<!-- don't --> ]><r>&l9;</r>`;
    expect(walk(bomb)?.reason).toContain("&l9;");
    expect(walk('<!DOCTYPE r SYSTEM "file:///etc/passwd"><r>&x;</r>')?.reason).toContain("&x;");
  });

  it("goes 50,000 levels deep and no deeper", () => {
    expect(walk("<a>".repeat(50_000) + "</a>".repeat(50_000))).toBeNull();
    expect(walk("<a>".repeat(50_001))?.reason).toContain("50,000");
  });
});
