import { existsSync, readFileSync } from "node:fs";

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What needs attention: the names of tests that failed, and of those that passed only on the second try. */
  readonly named: readonly string[];
}

interface UnitReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

interface Suite {
  readonly title: string;
  readonly suites?: readonly Suite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly { readonly projectName: string; readonly status: string }[];
  }[];
}

interface JourneyReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly suites: readonly Suite[];
  readonly errors: readonly { readonly message?: string }[];
}

/** A run that failed without naming a failed test, for example because a file does not load, counts as one failure. */
function withExitCode(what: string, tally: Tally, exitCode: number): Tally {
  if (exitCode === 0 || tally.failed > 0) return tally;
  return { ...tally, failed: 1, named: [...tally.named, `${what} ended with exit code ${String(exitCode)}`] };
}

function readReport(file: string): unknown {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as unknown) : undefined;
}

function firstLine(text = ""): string {
  return text.split("\n", 1)[0] ?? "";
}

function failedUnitTests({ testResults }: UnitReport): string[] {
  return testResults
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === "failed");
      if (failed.length === 0) return [`${name}: ${firstLine(message)}`];
      return failed.map((test) => `${name} › ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
    });
}

const wordsOf: Readonly<Record<string, string>> = { unexpected: "failed", flaky: "only at the second try" };

function troubledJourneys(suite: Suite, path: string): string[] {
  const own = (suite.specs ?? []).flatMap(({ title, tests }) =>
    tests.flatMap(({ projectName, status }) => {
      const word = wordsOf[status];
      return word === undefined ? [] : [`[${projectName}] ${path} › ${title}: ${word}`];
    }),
  );
  const inner = (suite.suites ?? []).flatMap((each) => troubledJourneys(each, `${path} › ${each.title}`));
  return [...own, ...inner];
}

/** From Vitest's JSON reporter. */
export function tallyUnitTests(file: string, exitCode: number): Tally {
  const report = readReport(file) as UnitReport | undefined;
  const tally = {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    named: report === undefined ? [] : failedUnitTests(report),
  };
  return withExitCode("The run of the unit tests", tally, exitCode);
}

/** From Playwright's JSON reporter. A test that passed only on the second try has passed, and is named. */
export function tallyJourneys(file: string, exitCode: number): Tally {
  const report = readReport(file) as JourneyReport | undefined;
  const tally = {
    passed: (report?.stats.expected ?? 0) + (report?.stats.flaky ?? 0),
    failed: report?.stats.unexpected ?? 0,
    skipped: report?.stats.skipped ?? 0,
    named: [
      ...(report?.suites ?? []).flatMap((suite) => troubledJourneys(suite, suite.title)),
      ...(report?.errors ?? []).map(({ message }) => firstLine(message)),
    ],
  };
  return withExitCode("The run of the journeys", tally, exitCode);
}

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce((sum, { passed, failed, skipped, named }) => ({
    passed: sum.passed + passed,
    failed: sum.failed + failed,
    skipped: sum.skipped + skipped,
    named: [...sum.named, ...named],
  }));
}
