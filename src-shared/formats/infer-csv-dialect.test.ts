import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inferCsvDialect } from "./infer-csv-dialect.ts";

const documented = {
  byteOrderMark: false,
  delimiter: "|",
  quote: '"',
  quoting: "all",
  quoteEscape: null,
  backslash: null,
  lineEnd: "crlf",
  header: true,
} as const;

const rows = [
  ["contact_id", "contact_name"],
  ["123456", "Jane Smith"],
  ["123457", "Brandt, Lindqvist; & Söhne"],
];

interface Way {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: "backslash" | "doubled";
  readonly lineEnd: string;
  readonly mark: string;
}

function written(table: readonly (readonly string[])[], way: Way): string {
  const { delimiter, quote, escape, lineEnd, mark } = way;
  const cell = (text: string): string => {
    const inner =
      escape === "doubled"
        ? text.replaceAll(quote, quote + quote)
        : text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`);
    return quote + inner + quote;
  };
  return mark + table.map((cells) => cells.map(cell).join(delimiter) + lineEnd).join("");
}

const usual: Way = { delimiter: "|", quote: '"', escape: "backslash", lineEnd: "\r\n", mark: "" };

describe("the dialect of CSV", () => {
  it.each([",", ";", "\t"])("one column whose every value has %j in it is one column", (character) => {
    const values = ["Smith", "Lindqvist", "Brandt"].map((name) => [`${name}${character} Jane`]);
    const way = { delimiter: "|", quote: '"', escape: "backslash", lineEnd: "\r\n", mark: "" } as const;
    expect(inferCsvDialect(written([["contact_name"], ...values], way), ["contact_name"])).toEqual({
      ...documented,
      delimiter: null,
    });
  });

  it("is the documented one where the API keeps to it", () => {
    expect(inferCsvDialect(written(rows, usual), rows[0] ?? [])).toEqual(documented);
    const escaped = [...rows, ["1", 'Robert "Bob"'], ["2", "C:\\dir"]];
    expect(inferCsvDialect(written(escaped, usual), [])).toEqual({
      ...documented,
      quoteEscape: "backslash",
      backslash: "doubled",
    });
  });

  it("of 2010: no quotes, no header", () => {
    const text = "1234|john.smith@company.com|John|Smith|2010-06-25 20:00:00\n1235|x@y.example|Al, B|O|\n";
    expect(inferCsvDialect(text, ["user_id", "user_email", "user_fname", "user_lname", "user_date"])).toEqual({
      ...documented,
      quote: null,
      quoting: "none",
      lineEnd: "lf",
      header: false,
    });
  });

  it("of a spreadsheet: byte order mark, commas, quotes where needed", () => {
    const text = '\u{feff}id,name\r\n1,"Smith, Jane"\r\n2,"Robert ""Bob"""\r\n3,plain\r\n';
    expect(inferCsvDialect(text, [])).toEqual({
      ...documented,
      byteOrderMark: true,
      delimiter: ",",
      quoting: "some",
      quoteEscape: "doubled",
    });
  });

  it("with a mistake in it is still recognised, and the mistake named", () => {
    const good = written(
      Array.from({ length: 50 }, (_, index) => [String(index), 'a "b" c']),
      usual,
    );
    const text = good.replace(String.raw`a \"b\" c`, 'a "b" c');
    expect(inferCsvDialect(text, [])).toMatchObject({ delimiter: "|", quote: '"', quoteEscape: "mixed" });
  });

  it("reports nothing that the text does not show", () => {
    expect(inferCsvDialect("", [])).toEqual({
      ...documented,
      delimiter: null,
      quote: null,
      quoting: "none",
      lineEnd: null,
      header: null,
    });
    expect(inferCsvDialect('"status"\r\n"200"\r\n', ["status"])).toEqual({ ...documented, delimiter: null });
  });

  it("knows a header by names of its own", () => {
    expect(inferCsvDialect('"id"|"name"\r\n"1"|"x"\r\n', ["contact_id", "contact_name"]).header).toBe(true);
    expect(inferCsvDialect('"1"|"name"\r\n"2"|"x"\r\n', ["contact_id", "contact_name"]).header).toBe(false);
  });

  it("is found again in whatever was written", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "b", " ", "é", "1", "|", ",", ";", '"', "'", "\\", "\n") });
    const table = fc
      .integer({ min: 2, max: 6 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 3, maxLength: 20 }),
      );
    const ways = fc.record({
      delimiter: fc.constantFrom("|", ",", ";", "\t"),
      quote: fc.constantFrom('"', "'"),
      escape: fc.constantFrom("backslash", "doubled"),
      lineEnd: fc.constantFrom("\r\n", "\n"),
      mark: fc.constantFrom("", "\u{feff}"),
    });
    fc.assert(
      fc.property(table, ways, (cells, way) => {
        const plain = cells.map((row) =>
          // Both ways of marking a quote write a backslash before it alike: which one was meant cannot be seen.
          way.escape === "doubled" ? row.map((text) => text.replaceAll("\\", "")) : row,
        );
        const found = inferCsvDialect(written(plain, way), []);
        const quotesWithin = plain.some((row) => row.some((text) => text.includes(way.quote)));
        expect(found).toMatchObject({
          byteOrderMark: way.mark !== "",
          delimiter: way.delimiter,
          quote: way.quote,
          quoting: "all",
          quoteEscape: quotesWithin ? way.escape : null,
          lineEnd: way.lineEnd === "\n" ? "lf" : "crlf",
        });
      }),
      { numRuns: 500 },
    );
  });
});
