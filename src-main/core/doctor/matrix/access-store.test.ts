import { beforeEach, expect, test } from "vitest";
import { accessOf } from "#shared/access.ts";
import { createTimeDouble } from "../../port-doubles.ts";
import { createAccessStore, type AccessStore, type SeenAnswer } from "./access-store.ts";

const login = { sessionKey: "one 0" };
let told: unknown[];
let store: AccessStore;

beforeEach(() => {
  told = [];
  store = createAccessStore(createTimeDouble(), (_name, payload) => told.push(payload));
});

function see(change: Partial<SeenAnswer>): void {
  const seen: SeenAnswer = {
    method: "GET",
    designator: "contacts/5",
    status: 200,
    login: "accepted",
    source: "request",
    ...change,
  };
  store.observe("one", login, seen);
}

function cell(): readonly (string | number | null)[] {
  const [seen] = store.all()[0]?.observations ?? [];
  return seen === undefined ? [] : [seen.path, seen.designator, seen.status, accessOf(seen)];
}

const refused = { status: 401, login: "not-permitted" } as const;

test("the newest response counts", () => {
  see({});
  see(refused);
  expect(cell()).toEqual(["contacts/ID", "contacts/5", 401, "refused"]);
  see({});
  expect(cell()).toEqual(["contacts/ID", "contacts/5", 200, "allowed"]);
  expect(told).toHaveLength(3);
});

test("an undecided response does not replace a decided one", () => {
  see({ status: 500 });
  expect(cell()).toEqual(["contacts/ID", "contacts/5", 500, "undecided"]);
  see({});
  for (const status of [null, 404, 429, 503]) see({ status });
  expect(cell()).toEqual(["contacts/ID", "contacts/5", 200, "allowed"]);
});

test("the refusal of one protected record does not replace what was allowed on another", () => {
  see({ method: "DELETE" });
  see({ method: "DELETE", designator: "contacts/1", status: 405 });
  expect(cell()).toEqual(["contacts/ID", "contacts/5", 200, "allowed"]);
  see({ method: "DELETE", status: 405 });
  expect(cell()).toEqual(["contacts/ID", "contacts/5", 405, "refused"]);
});

test("query and suffix do not create another cell, and an unknown resource creates none", () => {
  see({ designator: "contacts/5.json?page=2" });
  see({ designator: "invoices" });
  expect(store.all()[0]?.observations).toHaveLength(1);
});

test("a changed login discards its cells, including those of late responses", () => {
  see({});
  store.loginEnded(login.sessionKey, "one");
  see({});
  expect(store.all()).toEqual([]);
  expect(told.at(-1)).toEqual({ connectionId: "one", observations: [] });
});

test.each([
  [200, "accepted", "allowed"],
  [204, "accepted", "allowed"],
  [200, "not-asked", "undecided"],
  [401, "credentials-rejected", "refused"],
  [401, "not-permitted", "refused"],
  [401, "no-challenge", "undecided"],
  [401, "nonce-loop", "undecided"],
  [403, "accepted", "refused"],
  [405, "accepted", "refused"],
  [501, "accepted", "refused"],
  [400, "accepted", "undecided"],
  [404, "accepted", "undecided"],
  [503, "accepted", "undecided"],
  [null, "none", "undecided"],
] as const)("%s with a login %s: %s", (status, verdict, access) => {
  expect(accessOf({ status, login: verdict })).toBe(access);
});
