import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { failed, type Break, type Flaw } from "./scan.ts";
import { XmlWalker } from "./xml-walker.ts";

const encoder = new TextEncoder();

function walk(text: string, lenient: boolean): { problem: Break | null; flaw: Flaw | null } {
  const bytes = encoder.encode(text);
  const walker = new XmlWalker({ lenient });
  let flaw: Flaw | null = null;
  for (;;) {
    const end = walker.step(bytes, bytes.length, true);
    if (end === failed) return { problem: walker.problem, flaw };
    flaw ??= walker.flaw;
    if (end === bytes.length && walker.closed) return { problem: null, flaw };
  }
}

function parserRefuses(text: string): boolean {
  let refuses = false;
  const parser = new SaxesParser();
  parser.on("error", () => {
    refuses = true;
  });
  parser.write(text).close();
  return refuses;
}

const sound =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE contacts>\n<!-- a comment -->\n<contacts version="1.0">\n' +
  " <contact status=\"1\" kind='a &amp; b'>\n  <contact_id>123456</contact_id>\n  <name>Zoë &#233; ]]</name>\n" +
  "  <notes><![CDATA[a < b & c]]></notes><empty/>\n </contact>\n <?target body?>\n</contacts>\n";

const damage = fc.constantFrom(
  ...Array.from("<>&\"'=/!?-[];: \n\t1aZ.\u000b\u0000\u007f\u0085\ufffe\uffff\u00d7\u00b7é\u{10000}"),
  "<?xml version='1.0'?>",
  "<!DOCTYPE x>",
  "<!-- x -- y -->",
  "<!---->",
  "<!--x--->",
  "]]>",
  "&#11;",
  "&#xFFFE;",
  "&#0;",
  "&#xD800;",
  "&#X41;",
  "&nbsp;",
  "&1;",
  "&;",
  "<1a/>",
  "<-/>",
  "<a b='1' b='2'/>",
  "<a b='1'c='2'/>",
  "<a b=1/>",
  "<a b/>",
  "<a b='<'/>",
  "<a b='&'/>",
  "<a b='\u0001'/>",
  "<é/>",
  "<×/>",
  "<a·/>",
  "<?XML x?>",
  "<?x?>",
  "<?1?>",
  "<? x?>",
  "<?x!?>",
  "<?x\u0001?>",
  "<a></a>",
  "<a></a >",
  "</ a>",
  "<a/ >",
  "< a/>",
  "<![CDATA[\uffff]]>",
  "<![cdata[x]]>",
  "x",
);

describe("well-formedness, with a parser as the judge", () => {
  it("a strict walker refuses what the parser refuses and nothing else; a lenient one names it", () => {
    const places = fc.array(fc.record({ at: fc.nat(sound.length), gone: fc.nat(4), piece: damage }), { maxLength: 3 });
    fc.assert(
      fc.property(places, (changes) => {
        let text = sound;
        for (const { at, gone, piece } of changes) text = text.slice(0, at) + piece + text.slice(at + gone);
        const refused = parserRefuses(text);
        expect(walk(text, false).problem !== null, `strict: ${text}`).toBe(refused);
        const { problem, flaw } = walk(text, true);
        expect(problem !== null || flaw !== null, `lenient: ${text}`).toBe(refused);
      }),
      { numRuns: Number(process.env["RUNS"] ?? 2_000) },
    );
  });
});
