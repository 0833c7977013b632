/**
 * `npm test`: checks, unit tests, then the journeys in Chromium and, wherever a runtime is found, in Electron.
 * REQUIRE_ELECTRON=1 makes a missing runtime a failure. The last line counts everything.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./build.ts";
import { runChecks } from "./checks.ts";
import { findElectron } from "./electron-runtime.ts";
import { installPrerequisites, needsVirtualDisplay } from "./prerequisites.ts";
import { addTallies, tallyJourneys, tallyUnitTests, type Tally } from "./tally.ts";
import { root, run, tool } from "./tool.ts";

const reports = join(root, "node_modules", ".cache", "reports");
const oneFailure: Tally = { passed: 0, failed: 1, skipped: 0 };

async function checks(): Promise<Tally> {
  const results = await runChecks();
  const passed = results.filter((result) => result.passed).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

async function unitTests(): Promise<Tally> {
  console.log("\n── unit tests");
  const report = join(reports, "unit.json");
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return tallyUnitTests(report, await run(process.execPath, [...tool("vitest"), "run", ...reporters]));
}

async function journeys(): Promise<Tally> {
  console.log("\n── journeys");
  const report = join(reports, "journeys.json");
  rmSync(report, { force: true });
  const command = [process.execPath, ...tool("@playwright/test", "playwright"), "test"];
  const screen = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24"];
  const [program = "", ...parameters] = needsVirtualDisplay() ? [...screen, ...command] : command;
  const env = { ...process.env, JOURNEYS_REPORT: report };
  return tallyJourneys(report, await run(program, parameters, { env }));
}

async function all(): Promise<readonly Tally[]> {
  if (!(await installPrerequisites())) return [oneFailure];
  const runtime = findElectron();
  const missing = runtime === undefined && process.env["REQUIRE_ELECTRON"] === "1";
  if (missing) console.error("REQUIRE_ELECTRON is set and there is no Electron runtime.");
  const results = [await checks(), await unitTests()];
  try {
    await ensureBuilt();
    results.push(await journeys());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    results.push(oneFailure);
  }
  console.log(
    runtime === undefined
      ? "\nHosts: the browser host in Chromium. Electron was not tested: no runtime is here (npx install-electron)."
      : `\nHosts: the browser host in Chromium, and Electron (runtime from ${runtime.source}).`,
  );
  return missing ? [...results, oneFailure] : results;
}

const { passed, failed, skipped } = addTallies(await all());
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`);
