import { expect, test } from "vitest";
import { editTargetOf } from "./edit-target.ts";

test.each([
  ["PUT", "contacts/1", "update"],
  ["POST", "contacts", "create"],
  ["DELETE", "contacts/1", "delete"],
  ["DELETE", "contacts", "delete-all"],
  ["POST", "groups/7/agents", "create"],
  ["DELETE", "groups/7/agents/1234", "delete"],
] as const)("%s %s is %s", (method, designator, kind) => {
  expect(editTargetOf("c", method, designator)?.kind).toBe(kind);
});

test.each([
  ["GET", "contacts"],
  ["PUT", "contacts"],
  ["POST", "contacts/1"],
  ["PUT", "agents/1"],
  ["PUT", "contacts/{contact_id}"],
  ["POST", "groups?x=1"],
  ["POST", "/elsewhere"],
] as const)("%s %s is sent as it is typed", (method, designator) => {
  expect(editTargetOf("c", method, designator)).toBeNull();
});

test("a record has one draft whatever is to become of it", () => {
  expect(editTargetOf("c", "PUT", "contacts/1")?.draftId).toBe(editTargetOf("c", "DELETE", "contacts/1")?.draftId);
  expect(editTargetOf("c", "POST", "contacts")?.draftId).not.toBe(editTargetOf("c", "DELETE", "contacts")?.draftId);
});
