import { describe, expect, it } from "vitest";
import { CallError } from "../call-error.ts";
import { openEngine } from "./test-engine.ts";

const engine = openEngine(
  '"contact_id"|"name"|"zip"\r\n"2"|"=Jane"|"08012"\r\n"10"|"Zoë, \\"Z\\""|""\r\n"1"|"a\tb"|"x"\r\n',
);
const byId = { sort: [{ column: "contact_id", direction: "ascending" as const }], filters: [], search: "" };

function copied(as: "tsv" | "json" | "csv" | "cells", from = 0, to = 1): unknown {
  return engine.ask("copy", { query: byId, from, to, columns: ["name", "contact_id"], as });
}

describe("copy", () => {
  it("takes rows in the order of the query and the chosen columns", () => {
    expect(copied("tsv")).toEqual({ text: '"a\tb"\t1\n\'=Jane\t2\n' });
    expect(copied("csv")).toEqual({ text: '"name"|"contact_id"\r\n"a\tb"|"1"\r\n"=Jane"|"2"\r\n' });
    expect(copied("json", 1, 900)).toEqual({
      text: '[\n {\n  "name":"=Jane",\n  "contact_id":"2"\n },\n {\n  "name":"Zoë, \\"Z\\"",\n  "contact_id":"10"\n }\n]\n',
    });
  });

  it.each([
    ["+44 20 7946 0000", "-12.50"],
    ["+1 555 0100", "3.00"],
    ["+49 (0)30 123456", "-1"],
  ])("leaves the telephone number %s and the amount %s as they are", (contact_phone, balance) => {
    const request = {
      query: { sort: [], filters: [], search: "" },
      from: 0,
      to: 0,
      columns: ["contact_phone", "balance"],
    };
    const records = openEngine(JSON.stringify([{ contact_phone, balance }]));
    expect(records.ask("copy", { ...request, as: "tsv" })).toEqual({ text: `${contact_phone}\t${balance}\n` });
  });

  it("takes rows that do not follow each other, as one text", () => {
    const part = (from: number, to = from) => ({ from, to });
    const ask = (as: string, more: object[]) =>
      engine.ask("copy", { query: byId, from: 0, to: 0, more, columns: ["contact_id"], as });
    expect(ask("tsv", [part(2)])).toEqual({ text: "1\n10\n" });
    expect(ask("cells", [part(2, 900), part(1_000)])).toEqual({ text: '[["1"],["10"]]' });
    expect(ask("json", [part(2)])).toEqual({
      text: '[\n {\n  "contact_id":"1"\n },\n {\n  "contact_id":"10"\n }\n]\n',
    });
  });

  it("gives cells as they are, for whoever writes them in another form", () => {
    expect(copied("cells", 0, 900)).toEqual({ text: '[["a\\tb","1"],["=Jane","2"],["Zoë, \\"Z\\"","10"]]' });
  });

  it("refuses more than 1 MB", () => {
    const large = openEngine(`"a"\r\n${`"${"x".repeat(1_000)}"\r\n`.repeat(1_100)}`);
    const request = { query: { sort: [], filters: [], search: "" }, from: 0, columns: ["a"], as: "tsv" };
    expect(() => large.ask("copy", { ...request, to: 1_099 })).toThrow(CallError);
    expect(large.ask("copy", { ...request, to: 999 })).toHaveProperty("text.length", 1_001_000);
  });
});

describe("export", () => {
  it("writes a spreadsheet with its mark and its guard", () => {
    expect(engine.exported("spreadsheet", byId)).toBe(
      '\u{feff}contact_id,name,zip\r\n1,a\tb,x\r\n2,\'=Jane,08012\r\n10,"Zoë, ""Z""",\r\n',
    );
  });

  it("writes the API's own shapes", () => {
    expect(engine.exported("xml", { ...byId, search: "jane" }, ["contact_id", "name"])).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<contacts version="1.0">\n <contact>\n  <contact_id>2</contact_id>\n  <name>=Jane</name>\n </contact>\n</contacts>\n',
    );
    expect(engine.exported("json", { search: "nobody" })).toBe("[\n]\n");
  });

  it("comes in pieces that join up", () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => `"${index}"|"${"é".repeat(20)}"\r\n`).join("");
    const body = `"a"|"b"\r\n${rows}`;
    expect(openEngine(body).exported("csv")).toBe(body);
  });
});
