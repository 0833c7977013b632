import fc from "fast-check";
import { expect, test } from "vitest";
import { changesAnything, compareThreeWays, fieldMap, movedFields, proveFields, resolveFields } from "./compare.ts";

const base = fieldMap([
  ["name", "Jane"],
  ["email", "a@x"],
  ["title", ""],
  ["city", "Denver"],
]);

test("a change of mine alone is an edit, of theirs alone is theirs, two different changes are a conflict", () => {
  const server = fieldMap([
    ["name", "Jane"],
    ["email", "b@x"],
    ["title", "Dr"],
    ["city", "Aspen"],
  ]);
  const mine = fieldMap([
    ["name", "Janet"],
    ["email", "c@x"],
    ["title", ""],
    ["city", "Aspen"],
  ]);
  expect(compareThreeWays(base, server, mine).map(({ name, state }) => [name, state])).toEqual([
    ["name", "edit"],
    ["email", "conflict"],
    ["title", "theirs"],
    ["city", "agree"],
  ]);
});

test("a PUT that sends every field never overwrites their change with an old value", () => {
  const value = fc.constantFrom("", "a", "b", "c");
  const record = fc.tuple(value, value, value).map((all) => all.map((each, at) => [`f${String(at)}`, each] as const));
  fc.assert(
    fc.property(record, record, record, (read, now, wanted) => {
      const compared = compareThreeWays(fieldMap(read), fieldMap(now), fieldMap(wanted));
      const conflicts = compared.filter(({ state }) => state === "conflict");
      const sent = resolveFields(wanted, compared, new Map(conflicts.map(({ name }) => [name, "mine"])));
      wanted.forEach(([name, mine], at) => {
        const edited = mine !== read[at]?.[1];
        expect(sent?.[at]).toEqual([name, edited ? mine : now[at]?.[1]]);
      });
    }),
  );
});

test("an unresolved conflict leaves nothing to send", () => {
  const compared = compareThreeWays(fieldMap([["a", "1"]]), fieldMap([["a", "2"]]), fieldMap([["a", "3"]]));
  expect(resolveFields([["a", "3"]], compared, new Map())).toBeNull();
  expect(resolveFields([["a", "3"]], compared, new Map([["a", "server"]]))).toEqual([["a", "2"]]);
  expect(resolveFields([["a", "3"]], compared, new Map([["a", "mine"]]))).toEqual([["a", "3"]]);
});

test("reading back distinguishes stored, ignored and normalised among the fields that were to change", () => {
  const sent = [
    ["name", "Janet"],
    ["email", "B@X"],
    ["title", "Dr"],
    ["city", "Denver"],
  ] as const;
  const after = fieldMap([
    ["name", "Janet"],
    ["email", "b@x"],
    ["title", ""],
    ["city", "Denver"],
  ]);
  expect(proveFields(sent, base, after).map(({ name, verdict }) => [name, verdict])).toEqual([
    ["name", "stored"],
    ["email", "normalised"],
    ["title", "ignored"],
  ]);
});

test("whether anything changes, and which fields changed on the server", () => {
  expect(changesAnything([["name", "Jane"]], base)).toBe(false);
  expect(changesAnything([["name", "J"]], base)).toBe(true);
  expect(movedFields(base, fieldMap([["name", "J"]]), [["name", "x"]])).toEqual(["name"]);
});
