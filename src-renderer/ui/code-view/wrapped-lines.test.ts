import fc from "fast-check";
import { expect, it } from "vitest";
import { extraRows, WrappedLines } from "./wrapped-lines.ts";

it("finds the line of every row and the first row of every line", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.tuple(fc.nat(70), fc.integer({ min: 0, max: 5 })), { maxLength: 10 }),
      (lineCount, extra) => {
        const more = new Map(extra);
        const wrapped = new WrappedLines(lineCount, more);
        const rows = Array.from({ length: lineCount }, (_, line) =>
          Array.from({ length: 1 + (more.get(line) ?? 0) }, () => line),
        ).flat();
        expect(wrapped.rows).toBe(rows.length);
        expect(rows.map((_, row) => wrapped.lineAt(row))).toEqual(rows);
        for (let line = 0; line < lineCount; line++) expect(wrapped.rowOf(line)).toBe(rows.indexOf(line));
      },
    ),
  );
});

it("counts the rows of a text by columns", () => {
  expect(extraRows("", 10)).toBe(0);
  expect(extraRows("0123456789", 10)).toBe(0);
  expect(extraRows("0123456789a", 10)).toBe(1);
  expect(extraRows("小明小明小", 4)).toBe(2);
  expect(extraRows("abc小", 4)).toBe(1);
  expect(extraRows("anything", 0)).toBe(0);
});
