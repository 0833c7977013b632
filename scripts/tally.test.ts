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

test("unit tests: todo and skipped ones are skipped, failed ones are named with the first line of their error", () => {
  const file = report({
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { name: "good.test.ts", status: "passed", message: "", assertionResults: [] },
      { name: "unloaded.test.ts", status: "failed", message: "no such file\n  at …", assertionResults: [] },
      {
        name: "bad.test.ts",
        status: "failed",
        message: "",
        assertionResults: [
          { status: "passed", fullName: "stands", failureMessages: [] },
          { status: "failed", fullName: "falls", failureMessages: ["expected 1 to be 2\n  at …"] },
        ],
      },
    ],
  });
  expect(tallyUnitTests(file, 1)).toEqual({
    passed: 5,
    failed: 1,
    skipped: 3,
    named: ["unloaded.test.ts: no such file", "bad.test.ts › falls: expected 1 to be 2"],
  });
});

test("journeys: one that passed only on the second try has passed, and is named", () => {
  const test = (title: string, status: string) => ({ title, tests: [{ projectName: "browser", status }] });
  const file = report({
    stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 4 },
    suites: [
      {
        title: "a.spec.ts",
        specs: [test("stands", "expected"), test("falls", "unexpected")],
        suites: [{ title: "inner", specs: [test("wavers", "flaky")] }],
      },
    ],
    errors: [{ message: "a worker died\n  at …" }],
  });
  expect(tallyJourneys(file, 1)).toEqual({
    passed: 8,
    failed: 1,
    skipped: 4,
    named: [
      "[browser] a.spec.ts › falls: failed",
      "[browser] a.spec.ts › inner › wavers: only at the second try",
      "a worker died",
    ],
  });
});

test("a run that fails without a failed test, or without a report, is one failure", () => {
  const file = report({ numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] });
  expect(tallyUnitTests(file, 1)).toEqual({
    passed: 5,
    failed: 1,
    skipped: 0,
    named: ["The run of the unit tests ended with exit code 1"],
  });
  expect(tallyJourneys(join(folder, "none.json"), 1)).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
});

test("tallies add up", () => {
  const one = { passed: 1, failed: 2, skipped: 3, named: ["it"] };
  expect(addTallies([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6, named: ["it", "it"] });
});
