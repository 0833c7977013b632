import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { clicker, openAppWindow, showTable, waitForTable } from "./app-window.ts";
import { bodyOf, type BodyServer } from "./body-server.ts";
import { besideIdleThread } from "./idle-thread.ts";
import { startProbe, timeNextClick } from "./in-page.ts";
import { idSuffix, median, type Host, type Measure, type Row } from "./row.ts";

const records = 1_000;
const settled = 700;

/** Records whose values differ in length and letters, so the columns have widths to measure. */
function wideList(columns: number): Uint8Array {
  const list = Array.from({ length: records }, (_, record) =>
    Object.fromEntries(
      Array.from({ length: columns }, (_unused, column) => [
        `field_${String(column)}_value`,
        `Value ${"Wi".repeat((record * 7 + column * 3) % 12)} ${String(record)}`,
      ]),
    ),
  );
  return new TextEncoder().encode(JSON.stringify(list));
}

function serve(server: BodyServer, columns: number): void {
  server.serve(bodyOf(wideList(columns), "application/json"));
}

/** From the click to the frame that shows the first line; median of 5. */
async function openingColumns(page: Page): Promise<number> {
  const click = await clicker(page.getByRole("button", { name: /^Columns,/u }));
  const times: number[] = [];
  for (let count = 0; count < 5; count += 1) {
    await page.evaluate(timeNextClick, '[role="listbox"] [role="option"]');
    await click();
    await page.waitForFunction(() => window.clickTook, undefined, { polling: 100 });
    times.push((await page.evaluate(() => window.clickTook)) ?? Number.NaN);
    await page.keyboard.press("Escape");
    await pause(settled);
  }
  return median(times);
}

async function onHost(host: Host): Promise<Row[]> {
  const shown = await openAppWindow(host);
  const { page, server } = shown;
  try {
    serve(server, 20);
    await showTable(page, records);
    const few = await openingColumns(page);
    serve(server, 200);
    await page.evaluate(startProbe);
    const { stood } = await besideIdleThread(async () => {
      await showTable(page, records);
      await page.getByRole("button", { name: /of 200 shown$/u }).waitFor();
      await waitForTable(page, records);
      await pause(settled);
    });
    const block = await page.evaluate(() => window.endProbe());
    const many = await openingColumns(page);
    return [
      {
        id: `P17-columns${idSuffix(host)}`,
        what: `opening the columns menu with 200 columns, to its first line, ${host}`,
        value: many,
        unit: "ms",
        goal: 100,
        reference: { value: few, what: "the same with 20 columns" },
      },
      {
        id: `P17-fit${idSuffix(host)}`,
        what: `longest block while 200 columns of 1,000 records are fitted and shown, ${host}`,
        value: block,
        unit: "ms",
        goal: 50,
        reference: { value: stood, what: "an idle thread at the same time" },
      },
    ];
  } finally {
    await shown.close();
  }
}

/** P17: a table of many columns. */
export const measureWideTable: Measure = {
  goals: ["P17"],
  async run({ hosts }) {
    const rows: Row[] = [];
    for (const host of hosts) rows.push(...(await onHost(host)));
    return rows;
  },
};
