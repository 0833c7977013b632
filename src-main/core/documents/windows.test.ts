import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WindowSizes } from "./body-bytes.ts";
import { openEngine, type TestBody } from "./test-engine.ts";
import { tableAsCsv, tableAsJson, tableAsXml, tables } from "./test-tables.ts";

/** Everything that a person can be shown of a body. */
function everything(body: string | Uint8Array, options: TestBody): unknown {
  const engine = openEngine(body, options);
  const { summary } = engine;
  const codes = ["json", "xml", "csv", "raw"] as const;
  return {
    summary,
    rows: summary.table === null ? null : engine.rows(),
    verified: (["table", "json", "xml", "csv"] as const).map((as) => engine.verify(as)),
    texts: codes.map((as) => engine.text(as)),
    folded: codes.map((as) => engine.lines(as, { folded: "all", except: [1], groups: [], nodes: [] })),
    windows: codes.map((as) => engine.lines(as, { folded: "none", except: [], groups: [], nodes: [] }, 3, 2)),
    found: codes.map((as) => engine.find({ as, query: "k", matchCase: false, regularExpression: false, index: 0 })),
  };
}

const sizes = fc.constantFrom<WindowSizes>(
  { look: 1, walk: 1, most: 1_000_000 },
  { look: 16, walk: 64, most: 1_000_000 },
  { look: 64, walk: 16, most: 1_000_000 },
);
const packets = fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 5 });

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, true, -1.5, "", "Zoë\n\u{1f600}", "a\\b", '"k"', 12_345_678_901),
    fc.array(tie("any"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("a", "k", "__proto__", "é"), tie("any"), { maxKeys: 3 }),
  ),
})).any;

const elements: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("text", " \n ", "&amp;", "<![CDATA[<k>]]>", "<!-- k -->", "<e/>", "<e a='k' />", "<?p i?>", "é"),
    fc
      .tuple(fc.constantFrom("a", "k", "long-name"), fc.array(tie("any"), { maxLength: 4 }))
      .map(([name, inside]) => `<${name}>${inside.join("")}</${name}>`),
  ),
})).any;

describe("a body seen through small windows", () => {
  const documents = fc.oneof(
    tables.chain((table) =>
      fc.constantFrom(
        tableAsJson(table, "pretty"),
        tableAsJson(table, "compact"),
        tableAsXml(table, "pretty"),
        tableAsXml(table, "compact"),
        tableAsCsv(table),
      ),
    ),
    value.chain((any) => fc.constantFrom(JSON.stringify(any), JSON.stringify(any, null, 2))),
    fc.array(elements, { maxLength: 5 }).map((inside) => `<?xml version="1.0"?><r>${inside.join("")}</r>`),
    fc
      .array(fc.constantFrom("line", "\r\n", "\n", "k", "é", "x".repeat(50)), { maxLength: 12 })
      .map((all) => all.join("")),
  );

  it("is what it is in memory, whole or cut off", () => {
    fc.assert(
      fc.property(documents, sizes, packets, fc.nat(), fc.boolean(), (body, windows, arrivals, cut, isCut) => {
        const bytes = new Uint8Array(Buffer.from(body));
        const came = isCut ? bytes.subarray(0, cut % (bytes.length + 1)) : bytes;
        const options = { complete: !isCut, contentType: null };
        expect(everything(came, { ...options, windows, packets: arrivals })).toEqual(everything(came, options));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a piece larger than may be at hand", () => {
  const windows: WindowSizes = { look: 64, walk: 256, most: 4_096 };
  const small = '{"a":"1","b":"x"}';
  const large = (length: number): string => `{"a":"2","b":"${"y".repeat(length)}"}`;

  it("below the limit is a record like any other", () => {
    const body = `[${small},${large(4_000)},${small}]`;
    expect(everything(body, { windows })).toEqual(everything(body, {}));
  });

  it.each([
    ["a record", `[${small},${small},${large(9_000)},${small}]`, 37, 2],
    ["a value", `{"a":[1,2],"b":"${"y".repeat(9_000)}"}`, 15, null],
    ["a row", `"a"|"b"\r\n"1"|"2"\r\n"3"|"${"y".repeat(9_000)}"\r\n`, 18, 1],
    ["a tag", `<r><c><a>1</a></c><c><a>${"y".repeat(9_000)}</a></c></r>`, 18, 1],
  ])("ends the reading at %s, says so, and shows the rest as it is", (_, body, offset, records) => {
    const engine = openEngine(body, { windows });
    const { table, notices, format } = engine.summary;
    expect(table?.recordCount ?? null).toBe(records);
    const limit = notices.find((notice) => notice.code === "limit");
    expect(limit).toMatchObject({ byteOffset: offset, severity: "caution" });
    expect(limit?.message).toContain("a piece begins that is longer than 4,096 bytes");
    const as = format === "json" || format === "xml" || format === "csv" ? format : "raw";
    const { window } = engine.lines(as);
    const rest = window.at(-1);
    expect(rest?.tokens.map(([, text]) => text).join("")).toContain("yyyy");
  });
});

describe("lines that are not counted yet", () => {
  const body = `{"a":[${Array.from({ length: 300_000 }, (_, index) => index).join(",")}]}`;

  it("are answered as far as they are, and all in the end", () => {
    const engine = openEngine(body);
    const first = engine.lines("json");
    expect(first.counted).toBe(false);
    expect(first.lines).toBeGreaterThan(500);
    expect(first.window).toHaveLength(500);
    let last = first;
    while (!last.counted) {
      const next = engine.lines("json");
      expect(next.lines).toBeGreaterThan(last.lines);
      expect(next.window).toEqual(first.window);
      last = next;
    }
    expect(last.lines).toBe(300_004);
    // A line behind what is counted is waited for.
    const late = openEngine(body).lines("json", { folded: "none", except: [], groups: [], nodes: [] }, 299_000, 2);
    expect(late.window.map(({ number }) => number)).toEqual([299_001, 299_002]);
    const found = openEngine(body).find({
      as: "json",
      query: "299999",
      matchCase: true,
      regularExpression: false,
      index: 0,
    });
    expect(found).toMatchObject({ count: 1, match: { line: 300_001 } });
  });
});
