import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { addTallies, tallyJourneys, tallyUnitTests } from "./tally.ts";

const folder = mkdtempSync(join(tmpdir(), "rezora-tally-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: unknown): string {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("unit tests: todo and skipped ones are skipped", () => {
  const file = report({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 });
  expect(tallyUnitTests(file, 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
});

test("journeys: one that passed only at the second try has passed, and Playwright names it", () => {
  const file = report({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 4 } });
  expect(tallyJourneys(file, 1)).toEqual({ passed: 8, failed: 1, skipped: 4 });
});

test("a run that ends badly without a failed test, or without a report, is one failure", () => {
  const file = report({ numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 });
  expect(tallyUnitTests(file, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  expect(tallyJourneys(join(folder, "none.json"), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("tallies add up", () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(addTallies([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
});
