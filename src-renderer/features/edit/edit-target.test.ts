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
  ["POST", "agents"],
  ["POST", "/elsewhere"],
] as const)("%s %s is sent as it is typed", (method, designator) => {
  expect(editTargetOf("c", method, designator)).toBeNull();
});

const root = { origin: "http://api.rezora.com", basePath: "", apiVersion: "v1" };

test.each([
  ["POST", "groups?x=1", "create", "groups"],
  ["PUT", "/v1/contacts/123456", "update", "contacts/123456"],
  ["PUT", "contacts/123456?x=1", "update", "contacts/123456"],
  ["DELETE", "/v1/contacts/123456", "delete", "contacts/123456"],
  ["DELETE", "Contacts/", "delete-all", "contacts"],
  ["PUT", "contacts/1.json", "update", "contacts/1"],
  ["PUT", "http://api.rezora.com/v1/contacts%2F1#x", "update", "contacts/1"],
] as const)("%s %s is the %s of %s in another spelling", (method, typed, kind, designator) => {
  const plain = editTargetOf("c", method, designator);
  expect(plain).toMatchObject({ kind, designator });
  expect(editTargetOf("c", method, typed, root)).toEqual(plain);
});

test("a record has one draft, whatever the change", () => {
  expect(editTargetOf("c", "PUT", "contacts/1")?.draftId).toBe(editTargetOf("c", "DELETE", "contacts/1")?.draftId);
  expect(editTargetOf("c", "POST", "contacts")?.draftId).not.toBe(editTargetOf("c", "DELETE", "contacts")?.draftId);
});
