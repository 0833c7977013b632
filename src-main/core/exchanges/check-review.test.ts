import { expect, test } from "vitest";
import { checkNeedsNoReview } from "./check-review.ts";

const connection = { baseUrl: "http://api.rezora.com/rezora", apiVersion: "v1", unlockedUntil: 1 };

test.each([
  ["PUT", "contacts/123456"],
  ["PUT", "/v1/contacts/123456"],
  ["PUT", "contacts/123456?x=1"],
  ["DELETE", "/rezora/v1/contacts/123456"],
  ["DELETE", "%63ontacts"],
  ["POST", "Groups/"],
  ["POST", "groups%2F7%2Fagents"],
] as const)("%s %s is refused over the bridge", (method, designator) => {
  expect(() => checkNeedsNoReview(connection, { method, designator })).toThrow("goes through Review");
});

test.each([
  ["GET", "contacts/123456"],
  ["POST", "agents"],
  ["PUT", "/elsewhere/contacts/1"],
  ["PUT", "contacts"],
] as const)("%s %s is not", (method, designator) => {
  expect(() => checkNeedsNoReview(connection, { method, designator })).not.toThrow();
});

test("while writes are locked, the lock is the reason", () => {
  const locked = { ...connection, unlockedUntil: null };
  expect(() => checkNeedsNoReview(locked, { method: "PUT", designator: "contacts/1" })).not.toThrow();
});
