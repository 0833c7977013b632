import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CodeFormat, DocumentSummary, Folding, LinesWindow, RowsWindow, WholeRecord } from "#shared/documents.ts";
import { everyRecord } from "#shared/every-record.ts";
import { DocumentEngine } from "./engine.ts";
import type { WindowSizes } from "./body-bytes.ts";
import { bodyBytes, finished, openEngine } from "./test-engine.ts";
import { stores, tableAsCsv, tableAsJson, tableAsXml, tables, type Layout, type TestTable } from "./test-tables.ts";
import type { OwnQuestion } from "./worker-protocol.ts";

const layouts = fc.constantFrom<Layout>("compact", "pretty");
const open: Folding = { folded: "none", except: [], groups: [], nodes: [] };
const bodies: readonly (readonly ["json" | "xml" | "csv", (table: TestTable, layout: Layout) => string])[] = [
  ["json", tableAsJson],
  ["xml", tableAsXml],
  ["csv", tableAsCsv],
];

/** A body of which a test decides how much has arrived. */
function arriving(body: string | Uint8Array, contentType: string | null = null, windows?: WindowSizes) {
  const bytes = typeof body === "string" ? new Uint8Array(Buffer.from(body)) : body;
  const head = { contentType, status: 200, expectedBytes: null };
  const engine = new DocumentEngine("document", bodyBytes(bytes, windows), head);
  // Each name determines the types of its question and its answer, which the helpers below use.
  const ask = (name: OwnQuestion["name"], question: object = {}): unknown =>
    finished(engine.answer({ name, ask: { documentId: "document", ...question } as never }));
  const lines = (as: CodeFormat, folding = open, offset = 0, limit = 500): LinesWindow =>
    ask("lines", { as, folding, offset, limit }) as LinesWindow;
  return {
    engine,
    bytes,
    ask,
    lines,
    arrive: (length: number) => finished(engine.arrive(Math.min(bytes.length, length))),
    glance: () => ask("glance") as DocumentSummary,
    rows: (offset = 0, limit = 500) => ask("rows", { query: everyRecord, offset, limit }) as RowsWindow,
    text: (as: CodeFormat) => textOf(lines(as)),
    finish: () =>
      ask("finish", {
        byteLength: bytes.length,
        end: { complete: true, dropped: 0, dropReason: "disk-full" },
      }) as DocumentSummary,
  };
}

function textOf({ window }: LinesWindow): string[] {
  return window.map(({ tokens }) => tokens.map(([, text]) => text).join(""));
}

const waits = expect.objectContaining({ code: "invalid-input" }) as unknown;

