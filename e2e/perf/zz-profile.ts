import { setTimeout as pause } from "node:timers/promises";
import { writeFileSync } from "node:fs";
import { ensureBuilt } from "../../scripts/build.ts";
import { openAppWindow } from "./app-window.ts";
import { bodyOf } from "./body-server.ts";
import { contactList } from "./lists.ts";
import { view } from "../support/journey.ts";

await ensureBuilt();
const window = await openAppWindow(process.argv[3] === "electron" ? "electron" : "browser");
const { page } = window;
const list = await contactList("json", (process.argv[2] ?? "10k") as "10k");
const cdp = await page.context().newCDPSession(page);
const events: any[] = [];
cdp.on("Tracing.dataCollected", (d: any) => events.push(...d.value));
async function traced(name: string, work: () => Promise<void>) {
  events.length = 0;
  await cdp.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel", "v8", ...(process.argv[4] === "cpu" ? ["disabled-by-default-v8.cpu_profiler"] : [])], recordMode: "recordContinuously" } as any });
  await work();
  const done = new Promise((r) => cdp.once("Tracing.tracingComplete", r));
  await cdp.send("Tracing.end");
  await done;
  const main = events.find((e) => e.name === "FunctionCall" && e.args?.data?.url?.includes("assets/index"));
  const mine = events.filter((e) => e.pid === main?.pid && e.tid === main?.tid && e.ph === "X");
  const tasks = mine.filter((e) => /RunTask/.test(e.name) && !mine.some((o) => o !== e && /RunTask/.test(o.name) && o.ts <= e.ts && o.ts + o.dur >= e.ts + e.dur && (o.dur > e.dur))).filter((e) => e.tdur > 12_000 || e.dur > 30_000).sort((a, b) => b.tdur - a.tdur).slice(0, 6);
  console.log(`== ${name}`);
  for (const t of tasks.sort((a, b) => a.ts - b.ts)) {
    const inside = mine.filter((e) => e !== t && e.ts >= t.ts && e.ts + e.dur <= t.ts + t.dur + 1);
    const sums: Record<string, number> = {};
    for (const e of inside) sums[e.name] = (sums[e.name] ?? 0) + (e.tdur ?? 0) / 1000;
    const top = Object.entries(sums).filter(([n]) => !/RunTask/.test(n)).sort((a, b) => b[1] - a[1]).slice(0, 9).map(([n, v]) => `${n} ${v.toFixed(1)}`).join(", ");
    console.log(`  task cpu ${(t.tdur / 1000).toFixed(1)} wall ${(t.dur / 1000).toFixed(1)}: ${top}`);
  }
  writeFileSync(`/tmp/prof/${name}.json`, JSON.stringify(events));
}
await traced("arrive-cold", async () => { await window.fetch(bodyOf(list.bytes, list.contentType)); await page.waitForSelector('[role="gridcell"]'); await pause(1000); });
const press = async (l: any) => { const b = (await l.boundingBox())!; return () => page.mouse.click(b.x + b.width / 2, b.y + b.height / 2); };
const sendIt = await press(page.getByRole("button", { name: "Send", exact: true }));
await traced("arrive-again", async () => { await sendIt(); await pause(1500); });
await page.getByRole("button", { name: /^Columns,/ }).click();
await page.getByRole("button", { name: "Show all" }).click();
await page.keyboard.press("Escape");
await traced("arrive-23", async () => { await sendIt(); await pause(1500); });
if (false) await traced("arrive-again", async () => { await window.fetch(bodyOf(list.bytes, list.contentType)); await pause(1500); });
for (const name of ["JSON", "XML", "Table", "CSV", "Raw", "Table"] as const) {
  const box = (await view(page, name).boundingBox())!;
  await traced(`switch-${name}`, async () => { await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2); await pause(800); });
}
const head = (await page.getByRole("columnheader", { name: "name", exact: true }).boundingBox())!;
await traced("sort", async () => { await page.mouse.click(head.x + 30, head.y + 10); await pause(1500); });
const box = (await page.getByRole("textbox", { name: "Find in all records" }).boundingBox())!;
await page.mouse.click(box.x + 30, box.y + 10);
await traced("type", async () => { for (const c of "harper") { await page.keyboard.type(c); await pause(200); } await pause(500); });
await traced("scroll", async () => { await page.evaluate(async () => { const g = document.querySelector('[role="grid"]')!; for (let i = 0; i < 15; i++) { g.scrollTop = Math.random() * g.scrollHeight; await new Promise((r) => setTimeout(r, 150)); } }); });
await window.close();
