import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordQuery } from "#shared/documents.ts";
import { areNumbers } from "./plain-number.ts";
import { compareText, differInDigitsOnly, sortKey, valueKey } from "./sort-key.ts";
import { openEngine } from "./test-engine.ts";
import { stores, tableAsCsv, tableAsJson, tableAsXml, tables, type TestTable } from "./test-tables.ts";

type Filter = RecordQuery["filters"][number];

function naivelyFits(filter: Filter, row: readonly string[], columns: readonly string[]): boolean {
  const text = row[columns.indexOf(filter.column)];
  const folded = filter.value.toLowerCase();
  switch (filter.operator) {
    case "contains":
      return text !== undefined && text.toLowerCase().includes(folded);
    case "starts":
      return text !== undefined && text.toLowerCase().startsWith(folded);
    case "equals":
      return text === filter.value;
    case "not-equals":
      return text !== filter.value;
    case "empty":
      return text === undefined || text === "";
    case "not-empty":
      return text !== undefined && text !== "";
  }
}

function naively({ columns, rows }: TestTable, { sort, filters, search }: RecordQuery): number[] {
  const order = rows
    .map((_, record) => record)
    .filter((record) => filters.every((filter) => naivelyFits(filter, rows[record] ?? [], columns)))
    .filter(
      (record) => search === "" || rows[record]?.some((text) => text.toLowerCase().includes(search.toLowerCase())),
    );
  const keys = sort.map(({ column }) => {
    const texts = order.map((record) => rows[record]?.[columns.indexOf(column)] ?? "").filter((text) => text !== "");
    return areNumbers([...new Set(texts)]) ? valueKey : sortKey;
  });
  return order.sort((one, other) => {
    for (const [place, { column, direction }] of sort.entries()) {
      const index = columns.indexOf(column);
      const keyOf = keys[place] ?? sortKey;
      const [left = "", right = ""] = [rows[one]?.[index], rows[other]?.[index]];
      if (left === "" || right === "") {
        if (left !== right) return left === "" ? 1 : -1;
        continue;
      }
      const compared = compareText(keyOf(left), keyOf(right)) || compareText(left, right);
      if (compared !== 0) return direction === "ascending" ? compared : -compared;
    }
    return one - other;
  });
}

const value = fc.constantFrom("", "a", "A", "é", "É", "1", "10", "jane", '"', "\\", "\n", "null", "\u{212a}", "aa1");
const column = fc.constantFrom("contact_id", "name", "e", "__proto__", "no such column");
const queries: fc.Arbitrary<RecordQuery> = fc.record({
  sort: fc.array(fc.record({ column, direction: fc.constantFrom("ascending", "descending") }), { maxLength: 3 }),
  filters: fc.array(
    fc.record({
      column,
      operator: fc.constantFrom("contains", "equals", "starts", "not-equals", "empty", "not-empty"),
      value,
    }),
    { maxLength: 2 },
  ),
  search: fc.oneof({ weight: 2, arbitrary: fc.constant("") }, value),
});

const formats = fc.constantFrom(tableAsJson, tableAsXml, tableAsCsv);

describe("sort, filter and search", () => {
  it("give what a naive implementation gives, in each format and store", () => {
    fc.assert(
      fc.property(tables, queries, formats, stores, (table, query, serialise, windows) => {
        fc.pre(table.rows.length > 0);
        const window = openEngine(serialise(table, "pretty"), { windows }).rows(query);
        expect(window.rows.map((row) => row.record)).toEqual(naively(table, query));
        expect(window.matched).toBe(window.rows.length);
      }),
      { numRuns: 500 },
    );
  });

  it("sort thousands of records stably, in slices", () => {
    const rows = Array.from({ length: 20_000 }, (_, record) => [String((record * 7_919) % 5_003), "x"]);
    const table = { columns: ["n", "x"], rows };
    const query = { sort: [{ column: "n", direction: "descending" as const }], filters: [], search: "" };
    const engine = openEngine(tableAsCsv(table));
    const expected = naively(table, query);
    for (const offset of [0, 9_900, 19_500]) {
      expect(engine.rows(query, offset).rows.map((row) => row.record)).toEqual(expected.slice(offset, offset + 500));
    }
  });

  it("treat null and missing as empty", () => {
    const engine = openEngine('[{"a":"x","b":null},{"a":"y"},{"a":"z","b":""},{"a":"w","b":"1"},{"b":5,"a":"v"}]');
    const records = (operator: Filter["operator"], value = "") =>
      engine.rows({ filters: [{ column: "b", operator, value }] }).rows.map((row) => row.record);
    expect(records("empty")).toEqual([0, 1, 2]);
    expect(records("not-empty")).toEqual([3, 4]);
    expect(records("not-equals", "1")).toEqual([0, 1, 2, 4]);
    const sorted = engine.rows({ sort: [{ column: "b", direction: "descending" }] });
    expect(sorted.rows.map((row) => row.record)).toEqual([4, 3, 0, 1, 2]);
  });

  it("search finds text behind JSON escapes", () => {
    const engine = openEngine('[{"a":"Siobh\\u00e1n"},{"a":"x\\/y"},{"a":"z"}]');
    expect(engine.rows({ search: "siobhÁN" }).rows.map((row) => row.record)).toEqual([0]);
    expect(engine.rows({ search: "x/Y" }).rows.map((row) => row.record)).toEqual([1]);
    expect(engine.rows({ search: "u00e1" }).matched).toBe(0);
  });
});