describe.each(bodies)("a table in %s that arrives in packets", (format, serialise) => {
  const steps = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 });

  it("shows complete records in their final form, and ends as if the body had arrived in one piece", () => {
    fc.assert(
      fc.property(tables, layouts, steps, stores, (table, layout, packets, windows) => {
        const body = serialise(table, layout);
        const whole = openEngine(body);
        const slow = arriving(body, null, windows);
        let before = 0;
        let length = 0;
        for (const packet of packets) {
          slow.arrive((length += packet));
          const { table: soFar, complete } = slow.glance();
          expect(complete).toBe(false);
          if (soFar === null) continue;
          expect(soFar.recordCount).toBeGreaterThanOrEqual(before);
          before = soFar.recordCount;
          const { matched, rows } = slow.rows();
          expect(matched).toBe(before);
          // A record whose last fields have not arrived is not shown: every row is final.
          expect(rows.map(({ cells }) => cells)).toEqual(table.rows.slice(0, Math.min(before, 500)));
          const last = slow.ask("record", { record: before - 1 }) as WholeRecord;
          expect(last.row.cells).toEqual(table.rows[before - 1]);
        }
        expect(slow.finish()).toEqual(whole.summary);
        if (whole.summary.table !== null) expect(slow.rows()).toEqual(whole.rows());
        expect(slow.text(format)).toEqual(textOf(whole.lines(format)));
      }),
      { numRuns: 200 },
    );
  });

  it("shows lines of text that do not change later", () => {
    fc.assert(
      fc.property(tables, layouts, steps, fc.boolean(), (table, layout, packets, folded) => {
        const body = serialise(table, layout);
        const whole = openEngine(body);
        const slow = arriving(body);
        const folding: Folding = folded ? { folded: "all", except: [1], groups: [], nodes: [] } : open;
        let length = 0;
        for (const packet of packets) {
          slow.arrive((length += packet));
          if (slow.glance().table === null) continue;
          const { window, lines, converted } = slow.lines(format, folding);
          expect(converted).toBe(false);
          expect(lines).toBeGreaterThanOrEqual(window.length);
          // What a line around the records opens is known only once its end has arrived.
          const settled = whole.lines(format, folding).window.slice(0, window.length);
          expect(window).toEqual(
            settled.map((line) => (line.folds === "node" ? { ...line, fold: null, folds: null } : line)),
          );
          const raw = slow.text("raw");
          const known = textOf(whole.lines("raw")).slice(0, raw.length);
          // A body without line feeds is one line that grows.
          if (raw.length === 1) expect(known[0]?.startsWith(raw[0] ?? "")).toBe(true);
          else expect(raw).toEqual(known);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("while a body arrives", () => {
  const list = '[{"id":"1","name":"Jane"},{"id":"2","name":"Émile"},{"id":"3","na';

  it("operations that need all of it are refused with an explanation", () => {
    const slow = arriving(list);
    slow.arrive(list.length);
    const window = { offset: 0, limit: 10 };
    const sort = [{ column: "id", direction: "ascending" }];
    const search = { query: "1", matchCase: false, regularExpression: false, index: 0 };
    const sorted = { ...everyRecord, sort };
    for (const attempt of [
      () => slow.ask("rows", { ...window, query: sorted }),
      () => slow.ask("rows", { ...window, query: { ...everyRecord, search: "Jane" } }),
      () => slow.ask("copy", { from: 0, to: 1, columns: ["id"], as: "csv", query: sorted }),
      () => slow.ask("find", { as: "raw", ...search }),
      () => slow.ask("verify", { as: "table" }),
      () => slow.ask("export", { request: { as: "csv", query: everyRecord, columns: [] }, position: 0 }),
      () => slow.ask("lines", { as: "xml", folding: open, ...window }),
    ]) {
      expect(attempt).toThrow(waits);
    }
  });

  it("copies what has arrived", () => {
    const slow = arriving(list);
    slow.arrive(list.length);
    const copy = { from: 0, to: 5, columns: ["name", "id"], as: "tsv", query: everyRecord };
    expect(slow.ask("copy", copy)).toEqual({ text: "Jane\t1\nÉmile\t2\n" });
    expect(() => slow.ask("record", { record: 2 })).toThrow(expect.objectContaining({ code: "not-found" }));
  });

  it("the order of the records so far is not cached as that of the whole body", () => {
    const body = '[{"id":"2"},{"id":"1"},{"id":"0"}]';
    const slow = arriving(body);
    slow.arrive(13);
    expect(slow.rows().matched).toBe(1);
    slow.finish();
    expect(slow.rows().matched).toBe(3);
    const sorted = { ...everyRecord, sort: [{ column: "id", direction: "ascending" }] };
    const rows = slow.ask("rows", { query: sorted, offset: 0, limit: 9 }) as RowsWindow;
    expect(rows.rows.map(({ record }) => record)).toEqual([2, 1, 0]);
  });

  it("a column that arrives late is appended", () => {
    const body = '[{"a":"1"},{"b":"2","a":"3"}]';
    const slow = arriving(body);
    slow.arrive(12);
    expect(slow.glance().table).toEqual({ recordCount: 1, columns: ["a"] });
    slow.arrive(body.length);
    expect(slow.glance().table).toEqual({ recordCount: 2, columns: ["a", "b"] });
    expect(slow.rows().rows[0]?.cells).toEqual(["1", { kind: "missing" }]);
  });

  it("it is not a table before its first record, nor after it has proved not to be one", () => {
    const body = '[{"a":"1"},{"a":"2"},7,8]';
    const slow = arriving(body);
    slow.arrive(3);
    expect(slow.glance()).toMatchObject({ format: "json", table: null });
    slow.arrive(20);
    expect(slow.glance().table?.recordCount).toBe(2);
    slow.arrive(body.length);
    expect(slow.glance().table).toBeNull();
    expect(() => slow.rows()).toThrow(waits);
  });

  it("text before the records does not decide the format before it is certain", () => {
    const body = 'Warning: x\n[{"a":"1"},{"a":"2"}]';
    const slow = arriving(body, "application/json");
    slow.arrive(body.length - 1);
    expect(slow.glance().table).toBeNull();
    expect(slow.finish().table?.recordCount).toBe(2);
  });

  it("a beginning that arrives in two parts is read again when more of it has arrived", () => {
    const body = '<?xml version="1.0" encoding="iso-8859-1"?><r><c><a>\u00e9</a></c><c><a>x</a></c></r>';
    const slow = arriving(new Uint8Array(Buffer.from(body, "latin1")));
    for (const length of [1, 4, 25]) slow.arrive(length);
    expect(slow.rows().matched).toBe(0);
    for (const length of [39, 60, 75]) slow.arrive(length);
    expect(slow.glance()).toMatchObject({ format: "xml", charset: "windows-1252", table: { recordCount: 1 } });
    expect(slow.rows().rows[0]?.cells).toEqual(["\u00e9"]);
  });

  it("a NUL that arrives late makes text binary, as if the body had arrived in one piece", () => {
    const body = "some words and no list\nof records\n\0";
    const slow = arriving(body);
    slow.arrive(20);
    expect(slow.glance()).toMatchObject({ format: "text", table: null });
    slow.arrive(body.length);
    expect(slow.glance()).toMatchObject({ format: "binary", table: null });
    expect(slow.finish()).toEqual(openEngine(body).summary);
  });

  it("a NUL that arrives late in a list leaves the records as they are", () => {
    const body = '[{"a":"1"},{"a":"2"},{"a":"\0"}]';
    const slow = arriving(body);
    slow.arrive(body.length);
    expect(slow.glance().table?.recordCount).toBe(3);
    expect(slow.finish()).toEqual(openEngine(body).summary);
  });

  it("its bytes may move into a file, and its records stay", () => {
    const slow = arriving(list);
    slow.arrive(30);
    slow.engine.move(bodyBytes(slow.bytes, { look: 8, walk: 8, most: 1_000 }));
    expect(slow.rows().matched).toBe(1);
    slow.arrive(list.length);
    expect(slow.rows().rows.map(({ cells }) => cells[1])).toEqual(["Jane", "Émile"]);
  });

  it("a single endless line is shown from its beginning", () => {
    const body = `[${Array.from({ length: 5_000 }, (_, id) => `{"id":"${id}","pad":"${"x".repeat(20)}"}`).join(",")}]`;
    const slow = arriving(body);
    slow.arrive(200_000);
    const { lines, window } = slow.lines("raw");
    expect(lines).toBe(Math.ceil(200_000 / 8_192));
    expect(window.map(({ tokens }) => tokens.map(([, text]) => text).join("")).join("")).toBe(body.slice(0, 200_000));
  });

  it("lines are counted again as more of them arrive", () => {
    const body = `${"line|of|text\n".repeat(3_000)}`;
    const slow = arriving(body);
    slow.arrive(13 * 10 + 4);
    expect(slow.lines("raw").lines).toBe(10);
    slow.arrive(13 * 2_000);
    expect(slow.lines("raw").lines).toBe(2_000);
    slow.finish();
    expect(slow.lines("raw").lines).toBe(3_000);
  });
});
