import { existsSync, readFileSync } from "node:fs";
import type { Place } from "./rows.ts";

/** One run of a test in one place. A test that passed at its second try has passed. */
export interface TaggedTest {
  readonly id: string;
  readonly place: Place;
  readonly outcome: "passed" | "failed" | "skipped";
}

interface UnitReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly { readonly projectName: string; readonly status: string }[];
  }[];
}

const outcomes: Readonly<Record<string, TaggedTest["outcome"]>> = {
  passed: "passed",
  expected: "passed",
  flaky: "passed",
  failed: "failed",
  unexpected: "failed",
};

/** The row that a test proves, by the end of its title. */
export function readTag(title: string): string | undefined {
  return /\[security: ([a-z0-9-]+)\]$/u.exec(title)?.[1];
}

function tagged(title: string, place: Place, status: string): readonly TaggedTest[] {
  const id = readTag(title);
  return id === undefined ? [] : [{ id, place, outcome: outcomes[status] ?? "skipped" }];
}

function readReport(file: string): unknown {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as unknown) : undefined;
}

/** From Vitest's JSON reporter. */
export function readTaggedUnitTests(file: string): readonly TaggedTest[] {
  const report = readReport(file) as UnitReport | undefined;
  return (report?.testResults ?? []).flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ fullName, status }) => tagged(fullName, "unit", status)),
  );
}

function readSuite({ specs = [], suites = [] }: Suite): readonly TaggedTest[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests.flatMap(({ projectName, status }) =>
      tagged(title, projectName === "electron" ? "electron" : "browser", status),
    ),
  );
  return [...own, ...suites.flatMap(readSuite)];
}

/** From Playwright's JSON reporter. */
export function readTaggedJourneys(file: string): readonly TaggedTest[] {
  const report = readReport(file) as { readonly suites: readonly Suite[] } | undefined;
  return (report?.suites ?? []).flatMap(readSuite);
}
