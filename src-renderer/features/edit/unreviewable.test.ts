import { describe, expect, it } from "vitest";
import type { Change, Draft } from "#shared/edits.ts";
import { editTargetOf } from "./edit-target.ts";
import { whyUnreviewable } from "./unreviewable.ts";

const newContact = editTargetOf("one", "POST", "contacts");
const newList = editTargetOf("one", "POST", "lists");
const contact = editTargetOf("one", "PUT", "contacts/7");

function draft(fields: Change["fields"], more: Partial<Draft> = {}, base: Change["base"] = null): Draft {
  const change = {
    kind: base === null ? "create" : "update",
    designator: "contacts",
    title: "",
    base,
    fields,
  } as const;
  return {
    draftId: "d",
    connectionId: "one",
    change: { ...change, bodyFormat: "json" },
    unread: null,
    savedAt: 0,
    ...more,
  };
}

describe("why there is nothing to review yet", () => {
  it.each([
    ["a new contact, nothing typed", newContact, undefined, "2 required fields are empty."],
    ["only a title", newContact, draft([["contact_title", "Dr"]]), "2 required fields are empty."],
    ["only a name", newContact, draft([["contact_name", "Jane"]]), "1 required field is empty."],
    [
      "an address that is only spaces",
      newContact,
      draft([
        ["contact_name", "Jane"],
        ["contact_email", "  "],
      ]),
      "1 required field is empty.",
    ],
    [
      "an address that is wrong",
      newContact,
      draft([
        ["contact_name", "Jane"],
        ["contact_email", "jane"],
      ]),
      "contact_email is wrong.",
    ],
    [
      "name and address",
      newContact,
      draft([
        ["contact_name", "Jane"],
        ["contact_email", "jane@smith.example"],
      ]),
      undefined,
    ],
    ["a new list without a name", newList, undefined, "1 required field is empty."],
    [
      "a text that cannot be read",
      newContact,
      draft([], { unread: { format: "json", text: "{" } }),
      "The JSON cannot be read.",
    ],
    ["a contact that was not changed", contact, undefined, "Nothing was changed."],
    [
      "a contact as it was read",
      contact,
      draft([["contact_name", "Jane"]], {}, [["contact_name", "Jane"]]),
      "Nothing was changed.",
    ],
    ["a contact that was changed", contact, draft([["contact_name", "J."]], {}, [["contact_name", "Jane"]]), undefined],
    ["a deletion", editTargetOf("one", "DELETE", "contacts/7"), undefined, undefined],
    ["what is sent as it is typed", null, undefined, undefined],
  ] as const)("%s", (_, target, drafted, reason) => {
    expect(whyUnreviewable(target, drafted)).toBe(reason);
  });
});
