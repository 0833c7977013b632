import fc from "fast-check";
import { expect, test } from "vitest";
import { editedValue, lineEndingFor, shownText } from "./line-endings.ts";

/** Texts that HTML form controls alter, and texts that they do not. */
const anyText = fc.string({
  unit: fc.constantFrom(
    "\r\n",
    "\n",
    "\r",
    "\t",
    "\0",
    "\u001b",
    "\u0085",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\u200b",
    "\ud800",
    "a",
    "b",
    " ",
    "é",
    "😀",
  ),
  maxLength: 12,
});

/** What a user does in the text area: part of the text is replaced, and the caret is after it. */
function typeInto(value: string, from: number, length: number, text: string) {
  const shown = shownText(value);
  const start = from % (shown.length + 1);
  const end = Math.min(shown.length, start + length);
  const inserted = shownText(text);
  return { start, end, next: shown.slice(0, start) + inserted + shown.slice(end), caret: start + inserted.length };
}

/** The position in the value for a position in the text area. */
function placeIn(value: string, shownPlace: number): number {
  const units = value.match(/\r\n|[\s\S]/g) ?? [];
  let shown = 0;
  let place = 0;
  for (const unit of units) {
    if (shown >= shownPlace) break;
    shown += shownText(unit).length;
    place += unit.length;
  }
  return place;
}

test("one letter at the end of a value leaves its line endings unchanged", () => {
  const value = "c/o Front Desk\r\nleave with Sam";
  const next = "c/o Front Desk\nleave with Samx";
  expect(editedValue({ value, next, caret: next.length, ending: "\n" })).toBe("c/o Front Desk\r\nleave with Samx");
});

test("whatever is edited, everything before and after it stays byte for byte", () => {
  const edit = fc.tuple(fc.nat(40), fc.nat(3), anyText, fc.constantFrom("\n", "\r\n", "\r"));
  fc.assert(
    fc.property(anyText, fc.array(edit, { maxLength: 5 }), (first, edits) => {
      let value = first;
      for (const [from, length, text, ending] of edits) {
        const { start, end, next, caret } = typeInto(value, from, length, text);
        const edited = editedValue({ value, next, caret, ending });
        expect(shownText(edited)).toBe(next);
        const before = value.slice(0, placeIn(value, start));
        const behind = value.slice(placeIn(value, end));
        expect(edited.startsWith(before)).toBe(true);
        expect(edited.endsWith(behind)).toBe(true);
        value = edited;
      }
    }),
    { numRuns: 2_000 },
  );
});

test("what is pasted keeps its own line endings", () => {
  fc.assert(
    fc.property(anyText, fc.nat(40), fc.nat(3), anyText, (value, from, length, pasted) => {
      const { start, end, next, caret } = typeInto(value, from, length, pasted);
      const edited = editedValue({ value, next, caret, ending: "\n", pasted });
      const before = value.slice(0, placeIn(value, start));
      const behind = value.slice(placeIn(value, end));
      fc.pre(next !== shownText(value) && !`${before}|${pasted}|${behind}`.match(/\r\|+\n/u));
      expect(edited).toBe(before + pasted + behind);
    }),
    { numRuns: 2_000 },
  );
});

test("without a caret, as after the text area's own undo, only the difference is new", () => {
  fc.assert(
    fc.property(anyText, fc.nat(40), fc.nat(3), anyText, (value, from, length, text) => {
      const { next } = typeInto(value, from, length, text);
      expect(shownText(editedValue({ value, next, caret: null, ending: "\r\n" }))).toBe(next);
    }),
  );
});

test("a caret position that does not fit the edit is ignored", () => {
  expect(editedValue({ value: "a\r\nb", next: "a\nbc", caret: 0, ending: "\n" })).toBe("a\r\nbc");
});

test.each([
  ["one\r\ntwo\nthree\r", "one\ntwo\nX\nthree\n", "one\r\ntwo\nX\r\nthree\r"],
  ["one\r\ntwo\nthree\n", "two\none\nthree\n", "two\r\none\nthree\n"],
  ["a\nb\r\nc", "x\nb\ny\nc", "x\r\nb\r\ny\r\nc"],
])("%j edited to %j keeps the line endings of the lines that are still there", (value, next, kept) => {
  expect(editedValue({ value, next, caret: null, ending: "\r\n" })).toBe(kept);
});

test("two line endings that become adjacent stay two", () => {
  const edited = editedValue({ value: "a\rX\nb", next: "a\n\nb", caret: 2, ending: "\n" });
  expect(shownText(edited)).toBe("a\n\nb");
});

test.each([
  ["a\r\nb\nc\r\nd", [], "\r\n"],
  ["a\rb", ["x\r\ny"], "\r"],
  ["plain", ["one", "x\r\ny"], "\r\n"],
  ["plain", ["one"], "\n"],
] as const)("a new line in %j ends as the value does, or the record's others (%j)", (value, others, ending) => {
  expect(lineEndingFor(value, others)).toBe(ending);
});
