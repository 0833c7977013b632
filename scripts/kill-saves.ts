/** `npx tsx scripts/kill-saves.ts 1000`: kills a saving process that many times; fails when saved data was lost. */
import { killWhileSaving } from "../src-main/core/storage/kill-while-saving.ts";

const kills = Number(process.argv[2] ?? "1000");
const report = await killWhileSaving(kills);
console.log(
  `${String(report.losses.length)} of ${String(report.kills)} kills lost or damaged a saved thing ` +
    `(${String(report.saves)} saves, ${String(report.interrupted)} writes cut short).`,
);
for (const loss of report.losses) console.log(loss);
process.exitCode = report.losses.length === 0 ? 0 : 1;
