import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type TestTable, stores, tableAsCsv, tableAsJson, tableAsXml, tables } from "../test-tables.ts";
import { compared, comparisonOf, linesOf, type Bodies } from "./test-comparison.ts";

const table: TestTable = {
  columns: ["id", "name", "company", "note", "self", "date"],
  rows: [
    ["11", "Jane Smith", "Acme", "", "0", "2010-07-16 22:34:01"],
    ["12", 'Robert "Bob" Kowalczyk', "A | B", "", "0", "2010-07-17 08:12:55"],
    ["13", "Zoë & Söhne", "C:\\Offers\\", "x", "1", "2010-07-17 09:00:00"],
    ["14", "José <Muñoz>", "007", "12345678901234567890", "0", "2010-07-18 17:45:12"],
  ],
};

const sound = { json: tableAsJson(table, "pretty"), xml: tableAsXml(table, "pretty"), csv: tableAsCsv(table) };

function planted(change: (bodies: typeof sound) => Bodies): string[] {
  const bodies = { ...sound, ...change(sound) };
  // A replacement without effect would prove nothing.
  expect(bodies).not.toEqual(sound);
  return linesOf(compared(bodies));
}

function without(body: string, piece: string | RegExp): string {
  return body.replace(piece, "");
}

describe("one difference planted in a correct response is found, and nothing else", () => {
  it("without a planted difference, nothing is found", () => {
    expect(compared(sound)).toEqual({
      compared: ["json", "xml", "csv"],
      records: 4,
      differing: 0,
      fields: 6,
      alignedBy: "id",
      groups: [],
      moreGroups: 0,
    });
  });

  it("a field missing in one record, or in all", () => {
    expect(planted(({ xml }) => ({ xml: without(xml, "<company>Acme</company>") }))).toEqual([
      "field-missing company xml 1",
    ]);
    expect(planted(({ json }) => ({ json: json.replace(/,\s*"note": "[^"]*"/gu, "") }))).toEqual([
      "field-missing note json 4",
    ]);
  });

  it("an extra field", () => {
    expect(planted(({ xml }) => ({ xml: xml.replace("</contact>", "<fax>1</fax></contact>") }))).toEqual([
      "field-extra fax xml 1",
    ]);
  });

  it("a number, true or a list in place of text", () => {
    expect(planted(({ json }) => ({ json: json.replace('"self": "1"', '"self": 1') }))).toEqual(["type self json 1"]);
    expect(planted(({ json }) => ({ json: json.replace('"self": "1"', '"self": true') }))).toEqual([
      "type self json 1",
    ]);
    expect(planted(({ json }) => ({ json: json.replace('"007"', "7") }))).toEqual(["type company json 1"]);
    expect(planted(({ json }) => ({ json: json.replace('"Acme"', '["Acme"]') }))).toEqual(["type company json 1"]);
  });

  it("null in one format and an empty value in another", () => {
    expect(planted(({ json }) => ({ json: json.replace('"note": ""', '"note": null') }))).toEqual(["null note json 1"]);
    expect(planted(({ csv }) => ({ csv: csv.replace('"Acme"|""', '"Acme"|"NULL"') }))).toEqual(["null note csv 1"]);
  });

  it("a quote that is not escaped, doubled, or escaped twice", () => {
    const bare = 'Robert "Bob" Kowalczyk';
    const escaped = String.raw`Robert \"Bob\" Kowalczyk`;
    const replaceIn = (csv: string, text: string) => csv.replace(escaped, text);
    expect(planted(({ csv }) => ({ csv: replaceIn(csv, bare) }))).toEqual(["escaping name csv 1"]);
    expect(planted(({ csv }) => ({ csv: replaceIn(csv, 'Robert ""Bob"" Kowalczyk') }))).toEqual([
      "escaping name csv 1",
    ]);
    expect(planted(({ csv }) => ({ csv: replaceIn(csv, String.raw`Robert \\\"Bob\\\" Kowalczyk`) }))).toEqual([
      "escaping name csv 1",
    ]);
  });

  it("a backslash that is not escaped, in the middle and at the end, where it swallows what follows", () => {
    const doubled = String.raw`C:\\Offers\\`;
    expect(planted(({ csv }) => ({ csv: csv.replace(doubled, String.raw`C:\Offers\\`) }))).toEqual([
      "escaping company csv 1",
    ]);
    expect(planted(({ csv }) => ({ csv: csv.replace(doubled, String.raw`C:\\Offers` + "\\") }))).toEqual([
      "escaping company csv 1",
    ]);
  });

  it("an extra entity", () => {
    expect(planted(({ xml }) => ({ xml: xml.replace("&lt;Muñoz&gt;", "&amp;lt;Muñoz&amp;gt;") }))).toEqual([
      "escaping name xml 1",
    ]);
    expect(planted(({ json }) => ({ json: json.replace("Zoë & Söhne", "Zoë &amp; Söhne") }))).toEqual([
      "escaping name json 1",
    ]);
  });

  it("another date format", () => {
    const date = "2010-07-16 22:34:01";
    for (const other of [
      "2010-07-16T22:34:01Z",
      "16/07/2010 22:34",
      "July 16, 2010",
      "Fri, 16 Jul 2010 22:34:01 GMT",
    ]) {
      expect(planted(({ csv }) => ({ csv: csv.replace(date, other) }))).toEqual(["date date csv 1"]);
    }
    expect(planted(({ json }) => ({ json: json.replace(`"${date}"`, "1279319641") }))).toEqual(["date date json 1"]);
    expect(planted(({ csv }) => ({ csv: csv.replace(date, "2010-07-16 23:34:01") }))).toEqual(["text date csv 1"]);
  });

  it("extra or missing white space", () => {
    expect(planted(({ xml }) => ({ xml: xml.replace(">Acme<", "> Acme <") }))).toEqual(["blanks company xml 1"]);
  });

  it("different text", () => {
    expect(planted(({ csv }) => ({ csv: csv.replace("Acme", "Acne") }))).toEqual(["text company csv 1"]);
    expect(planted(({ csv, xml }) => ({ csv: csv.replace("Acme", "A"), xml: xml.replace("Acme", "B") }))).toEqual([
      "text company - 1",
    ]);
  });

  it("a missing or extra record, without shifting those after it", () => {
    expect(planted(({ csv }) => ({ csv: without(csv, /"12"\|.*\r\n/u) }))).toEqual(["record-missing - csv 1"]);
    expect(
      planted(({ json }) => ({ json: json.replace(/\{\s*"id": "13"[^}]*\},/u, "$&$&").replace(/"13"/u, '"99"') })),
    ).toEqual(["record-extra - json 1"]);
  });

  it("a different order of records and of fields", () => {
    const [header = "", one = "", two = "", ...rest] = sound.csv.split(/(?<=\r\n)/u);
    expect(planted(() => ({ csv: [header, two, one, ...rest].join("") }))).toEqual(["record-order - csv 1"]);
    const swapped: TestTable = {
      columns: ["id", "company", "name", "note", "self", "date"],
      rows: table.rows.map(([id = "", name = "", ...more]) => [id, more[0] ?? "", name, ...more.slice(1)]),
    };
    expect(planted(() => ({ json: tableAsJson(swapped, "compact") }))).toEqual(["field-order - json 1"]);
  });
});

it("reports a finding with its record, and its values as sent with their offsets", () => {
  const json = sound.json.replace('"self": "1"', '"self": 1');
  const [group] = compared({ ...sound, json }).groups;
  const [found] = group?.findings ?? [];
  expect(found).toEqual({
    id: "13",
    records: { json: 2, xml: 2, csv: 2 },
    values: {
      json: { text: "1", source: "1", byteOffset: Buffer.from(json.slice(0, json.indexOf('"self": 1') + 8)).length },
      xml: {
        text: "1",
        source: "1",
        byteOffset: Buffer.from(sound.xml.slice(0, sound.xml.indexOf(">1</self>") + 1)).length,
      },
      csv: { text: "1", source: '"1"', byteOffset: Buffer.from(sound.csv.slice(0, sound.csv.indexOf('"1"|'))).length },
    },
  });
});

it("shows the part of long values around the first difference", () => {
  const long = (end: string): TestTable => ({ columns: ["id", "bio"], rows: [["1", "x".repeat(5_000) + end]] });
  const [group] = compared({ json: tableAsJson(long("a"), "compact"), xml: tableAsXml(long("b"), "compact") }).groups;
  const { json, xml } = group?.findings[0]?.values ?? {};
  expect(json?.text).toBe(`…${"x".repeat(40)}a`);
  expect(xml?.text).toBe(`…${"x".repeat(40)}b`);
});

it("two formats can be compared without a third", () => {
  const { json, xml } = sound;
  expect(linesOf(compared({ json, xml }))).toEqual([]);
  expect(linesOf(compared({ json, xml: without(xml, "<company>Acme</company>") }))).toEqual([
    "field-missing company xml 1",
  ]);
  expect(comparisonOf({ json }).comparison).toBeNull();
});

it("without an identifier, records are aligned by position", () => {
  const csv = without(sound.csv, /"14"\|.*\r\n/u);
  expect(compared({ ...sound, csv }, null)).toMatchObject({ alignedBy: null, records: 4, differing: 1 });
  expect(linesOf(compared({ ...sound, csv }, "no such field"))).toEqual(["record-missing - csv 1"]);
});

it("records with the same identifier are not confused", () => {
  const twice: TestTable = { ...table, rows: [...table.rows, ...table.rows.slice(0, 2), ["15", "", "", "", "", ""]] };
  const bodies = { json: tableAsJson(twice, "compact"), xml: tableAsXml(twice, "compact"), csv: tableAsCsv(twice) };
  expect(linesOf(compared(bodies))).toEqual([]);
  const csv = without(bodies.csv, /"13"\|.*\r\n/u);
  expect(linesOf(compared({ ...bodies, csv }))).toEqual(["record-missing - csv 1"]);
});

it("CSV without a header row is read by the names of the others", () => {
  const csv = without(sound.csv, /^.*\r\n/u);
  const { comparison, dialect } = comparisonOf({ ...sound, csv });
  expect(dialect?.header).toBe(false);
  expect(comparison).toMatchObject({ records: 4, differing: 0, groups: [] });
  const changed = comparisonOf({ ...sound, csv: csv.replace("Acme", "Acne").replace("A | B", "A") }).comparison;
  expect(changed && linesOf(changed)).toEqual(["text company csv 2"]);
});

it("another CSV delimiter is reported and used for the comparison", () => {
  const csv = sound.csv.replaceAll('"|"', '";"');
  const { comparison, dialect, csvLeftOut } = comparisonOf({ ...sound, csv });
  expect(dialect?.delimiter).toBe(";");
  expect(csvLeftOut).toBe(false);
  expect(comparison).toMatchObject({ compared: ["json", "xml", "csv"], groups: [] });
});

it("the findings are limited, the counts are not", () => {
  const rows = Array.from({ length: 3_000 }, (_, index) => [String(index), "a"]);
  const many: TestTable = { columns: ["id", "name"], rows };
  const csv = tableAsCsv(many).replaceAll('"a"', '"b"');
  const { groups, differing } = compared({ json: tableAsJson(many, "compact"), xml: tableAsXml(many, "compact"), csv });
  expect(differing).toBe(3_000);
  expect(groups.map(({ total, findings }) => [total, findings.length])).toEqual([[3_000, 20]]);
});

it("random tables written three times do not differ", () => {
  fc.assert(
    fc.property(
      tables,
      fc.constantFrom("compact", "pretty"),
      fc.boolean(),
      stores,
      (random, layout, keyed, windows) => {
        const bodies = { json: tableAsJson(random, layout), xml: tableAsXml(random, layout), csv: tableAsCsv(random) };
        const { comparison } = comparisonOf(bodies, keyed ? (random.columns[0] ?? null) : null, windows);
        expect(comparison === null ? [] : linesOf(comparison)).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});

it("one cell changed in a random table is found as one difference in that field", () => {
  fc.assert(
    fc.property(tables, fc.nat(), fc.nat(), fc.constantFrom("json", "xml", "csv"), (random, row, column, format) => {
      fc.pre(random.rows.length > 0);
      const [at, of] = [row % random.rows.length, column % random.columns.length];
      const changed: TestTable = {
        ...random,
        rows: random.rows.map((cells, each) =>
          each === at ? cells.map((cell, place) => (place === of ? `${cell}~q~` : cell)) : cells,
        ),
      };
      const writers = {
        json: (each: TestTable) => tableAsJson(each, "compact"),
        xml: (each: TestTable) => tableAsXml(each, "compact"),
        csv: tableAsCsv,
      };
      const write = (name: "json" | "xml" | "csv") => writers[name](name === format ? changed : random);
      const result = compared({ json: write("json"), xml: write("xml"), csv: write("csv") }, null);
      expect(linesOf(result)).toEqual([`text ${random.columns[of] ?? ""} ${format} 1`]);
      expect(result.groups[0]?.findings[0]?.records[format]).toBe(at);
    }),
    { numRuns: 300 },
  );
});
