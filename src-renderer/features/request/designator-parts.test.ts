import { describe, expect, it } from "vitest";
import { collectionBefore, designatorParts, unsendable, withId } from "./designator-parts.ts";

describe("a designator in the request line", () => {
  it("shows its ids as fields", () => {
    expect(designatorParts("contacts")).toEqual([{ kind: "text", text: "contacts" }]);
    expect(designatorParts("lists/7/contacts/9")).toEqual([
      { kind: "text", text: "lists/" },
      { kind: "id", name: "list_id", value: "7" },
      { kind: "text", text: "/contacts/" },
      { kind: "id", name: "contact_id", value: "9" },
    ]);
  });

  it("shows missing ids as fields without a value", () => {
    expect(designatorParts("lists/{list_id}/contacts")).toEqual([
      { kind: "text", text: "lists/" },
      { kind: "id", name: "list_id", value: null },
      { kind: "text", text: "/contacts" },
    ]);
    expect(unsendable("lists/{list_id}/contacts")).toBe("Fill in list_id first.");
  });

  it("is one piece of text where the catalogue does not know it", () => {
    for (const free of ["reports/2010", "/v2/contacts", "contacts?limit=3", ""]) {
      expect(designatorParts(free)).toEqual([{ kind: "text", text: free }]);
    }
  });

  it("puts an id, encoded, into the position of its name only", () => {
    expect(withId("lists/7/contacts/9", "list_id", "12")).toBe("lists/12/contacts/9");
    expect(withId("contacts/{contact_id}", "contact_id", "a b")).toBe("contacts/a%20b");
    expect(withId("contacts/5", "contact_id", "../agents")).toBe("contacts/5");
    expect(withId("contacts/5", "list_id", "9")).toBe("contacts/5");
  });

  it("knows the collection its records come from", () => {
    expect(collectionBefore("contacts/5", "contact_id")).toBe("contacts");
    expect(collectionBefore("lists/7/contacts/9", "contact_id")).toBe("lists/7/contacts");
    expect(collectionBefore("contacts", "contact_id")).toBeNull();
  });

  it("can be sent when nothing is missing", () => {
    expect(unsendable("contacts")).toBeUndefined();
    expect(unsendable(" ")).toBe("The designator is missing.");
  });
});
