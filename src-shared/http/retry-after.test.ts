import { expect, test } from "vitest";
import { waitOf } from "./retry-after.ts";

const now = Date.UTC(2026, 10, 23, 12, 0, 0);

test.each([
  [undefined, ""],
  ["", ""],
  ["0", ""],
  ["1", "1 second"],
  ["60", "1 minute"],
  ["120", "2 minutes"],
  [" 120 ", "2 minutes"],
  ["3600", "1 hour"],
  ["999999999", "11574 days and 2 hours"],
  ["9999999999", ""],
  ["-1", ""],
  ["1.5", ""],
  ["soon", ""],
  ["120s", ""],
  ["Mon, 23 Nov 2026 12:02:00 GMT", "2 minutes (until 2026-11-23 12:02:00 UTC)"],
  ["Monday, 23-Nov-26 12:00:01 GMT", "1 second (until 2026-11-23 12:00:01 UTC)"],
  ["Mon Nov 23 13:00:00 2026", "1 hour (until 2026-11-23 13:00:00 UTC)"],
  ["Mon, 23 Nov 2026 11:59:00 GMT", ""],
  ["2026-11-23T12:02:00Z", ""],
  ["Mon, 99 Nov 2026 12:02:00 GMT", ""],
])("Retry-After %s is %s", (value, words) => {
  expect(waitOf(value, now)).toBe(words);
});
