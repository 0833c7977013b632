import { expect, test } from "vitest";
import { reasonOf } from "./save-refusal.ts";

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: something, open '/home/someone/secret'`), { code });
}

test.each([
  ["ENOSPC", "the disk is full. Free some space, or choose another disk."],
  ["EBUSY", "another program has the file open. Close it there, or choose another name."],
  ["EIO", "the file could not be written. Choose another place."],
  ["constructor", "the file could not be written. Choose another place."],
])("%s: %s", (code, message) => {
  expect(reasonOf(systemError(code))).toEqual({ code, message });
});

test("an error that is not from the system has no code", () => {
  expect(reasonOf("odd").code).toBeUndefined();
});