describe("canonically equivalent texts", () => {
  const spelled = fc.string({
    unit: fc.constantFrom("a", "K", "ë", "e", "\u0308", "\u0323", "Å", "각", "ộ", "कि", "x\u0302"),
  });
  const operators = fc.constantFrom("contains", "equals", "starts", "not-equals");

  it("are found and filtered as one, however they and the query are written", () => {
    fc.assert(
      fc.property(spelled, spelled, operators, (text, query, operator) => {
        const forms = ["NFC", "NFD"] as const;
        const engine = openEngine(JSON.stringify(forms.map((form) => ({ a: text.normalize(form) }))));
        for (const form of forms) {
          const wanted = query.normalize(form);
          expect([0, 2]).toContain(engine.rows({ search: wanted }).matched);
          const filtered = engine.rows({ filters: [{ column: "a", operator, value: wanted }] }).matched;
          expect([0, 2]).toContain(filtered);
        }
      }),
    );
  });

  it("are found by their signs as well", () => {
    const engine = openEngine(JSON.stringify([{ a: "300 \u212a" }, { a: "5 \u212b" }, { a: "x" }]));
    expect(engine.rows({ search: "300 k" }).matched).toBe(1);
    expect(engine.rows({ filters: [{ column: "a", operator: "equals", value: "5 A\u030a" }] }).matched).toBe(1);
  });
});

describe("the natural order", () => {
  it.each([
    [
      ["10", "9", "-3", "-10", "007", "12345678901234567891", "12345678901234567890"],
      ["-10", "-3", "007", "9", "10", "12345678901234567890", "12345678901234567891"],
    ],
    [
      ["Suite 12", "suite 2", "Suite 100"],
      ["suite 2", "Suite 12", "Suite 100"],
    ],
    [
      ["zoe", "Zoë", "Zoé", "Anna", "émile", "Emil"],
      ["Anna", "Emil", "émile", "Zoé", "Zoë", "zoe"],
    ],
    [
      ["2010-07-16", "2009-12-31", "2010-07-02"],
      ["2009-12-31", "2010-07-02", "2010-07-16"],
    ],
  ])("of %j", (texts, expected) => {
    const sorted = [...texts].sort(
      (one, other) => compareText(sortKey(one), sortKey(other)) || compareText(one, other),
    );
    expect(sorted).toEqual(expected);
  });

  it("is that of the texts themselves where they differ in digits only", () => {
    const digit = fc.constantFrom("0", "1", "9");
    const mark = fc.constantFrom("-", " ", ":", ".", "(", "a", "é");
    const shape = fc.array(fc.oneof(fc.constant(null), mark), { maxLength: 8 });
    const alike = shape.chain((marks) => {
      const text = fc.tuple(...marks.map((each) => (each === null ? digit : fc.constant(each))));
      return fc.array(
        text.map((characters) => characters.join("")),
        { minLength: 1, maxLength: 6 },
      );
    });
    const byText = (texts: readonly string[]) => texts.toSorted(compareText);
    const byKey = (texts: readonly string[]) =>
      texts.toSorted((one, other) => compareText(sortKey(one), sortKey(other)) || compareText(one, other));
    fc.assert(
      fc.property(fc.oneof(alike, fc.array(value, { maxLength: 4 })), (texts) => {
        if (differInDigitsOnly(texts)) expect(byText(texts)).toEqual(byKey(texts));
      }),
    );
    expect(differInDigitsOnly(["2010-07-16", "2009-12-31"])).toBe(true);
    for (const texts of [
      ["-10", "-20"],
      ["1a", "2a"],
      ["1", "10"],
      ["1-2", "1:2"],
    ]) {
      expect(differInDigitsOnly(texts)).toBe(false);
    }
  });

  it.each([
    [["-10.5", "-2.5", "-1.5", "0.75", "1.25", "1.5", "2", "10.5"]],
    [["-3e2", "5", "2e1", "1e3", "1E10"]],
    [["-1e-3", "0", "+.5", ".75", "1,234.5", "12,000"]],
    [["9007199254740992.5", "9007199254740993", "9007199254740993.5"]],
    [["0.0001", "0.001", "0.01", "0.1", "1", "n/a"]],
    [["-", "-10.5", "-2.5", "n/a"]],
    [["2.5", "7.25", "9", "11", "12.5", "x1"]],
    [["1e-999999999999", "1", "1e999999999999"]],
  ])("of the numbers %j is that of their values", (texts) => {
    expect(areNumbers(texts)).toBe(true);
    expect(texts.toReversed().sort((one, other) => compareText(valueKey(one), valueKey(other)))).toEqual(texts);
  });

  it.each([
    [["1.2.9", "1.2.10", "1.10.0"]],
    [["9", "9a", "10", "10.5"]],
    [["10.0.0.1", "10.0.0.2", "10.5"]],
    [["2010-07-16", "2010-07-17"]],
    [["001", "002"]],
    [["1,5", "10,5"]],
    [["353 1 234", "353 1 235"]],
    [[]],
  ])("of %j is that of texts", (texts: string[]) => {
    expect(areNumbers(texts)).toBe(false);
  });

  it("of numbers is total, and agrees with arithmetic where that is exact", () => {
    const decimal = fc
      .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 4 }))
      .map(([digits, places]) => (digits / 10 ** places).toFixed(places));
    const numbers = fc.oneof(decimal, fc.integer().map(String), fc.constantFrom("0", "-0", "0.0", "1e3", "1.0e3"));
    fc.assert(
      fc.property(numbers, numbers, numbers, (one, other, third) => {
        const compare = (left: string, right: string) => compareText(valueKey(left), valueKey(right));
        expect(compare(one, other)).toBe(Math.sign(Number(one) - Number(other)) + 0);
        expect(compare(other, one) + compare(one, other)).toBe(0);
        if (compare(one, other) <= 0 && compare(other, third) <= 0) expect(compare(one, third)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it("has letters that Unicode does not take apart beside those of the alphabet", () => {
    const texts = ["Aasen", "Æsop", "Afra", "Đặng", "Dunne", "Işık", "Jane", "Łukasz", "Lund", "Øvind", "Pa", "Œuvre"];
    const sorted = texts.toSorted((one, other) => compareText(sortKey(one), sortKey(other)));
    expect(sorted).toEqual([
      "Aasen",
      "Æsop",
      "Afra",
      "Đặng",
      "Dunne",
      "Işık",
      "Jane",
      "Łukasz",
      "Lund",
      "Œuvre",
      "Øvind",
      "Pa",
    ]);
    expect(sortKey("Straße")).toBe(sortKey("STRASSE"));
    // Vowel signs of India are letters.
    expect(sortKey("कि")).not.toBe(sortKey("का"));
  });

  it("gives equivalent texts one rank, so that other columns order their records", () => {
    const body = JSON.stringify([
      { name: "Zoe\u0308", n: "3" },
      { name: "Zo\u00eb", n: "2" },
      { name: "Zoe\u0308", n: "1" },
    ]);
    const sort = ["name", "n"].map((each) => ({ column: each, direction: "ascending" as const }));
    expect(
      openEngine(body)
        .rows({ sort })
        .rows.map(({ record }) => record),
    ).toEqual([2, 1, 0]);
  });

  it("agrees with numbers for integers of any size and sign", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (one, other) => {
        const expected = one === other ? 0 : one < other ? -1 : 1;
        expect(compareText(sortKey(String(one)), sortKey(String(other)))).toBe(expected);
      }),
    );
  });
});

