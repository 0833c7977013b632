import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CodeFormat } from "#shared/documents.ts";
import { MemoryBytes } from "./body-bytes.ts";
import { buildView, type CodeView, type WholeView } from "./code-view.ts";
import { OpenDocument } from "./open-document.ts";
import { Source } from "./source.ts";
import { finished, openEngine } from "./test-engine.ts";
import { verifyLines } from "./verifying-lines.ts";
import { verifyValues } from "./verifying.ts";

const start = { at: 0, byte: 0 };
const whole = { complete: true, dropped: 0, dropReason: "disk-full" } as const;

function opened(body: string): OpenDocument {
  const bytes = new TextEncoder().encode(body);
  const memory = new SharedArrayBuffer(bytes.length);
  new Uint8Array(memory).set(bytes);
  const head = { contentType: null, status: 200, expectedBytes: null };
  const document = new OpenDocument("document", new Source(new MemoryBytes(memory)), head);
  finished(document.finish(bytes.length, whole));
  return document;
}

function viewOf(document: OpenDocument, as: CodeFormat): CodeView {
  const view = buildView(document, as);
  finished(view.count());
  return view;
}

describe("a bug planted in a view", () => {
  const csv = '"id"|"name"\r\n"1"|"Jane"\r\n"2"|"Siobhán"\r\n"3"|"Zoë"\r\n';
  const json = '[{"id":"1","name":"Jane"},{"id":"2","name":"Siobhán"},{"id":"3","name":"Zoë"}]';
  const xml =
    "<r><c><id>1</id><name>Jane</name></c><c><id>2</id><name>Siobhán</name></c><c><id>3</id><name>Zoë</name></c></r>";
  const views = ["table", "json", "xml", "csv"] as const;
  it.each([csv, json, xml].flatMap((body) => views.map((as) => [body.slice(0, 8), as, body] as const)))(
    "of %s is caught in the %s view where values pass through it",
    (_, as, body) => {
      const document = opened(body);
      const { table } = document;
      if (table === null) throw new Error("a table is needed");
      const { cursor } = table;
      const honest = cursor.text.bind(cursor);
      cursor.text = () => honest().replace("Siobhán", "Siobhan");
      const view = as === "table" ? null : viewOf(document, as);
      const result = finished(verifyValues(document, table, view, { as, from: start }));
      // A served view is laid out from the bytes and never asks the cursor.
      const asksCursor = as === "table" || as !== table.format;
      expect(result.compared).toBe(6);
      expect(result.agreeing).toBe(asksCursor ? 5 : 6);
      if (asksCursor) {
        expect(result.firstDifference).toMatchObject({
          record: 1,
          column: "name",
          shown: "Siobhan",
          sent: "Siobhán",
        });
        const at = Buffer.from(body).indexOf("Siobhán");
        // A JSON value starts with its quote.
        expect(result.firstDifference?.byteOffset).toBe(table.format === "json" ? at - 1 : at);
      }
    },
  );

  const planted = (document: OpenDocument, as: "json" | "xml" | "raw", change: (text: string) => string): WholeView => {
    const { head, records, tail, spans } = viewOf(document, as);
    const read: typeof head.read = (from, count) =>
      head.read(from, count).map((line) => ({
        ...line,
        tokens: line.tokens.map(([kind, text]) => [kind, change(text)]),
      }));
    return { head: { lines: head.lines, read }, records, tail, spans };
  };
  it.each([
    ["json", '{\n "a" : 1.10,\n "b" : "x  y" }', "1.10", "1.1", 12],
    ["json", '{"a":"x  y"}', "x  y", "x y", 8],
    ["xml", '<e code="4"><m> x &amp; y </m>mixed<i/></e>', " x ", "x ", 15],
    ["xml", '<e code="4"><m>x</m>mixed<i/></e>', "mixed", "", 20],
    ["raw", "one\r\ntwo\n", "two", "tw0", 7],
  ] as const)("in a %s view of something else than records is caught", (as, body, sent, shown, byteOffset) => {
    const document = opened(body);
    const honest = finished(verifyLines(document.source, viewOf(document, as), start));
    expect(honest).toMatchObject({ unit: "line", firstDifference: null, next: null });
    expect(honest.agreeing).toBe(honest.total);
    const bad = finished(
      verifyLines(
        document.source,
        planted(document, as, (text) => text.replace(sent, shown)),
        start,
      ),
    );
    expect(bad.firstDifference).toMatchObject({ record: null, column: null, byteOffset });
    expect(bad.agreeing).toBeLessThan(bad.total);
  });
});

