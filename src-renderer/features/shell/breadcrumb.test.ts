import { describe, expect, it } from "vitest";
import { crumbsOf } from "./breadcrumb.tsx";

const recent = [{ connectionId: "one", designator: "contacts/7", title: "Jane Smith" }];

describe("the breadcrumb", () => {
  it("leads back to each parent resource, but not to the current one", () => {
    expect(crumbsOf("lists/7/contacts", [])).toEqual([
      { text: "lists", designator: "lists" },
      { text: "7", designator: "lists/7" },
      { text: "contacts", designator: null },
    ]);
  });

  it("calls a record by its name where that is known", () => {
    expect(crumbsOf("contacts/7", recent).at(-1)).toEqual({ text: "Jane Smith", designator: null });
    expect(crumbsOf("contacts/8", recent).at(-1)).toEqual({ text: "8", designator: null });
  });

  it("leaves a designator that the catalogue lacks in one piece", () => {
    expect(crumbsOf("reports/2010/07", [])).toEqual([{ text: "reports/2010/07", designator: null }]);
  });
});