describe("only some records, by a value each has", () => {
  const contacts = JSON.stringify([
    { id: "1", name: "Jane" },
    { id: "10", name: "Zo\u00eb" },
    { id: "2", name: "jane" },
    { name: "nobody" },
  ]);
  const records = (more: Partial<RecordQuery>): number[] =>
    openEngine(contacts)
      .rows(more)
      .rows.map(({ record }) => record);

  it("leaves exactly those, whatever the order of their values", () => {
    expect(records({ only: { column: "id", values: ["2", "1", "7"] } })).toEqual([0, 2]);
    expect(records({ only: { column: "id", values: [] } })).toEqual([]);
    expect(records({ only: { column: "no such column", values: ["1"] } })).toEqual([]);
  });

  it("goes together with filters, a search and an order", () => {
    const only = { column: "id", values: ["1", "2"] };
    expect(records({ only, filters: [{ column: "name", operator: "equals", value: "jane" }] })).toEqual([2]);
    expect(records({ only, search: "jane", sort: [{ column: "id", direction: "descending" }] })).toEqual([2, 0]);
    expect(records({ only, filters: [{ column: "id", operator: "equals", value: "10" }] })).toEqual([]);
  });

  it("is remembered apart from the same query without it", () => {
    const engine = openEngine(contacts);
    expect(engine.rows({ search: "jane" }).matched).toBe(2);
    expect(engine.rows({ search: "jane", only: { column: "id", values: ["1"] } }).matched).toBe(1);
    expect(engine.rows({ search: "jane" }).matched).toBe(2);
  });

  it("finds 1,000 of 100,000 records in every format", () => {
    const ids = Array.from({ length: 100_000 }, (_, at) => at);
    const wanted = ids.filter((id) => id % 100 === 0).map(String);
    const bodies = [
      JSON.stringify(ids.map((id) => ({ id: String(id), name: "x" }))),
      `<contacts>${ids.map((id) => `<contact><id>${String(id)}</id><name>x</name></contact>`).join("")}</contacts>`,
    ];
    for (const body of bodies) {
      const window = openEngine(body).rows({ only: { column: "id", values: wanted } }, 990, 20);
      expect(window.matched).toBe(1_000);
      expect(window.rows.map(({ record }) => record)).toEqual(ids.filter((id) => id % 100 === 0).slice(990));
    }
  });
});
