import fc from "fast-check";
import { expect, it } from "vitest";
import { lineSource } from "./code-tokens.ts";
import { readXmlRecords } from "./xml-records.ts";
import { xmlRecordLines } from "./write-xml.ts";

it("keeps white space, CDATA and references", () => {
  const [record] = readXmlRecords("<c><a> x\r\ny </a><b><![CDATA[<&>]]> &amp; &#233;</b><d/></c>");
  expect(record?.fields).toEqual([
    { key: "a", value: " x\ny " },
    { key: "b", value: "<&> & é" },
    { key: "d", value: "" },
  ]);
});

it("gives the source of what has markup or attributes inside", () => {
  const [record] = readXmlRecords('<c>\u{1d4b3}<a>1<i>2</i></a><b lang="en">x</b><e>y<!--c--></e></c>');
  expect(record?.fields).toEqual([
    { key: "a", value: { kind: "nested", text: "<a>1<i>2</i></a>" } },
    { key: "b", value: { kind: "nested", text: '<b lang="en">x</b>' } },
    { key: "e", value: { kind: "nested", text: "<e>y<!--c--></e>" } },
  ]);
});

it("takes __proto__ as a name like any other", () => {
  expect(readXmlRecords("<c><__proto__>1</__proto__><constructor>2</constructor></c>")[0]?.fields).toEqual([
    { key: "__proto__", value: "1" },
    { key: "constructor", value: "2" },
  ]);
});

it.each(["<c><a></c>", "<c>&unknown;</c>", "<c", "<c><!DOCTYPE r></c>"])("refuses %s", (text) => {
  expect(() => readXmlRecords(text)).toThrow();
});

it("reads back whatever is written, but for characters that XML cannot hold", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "<", ">", "&", "]]>", "\r", "\n", "\t", " ", "é", "\u{1f600}", '"'),
  });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), (values) => {
      const fields = values.map((value, index) => ({ key: `f${index}`, value }));
      const source = xmlRecordLines(fields, "csv", "record").map(lineSource).join("\n");
      expect(readXmlRecords(source)[0]?.fields).toEqual(fields);
    }),
  );
});
