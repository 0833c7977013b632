/** `npm run bench -- --json FILE`: speed, beside the reference measured in the same run. Judges nothing by exit code. */
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { optionValue } from "#host/arguments.ts";
import { ensureBuilt } from "../../scripts/build.ts";
import { measureRequests } from "./requests.ts";
import type { Measure, Row } from "./row.ts";

/** In the order of the list of goals. */
const measures: readonly Measure[] = [measureRequests];

function figure(value: number, unit: Row["unit"]): string {
  return unit === "requests" ? `${String(value)} ${unit}` : `${value.toFixed(2)} ${unit}`;
}

function print(rows: readonly Row[]): void {
  const cells = rows.map((row) => [
    row.id,
    row.what,
    figure(row.value, row.unit),
    figure(row.referenceValue, row.unit),
    row.reference,
    row.met ? "met" : "NOT MET",
  ]);
  const table = [["", "what", "ours", "reference", "", ""], ...cells];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  for (const line of table)
    console.log(
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}

await ensureBuilt();
const rows: Row[] = [];
for (const measure of measures) rows.push(...(await measure()));
const machine = { node: process.version, cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30) };
console.log(
  `Node ${machine.node}, ${String(machine.cores)} cores, ${String(machine.memoryGb)} GB. Trust the ratios.\n`,
);
print(rows);
const file = optionValue(process.argv.slice(2), "json");
if (file !== undefined)
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), machine, rows }, null, 2)}\n`);