describe("lines against the bytes", () => {
  it("agree for whatever JSON came, pretty or not", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(4), fc.boolean(), (source, blanks, fromFile) => {
        const body = JSON.stringify(JSON.parse(source), null, blanks);
        const windows = fromFile ? { windows: { look: 16, walk: 32, most: 65_536 } } : {};
        const engine = openEngine(body, { contentType: "application/json", ...windows });
        for (const as of ["json", "raw"] as const) {
          const { compared, agreeing, firstDifference } = engine.verify(as);
          expect(firstDifference).toBeNull();
          expect(agreeing).toBe(compared);
        }
      }),
    );
  });

  it("agree for a line of any length, and each byte of it is shown", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "é", "日", "\u{1f600}", "\r"), maxLength: 30 });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 4 }), fc.nat(3), (lines, repeats) => {
        const body = `x${lines.map((line) => line.repeat(repeats * 400)).join("\n")}`;
        const engine = openEngine(body, { contentType: "text/plain" });
        expect(engine.verify("raw").firstDifference).toBeNull();
        let text = "";
        for (let offset = 0; ; offset += 500) {
          const { window } = engine.lines("raw", { folded: "none", except: [], groups: [], nodes: [] }, offset);
          if (window.length === 0) break;
          for (const line of window) {
            expect(line.cutLength).toBeNull();
            text += line.tokens.map(([, token]) => token).join("") + (line.goesOn ? "" : "\n");
          }
        }
        expect(text.replaceAll("␍", "\r")).toBe(body.endsWith("\n") ? body : `${body}\n`);
      }),
      { numRuns: 40 },
    );
  });

  it("name a byte that is no UTF-8 and go on behind it", () => {
    const body = Buffer.concat([Buffer.from("one\nt"), Buffer.from([0xff]), Buffer.from("o\nthree")]);
    const result = openEngine(new Uint8Array(body), { contentType: "text/plain" }).verify("raw");
    expect(result).toMatchObject({
      compared: 3,
      agreeing: 2,
      firstDifference: { line: 2, shown: "t\u{fffd}o", sent: "bytes ff 6f 0a 74 68 72 65 65", byteOffset: 5 },
    });
    const table = openEngine(new Uint8Array(Buffer.concat([Buffer.from('"a"\r\n"'), Buffer.from([0xff, 0x22])])));
    expect(table.verify("table")).toMatchObject({ compared: 1, agreeing: 0, firstDifference: { record: 0 } });
  });

  it("read another charset back into its bytes", () => {
    const latin = new Uint8Array(Buffer.from("caf\u00e9 \u0080\nna\u00efve", "latin1"));
    const engine = openEngine(latin, { contentType: "text/plain; charset=ISO-8859-1" });
    expect(engine.verify("raw")).toEqual({ compared: 2, agreeing: 2, firstDifference: null });
  });

  it("say what stands behind the last line that is shown", () => {
    const document = opened('{"a":1}');
    const { head, records, tail, spans } = viewOf(document, "json");
    const lines = head.lines - 1;
    const short: WholeView = {
      head: { lines, read: (from, count) => head.read(from, count) },
      records,
      tail,
      spans: () => spans().map((span) => ({ ...span, lines: span.lines === 0 ? 0 : lines })),
    };
    expect(finished(verifyLines(document.source, short, start)).firstDifference).toMatchObject({ byteOffset: 6 });
  });
});
