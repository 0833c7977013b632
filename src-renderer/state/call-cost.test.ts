import { expect, it } from "vitest";
import { addCosts, callsWithLogin, costWords, noCall, reviewCost } from "./call-cost.ts";

it.each([
  [noCall, "no call"],
  [callsWithLogin(1), "1 call, or 2 with the login"],
  [callsWithLogin(2), "2 calls, or 4 with the login"],
  [{ least: 1, most: 1 }, "1 call"],
  [{ least: 3, most: 3 }, "3 calls"],
  [{ least: 0, most: 4 }, "up to 4 calls"],
  [{ least: 0, most: 1 }, "up to 1 call"],
  [{ least: 1, most: 4 }, "1 call, or up to 4 with the login"],
  [addCosts([callsWithLogin(1), noCall, callsWithLogin(2)]), "3 calls, or 6 with the login"],
])("%o is said as %s", (cost, words) => {
  expect(costWords(cost)).toBe(words);
});

const update = (designator: string) => ({ kind: "update", designator }) as const;

it.each([
  ["nothing", [], 0],
  ["a new record", [{ kind: "create", designator: "contacts" }], 0],
  ["a changed and a deleted record", [update("contacts/1"), { kind: "delete", designator: "contacts/2" }], 2],
  ["three records of a collection, one by one", ["1", "2", "3"].map((id) => update(`contacts/${id}`)), 3],
  ["four of a collection, together", ["1", "2", "3", "4"].map((id) => update(`contacts/${id}`)), 1],
  ["all members of a list", [{ kind: "delete-all", designator: "lists/4/contacts" }], 1],
] as const)("a Review of %s reads what it has to", (_, changes, reads) => {
  expect(reviewCost(changes)).toEqual(callsWithLogin(reads));
});
