import { describe, expect, it } from "vitest";
import { newRecordIn, newRecordsAt } from "./new-record.ts";

const agentOnly = "Not for an agent account.";
const companyOnly = "Not for a company account.";

describe("what can be created from a location", () => {
  it.each([
    ["agent", "contacts", [["New contact", "record", "contacts", undefined]]],
    ["agent", "contacts/7", [["New contact", "record", "contacts", undefined]]],
    ["agent", "lists", [["New list", "record", "lists", undefined]]],
    [
      "agent",
      "lists/4",
      [
        ["Add people", "members", "lists/4/contacts", undefined],
        ["New list", "record", "lists", undefined],
      ],
    ],
    [
      "company",
      "groups/a%20b/agents/9",
      [
        ["Add people", "members", "groups/a%20b/agents", undefined],
        ["New group", "record", "groups", undefined],
      ],
    ],
    ["unknown", "groups", [["New group", "record", "groups", undefined]]],
    // The level of the account does not allow it, so it is offered with the reason.
    ["agent", "groups", [["New group", "record", "groups", agentOnly]]],
    ["company", "contacts/7", [["New contact", "record", "contacts", companyOnly]]],
    // The catalogue does not know a POST there, or lacks the resource.
    ["company", "agents", []],
    ["company", "agents/5", []],
    ["agent", "elsewhere", []],
    ["agent", "", []],
  ] as const)("of an %s account at %s", (level, designator, wanted) => {
    const found = newRecordsAt(level, designator);
    expect(found.map(({ text, kind, collection, notNow }) => [text, kind, collection, notNow])).toEqual(wanted);
  });

  it("is nothing for a single record, which has no POST", () => {
    expect(newRecordIn("agent", "contacts/ID")).toBeNull();
    expect(newRecordIn("company", "agents")).toBeNull();
  });
});
