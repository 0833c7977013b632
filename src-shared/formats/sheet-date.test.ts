import fc from "fast-check";
import { expect, it } from "vitest";
import { sheetDate } from "./sheet-date.ts";

it.each([
  ["2010-07-16 22:34:01", 40_375.940_289_351_85, true],
  ["2010-07-16T22:34:01Z", 40_375.940_289_351_85, true],
  ["2010-07-16 22:34", 40_375.940_277_777_78, true],
  ["2010-07-16", 40_375, false],
  ["1900-03-01", 61, false],
  ["2000-02-29", 36_585, false],
  ["9999-12-31 23:59:59", 2_958_465.999_988_426, true],
])("%s is a date", (text, serial, hasTime) => {
  const found = sheetDate(text);
  expect(found?.serial).toBeCloseTo(serial, 9);
  expect(found?.hasTime).toBe(hasTime);
});

it.each([
  "",
  "0000-00-00 00:00:00",
  "0000-00-00",
  "1899-12-31",
  "1900-02-28",
  "1900-02-29",
  "2001-02-29",
  "2010-13-01",
  "2010-07-16 24:00:00",
  "2010-07-16 22:34:60",
  "2010-07-16 22:34:01.5",
  "2010-07-16 22:34:01+02:00",
  "2010-07-16Z",
  " 2010-07-16",
  "2010-7-16",
  "16.07.2010",
  "20100716",
  "0071",
  "303-555-0160",
  "NULL",
])("%j stays text", (text) => expect(sheetDate(text)).toBe(null));

it("every second from March 1900 on is read back unchanged", () => {
  const first = Date.UTC(1900, 2, 1) / 1_000;
  const last = Date.UTC(9999, 11, 31, 23, 59, 59) / 1_000;
  fc.assert(
    fc.property(fc.integer({ min: first, max: last }), (second) => {
      const text = new Date(second * 1_000).toISOString().slice(0, 19).replace("T", " ");
      const serial = Number(String(sheetDate(text)?.serial));
      // As a spreadsheet rounds it: to the nearest second.
      expect(Math.round((serial - 25_569) * 86_400)).toBe(second);
    }),
  );
});
