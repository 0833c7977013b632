import { describe, expect, it } from "vitest";
import { recordAt } from "./recent-records.ts";

const of = (values: Readonly<Record<string, string>>) => (field: string) => values[field];

describe("which record was looked at", () => {
  it("is named by its own fields, in a collection and alone", () => {
    const jane = of({ contact_id: "7", contact_name: "Jane Smith" });
    expect(recordAt("contacts", jane)).toEqual({ designator: "contacts/7", title: "Jane Smith" });
    expect(recordAt("contacts/7", jane)).toEqual({ designator: "contacts/7", title: "Jane Smith" });
  });

  it("is nothing for an association, a nameless record and what the catalogue lacks", () => {
    expect(recordAt("lists/1/contacts", of({ contacttolist_id: "3", contact_id: "7" }))).toBeNull();
    expect(recordAt("contacts", of({ contact_id: "7", contact_name: " " }))).toBeNull();
    expect(recordAt("elsewhere", of({ contact_name: "Jane Smith" }))).toBeNull();
    expect(recordAt("contacts", of({ contact_name: "Jane Smith" }))).toBeNull();
  });
});
