import { expect, test } from "vitest";
import { shortened } from "./shortened.ts";

test("a text for a tooltip or a message is cut between two letters, and says what is missing [security: long-value-tooltips]", () => {
  expect(shortened("short")).toBe("short");
  expect(shortened("x".repeat(10_000_000))).toBe(`${"x".repeat(400)}… 9,999,600 more characters`);
  expect(shortened("x".repeat(401))).toBe(`${"x".repeat(400)}… 1 more character`);
  const families = shortened("👩‍👩‍👧‍👦".repeat(1_000));
  expect(families).toMatch(/^(?:👩‍👩‍👧‍👦)+… [\d,]+ more characters$/u);
  expect(shortened("a\n".repeat(10_000))).toBe(`${"a\n".repeat(6)}… 19,988 more characters`);
});
