import { existsSync, readFileSync } from "node:fs";
import type { Place } from "./rows.ts";

/** One run of a test in one place. A test that passed on its second try has passed. */
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

/** What the end of a title names: a row of the security table, or a task. */
export type TagKind = "security" | "task";

const tags: Readonly<Record<TagKind, RegExp>> = {
  security: /\[security: ([a-z0-9-]+)\]$/u,
  task: /\[task: ([0-9]+)\]$/u,
};

export function readTag(title: string, kind: TagKind = "security"): string | undefined {
  return tags[kind].exec(title)?.[1];
}

function tagged(title: string, place: Place, status: string, kind: TagKind): readonly TaggedTest[] {
  const id = readTag(title, kind);
  return id === undefined ? [] : [{ id, place, outcome: outcomes[status] ?? "skipped" }];
}

function readReport(file: string): unknown {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as unknown) : undefined;
}

/** From Vitest's JSON reporter. */
export function readTaggedUnitTests(file: string): readonly TaggedTest[] {
  const report = readReport(file) as UnitReport | undefined;
  return (report?.testResults ?? []).flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ fullName, status }) => tagged(fullName, "unit", status, "security")),
  );
}

function readSuite({ specs = [], suites = [] }: Suite, kind: TagKind): readonly TaggedTest[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests.flatMap(({ projectName, status }) =>
      tagged(title, projectName === "electron" ? "electron" : "browser", status, kind),
    ),
  );
  return [...own, ...suites.flatMap((suite) => readSuite(suite, kind))];
}

/** From Playwright's JSON reporter. */
export function readTaggedJourneys(file: string, kind: TagKind = "security"): readonly TaggedTest[] {
  const report = readReport(file) as { readonly suites: readonly Suite[] } | undefined;
  return (report?.suites ?? []).flatMap((suite) => readSuite(suite, kind));
}
