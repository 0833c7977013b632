import { describe, expect, it } from "vitest";
import { resourceAt } from "#shared/rezora/catalog.ts";
import { findRecords, indexColumns, indexedRecord, recordsWithEmail, type RecordIndex } from "./record-index.ts";

const columns = indexColumns(resourceAt("contacts"), ["contact_id", "contact_name", "contact_email", "contact_type"]);

function indexOf(rows: readonly (readonly [id: string, name: string, email: string])[]): RecordIndex {
  if (columns === null) throw new Error("Contacts have an id.");
  const records = rows.flatMap(([id, name, email], record) => {
    const values: Readonly<Record<string, string>> = { contact_id: id, contact_name: name, contact_email: email };
    return indexedRecord(columns, record, (column) => values[column], columns.emails) ?? [];
  });
  return { state: "whole", records: new Map(records.map((each) => [each.id, each])) };
}

const index = indexOf([
  ["71", "Ann Siobhan", "ann@x.example"],
  ["123468", "Siobhán O’Rourke", "siobhan@orourke.example"],
  ["7", "Jane Smith", "jane.smith@company.com"],
  ["9", "", "nobody@siobhan.example"],
  ["", "Without an id", ""],
]);
const ids = (typed: string, limit = 8): string[] => findRecords(index, typed, limit).map(({ id }) => id);

describe("an index of fetched records", () => {
  it("takes id, name and addresses from the columns that are there", () => {
    expect(columns).toMatchObject({ id: "contact_id", heading: ["contact_name"], emails: ["contact_email"] });
    expect(indexColumns(resourceAt("contacts"), ["contact_name"])).toBeNull();
    expect(
      indexColumns(resourceAt("agents"), ["user_id", "user_email", "user_fname", "user_email_work"]),
    ).toMatchObject({
      heading: ["user_fname"],
      emails: ["user_email", "user_email_work"],
    });
    expect(indexColumns(resourceAt("contacts/ID"), ["contact_id"])).toMatchObject({ id: "contact_id" });
  });

  it("finds by id, name and address; whole matches come first, then prefixes", () => {
    expect(ids("7")).toEqual(["7", "71"]);
    expect(ids("siobh")).toEqual(["123468", "71", "9"]);
    expect(ids("SIOBHÁN O")).toEqual(["123468"]);
    expect(ids("jane.smith@")).toEqual(["7"]);
    expect(ids("company")).toEqual(["7"]);
    expect(ids("nothing of it")).toEqual([]);
    expect(ids("")).toEqual(["71", "123468", "7", "9"]);
    expect(ids("s", 1)).toHaveLength(1);
  });

  it("finds an address in any case, but never by a part of it", () => {
    expect(recordsWithEmail(index, " Jane.Smith@Company.com").map(({ id }) => id)).toEqual(["7"]);
    expect(recordsWithEmail(index, "smith@company.com")).toEqual([]);
    expect(recordsWithEmail(index, " ")).toEqual([]);
  });

  it("searches all of 100,000 records on each keystroke, and keeps few", () => {
    const many = indexOf(
      Array.from({ length: 100_000 }, (_, at) => [String(at), `Person ${String(at)}`, `p${String(at)}@x.example`]),
    );
    expect(findRecords(many, "p", 8)).toHaveLength(8);
    expect(findRecords(many, "99999", 8).map(({ id }) => id)).toEqual(["99999"]);
    expect(findRecords(many, "person 4242", 3).map(({ id }) => id)).toEqual(["4242", "42420", "42421"]);
  });
});
