/**
 * `npx tsx scripts/double-starts.ts 1000`: starts two copies at the same time after a kill, that
 * many times; fails when both got the folder.
 */
import { startDoubly } from "../src-main/host/double-starts.ts";

const report = await startDoubly(Number(process.argv[2] ?? "1000"));
console.log(
  `${String(report.doubles)} of ${String(report.rounds)} double starts both got the folder, in ${String(report.nobody)} nobody did ` +
    `(${String(report.starts)} processes, ${String(report.killedOnTheWay)} killed while they took the lock).`,
);
for (const name of report.leftovers) console.log(`left over: ${name}`);
process.exitCode = report.doubles + report.nobody === 0 ? 0 : 1;
