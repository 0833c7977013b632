/**
 * `npm test`: checks, unit tests, then the journeys in Chromium and, wherever a runtime is found, in Electron.
 * REQUIRE_ELECTRON=1 makes a missing runtime a failure. Tests that failed, or passed only on the second try, are named
 * before the last line, which counts everything.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./build.ts";
import { runChecks } from "./checks.ts";
import { findElectron } from "./electron-runtime.ts";
import { installPrerequisites } from "./prerequisites.ts";
import { countSecurityRows } from "./security/count-rows.ts";
import { securityGroups } from "./security/rows.ts";
import { readTaggedJourneys, readTaggedUnitTests } from "./security/tagged-tests.ts";
import { countTasks } from "./tasks/count-tasks.ts";
import { tasks } from "./tasks/tasks.ts";
import { addTallies, tallyJourneys, tallyUnitTests, type Tally } from "./tally.ts";
import { root, run, tool } from "./tool.ts";

const reports = join(root, "node_modules", ".cache", "reports");
const unitReport = join(reports, "unit.json");

function failure(what: string): Tally {
  return { passed: 0, failed: 1, skipped: 0, named: [what] };
}

async function checks(): Promise<Tally> {
  const results = await runChecks();
  const failed = results.filter((result) => !result.passed);
  const named = failed.map(({ name }) => `The check of ${name} failed`);
  return { passed: results.length - failed.length, failed: failed.length, skipped: 0, named };
}

async function unitTests(): Promise<Tally> {
  console.log("\n── unit tests");
  rmSync(unitReport, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`];
  return tallyUnitTests(unitReport, await run(process.execPath, [...tool("vitest"), "run", ...reporters]));
}

/** Tests tagged @alone measure how long the page was blocked, so nothing else may use the processor at that time. */
const journeyRuns = [
  { file: "journeys.json", parameters: ["--grep-invert=@alone"] },
  { file: "journeys-alone.json", parameters: ["--grep=@alone", "--workers=1", "--output=test-results/alone"] },
] as const;

async function journeys(): Promise<readonly Tally[]> {
  console.log("\n── journeys");
  const tallies: Tally[] = [];
  for (const { file, parameters } of journeyRuns) {
    const report = join(reports, file);
    rmSync(report, { force: true });
    const command = [...tool("@playwright/test", "playwright"), "test", ...parameters];
    const env = { ...process.env, JOURNEYS_REPORT: report };
    tallies.push(tallyJourneys(report, await run(process.execPath, command, { env })));
  }
  return tallies;
}

/** Prints how many rows of the security table were proven by the runs above; each gap is a failure. */
function countSecurity(hasElectron: boolean): Tally {
  const journeyReports = journeyRuns.map(({ file }) => join(reports, file));
  const journeyTests = journeyReports.flatMap((file) => readTaggedJourneys(file));
  const tests = [...readTaggedUnitTests(unitReport), ...journeyTests];
  const { proven, rows, untried, gaps } = countSecurityRows(securityGroups, tests, hasElectron);
  console.log(`\nsecurity: ${String(proven)} of ${String(rows)}`);
  return { passed: 0, failed: gaps.length, skipped: 0, named: [...untried, ...gaps] };
}

/** Prints how many tasks were done in the stated number of actions; each of the others is a failure. */
function countActions(hasElectron: boolean): Tally {
  const journeyTests = journeyRuns.flatMap(({ file }) => readTaggedJourneys(join(reports, file), "task"));
  const { counted, all: total, open, untried, gaps } = countTasks(tasks, journeyTests, hasElectron);
  console.log(`tasks: ${String(counted)} of ${String(total)}`);
  for (const line of open) console.log(`  ${line}`);
  return { passed: 0, failed: gaps.length, skipped: 0, named: [...untried, ...gaps] };
}

async function all(): Promise<readonly Tally[]> {
  if (!(await installPrerequisites())) return [failure("What the tests need is missing")];
  const runtime = findElectron();
  const missing = runtime === undefined && process.env["REQUIRE_ELECTRON"] === "1";
  const results = [await checks(), await unitTests()];
  try {
    await ensureBuilt();
    results.push(...(await journeys()));
  } catch (error) {
    results.push(failure(error instanceof Error ? error.message : String(error)));
  }
  results.push(countSecurity(runtime !== undefined), countActions(runtime !== undefined));
  console.log(
    runtime === undefined
      ? "\nHosts: the browser host in Chromium. Electron was not tested: no runtime is here (npx install-electron)."
      : `\nHosts: the browser host in Chromium, and Electron (runtime from ${runtime.source}).`,
  );
  return missing ? [...results, failure("REQUIRE_ELECTRON is set and there is no Electron runtime")] : results;
}

const { passed, failed, skipped, named } = addTallies(await all());
for (const name of named) console.log(`  ${name}`);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`);
