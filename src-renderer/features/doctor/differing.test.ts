import fc from "fast-check";
import { expect, it } from "vitest";
import { differenceOf, markedPieces } from "./differing.ts";

it("finds the position where two texts differ", () => {
  expect(differenceOf("/v1/contacts.json", "/v1/contacts.json?since=1")).toEqual({
    before: "/v1/contacts.json",
    left: "",
    right: "?since=1",
    after: "",
  });
  expect(differenceOf("00000010", "0000000a")).toEqual({ before: "000000", left: "10", right: "0a", after: "" });
  expect(differenceOf("hoak-042", "hoak-0412")).toEqual({ before: "hoak-04", left: "", right: "1", after: "2" });
});

it("reproduces both texts", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", "b", "é") }),
      fc.string({ unit: fc.constantFrom("a", "b") }),
      (one, other) => {
        const { before, left, right, after } = differenceOf(one, other);
        expect([before + left + after, before + right + after]).toEqual([one, other]);
      },
    ),
  );
});

it("cuts a text at its marks and loses nothing, whatever the marks are", () => {
  expect(markedPieces("abcdef", [{ start: 1, end: 3 }])).toEqual([
    { text: "a", marked: false },
    { text: "bc", marked: true },
    { text: "def", marked: false },
  ]);
  const mark = fc.record({ start: fc.integer({ min: -2, max: 12 }), end: fc.integer({ min: -2, max: 12 }) });
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.array(mark), (text, marks) => {
      const pieces = markedPieces(text, marks);
      expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    }),
  );
});
