/**
 * `npm run bench`: speed, compared with a reference measured in the same run. A missed goal is not a failure.
 * `--only P3,P5` measures some goals, `--quick` uses less data, `--json FILE` writes the figures for programs.
 */
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { hasOption, optionValue } from "#host/arguments.ts";
import { ensureBuilt } from "../../scripts/build.ts";
import { findChromium } from "../../scripts/chromium.ts";
import { findElectron } from "../../scripts/electron-runtime.ts";
import { canShowWindows } from "../../scripts/prerequisites.ts";
import { measureFirstRow } from "./first-row.ts";
import { measureAtWork } from "./at-work.ts";
import { measureFind } from "./find.ts";
import { measureBundle } from "./bundle.ts";
import { measureLargeBodies } from "./large-bodies.ts";
import { measureMemory } from "./memory.ts";
import { measureIndex } from "./row-index.ts";
import { measurePrettyText } from "./pretty-text.ts";
import { measureQueries } from "./queries.ts";
import { asJson, table } from "./report.ts";
import { measureRequests } from "./requests.ts";
import { measureWideTable } from "./wide-table.ts";
import { milliseconds, type Host, type Measure, type Row } from "./row.ts";

const measures: readonly Measure[] = [
  measureRequests,
  measureFirstRow,
  measureAtWork,
  measureWideTable,
  measureIndex,
  measureMemory,
  measureLargeBodies,
  measurePrettyText,
  measureQueries,
  measureFind,
  measureBundle,
];

function hostsHere(): Host[] {
  const hosts: Host[] = [];
  if (findChromium() !== undefined) hosts.push("browser");
  if (findElectron() !== undefined && canShowWindows()) hosts.push("electron");
  return hosts;
}

const commandLine = process.argv.slice(2);
const only = optionValue(commandLine, "only")?.split(",");
const isWanted = (goal = ""): boolean => only === undefined || only.includes(goal);
const file = optionValue(commandLine, "json");
const run = { quick: hasOption(commandLine, "quick"), hosts: hostsHere() };

await ensureBuilt();
console.log(
  `Node ${process.version}, ${String(cpus().length)} cores, ${String(Math.round(totalmem() / 2 ** 30))} GB, ` +
    `windows: ${run.hosts.join(" and ") || "none"}. Trust the ratios.\n`,
);
const rows: Row[] = [];
for (const measure of measures) {
  if (!measure.goals.some(isWanted)) continue;
  const goals = measure.goals.join(", ");
  console.error(`Measuring ${goals}…`);
  try {
    const took = await milliseconds(async () => rows.push(...(await measure.run(run))));
    console.error(`  ${(took / 1_000).toFixed(0)} s`);
  } catch (error) {
    // The other figures are useful even if one measurement fails.
    console.error(`${goals} could not be measured.`, error);
    process.exitCode = 1;
  }
}
const wanted = rows.filter(({ id }) => isWanted(id.split("-", 1)[0]));
console.log(table(wanted));
if (file !== undefined) writeFileSync(file, asJson(wanted));
