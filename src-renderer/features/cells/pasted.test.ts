import fc from "fast-check";
import { expect, test } from "vitest";
import { readPasted } from "./pasted.ts";

test.each([
  ["", []],
  ["a", [["a"]]],
  ["a\nb\n", [["a"], ["b"]]],
  ["a\r\nb", [["a"], ["b"]]],
  [
    "a\tb\nc\td\n",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ["a\n\nb\n", [["a"], [""], ["b"]]],
  [
    "a\t\n\tb",
    [
      ["a", ""],
      ["", "b"],
    ],
  ],
  ["a\t", [["a", ""]]],
  ['"a\nb"\tc\n', [["a\nb", "c"]]],
  ['"say ""hi"""\n', [['say "hi"']]],
  ['"Bob" Kowalczyk\nnext', [['"Bob" Kowalczyk'], ["next"]]],
  ["'+1 303 555\n'tis\n", [["'+1 303 555"], ["'tis"]]],
  ['"quoted"', [['"quoted"']]],
  ["'-10% off", [["'-10% off"]]],
  ["'=sum", [["'=sum"]]],
  ['""', [['""']]],
  ['"a"\t"b"\n', [['"a"', '"b"']]],
  ['"6"" pipe"\t"x\ty"\r\n', [['6" pipe', "x\ty"]]],
  ['"a" b\n', [['"a" b']]],
  ['"open\nnext', [['"open'], ["next"]]],
])("%j", (text, lines) => {
  expect(readPasted(text)).toEqual(lines);
});

test("whatever a spreadsheet writes is read back unchanged", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', "\t", "\n", " ", "ß"), maxLength: 6 });
  const write = (text: string): string => (/["\t\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }), (lines) => {
      const text = lines.map((line) => `${line.map(write).join("\t")}\r\n`).join("");
      expect(readPasted(text)).toEqual(lines);
    }),
  );
});
