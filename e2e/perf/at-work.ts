import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { view } from "../support/journey.ts";
import { clicker, openAppWindow, showAllColumns, showTable } from "./app-window.ts";
import { bodyOf } from "./body-server.ts";
import { besideIdleThread } from "./idle-thread.ts";
import { idle, jump, startProbe, timeNextClick } from "./in-page.ts";
import { contactList, sizes } from "./lists.ts";
import { idSuffix, percentile, type Host, type Measure, type Row } from "./row.ts";

const tableCell = '[role="grid"] [data-row] [role="gridcell"]';
const codeLine = (format: string): string => `.codeview[aria-label$=" as ${format}"] [data-line] .tx:not(:empty)`;
/** In this order each view is opened for the first time, and from another one. */
const views = [
  ["JSON", codeLine("JSON")],
  ["XML", codeLine("XML")],
  ["CSV", codeLine("CSV")],
  ["Raw", codeLine("raw text")],
  ["Table", tableCell],
] as const;

const settled = 700;

/** P4: the longest block during work, compared with an idle thread on the same machine. */
async function longestBlock(page: Page, work: () => Promise<void>): Promise<{ block: number; stood: number }> {
  await page.evaluate(startProbe);
  const { stood } = await besideIdleThread(async () => {
    await work();
    await pause(settled);
  });
  return { block: await page.evaluate(() => window.endProbe()), stood };
}

/** P12, and P4 during it. */
async function switchViews(page: Page, host: Host, size: string): Promise<Row[]> {
  const rows: Row[] = [];
  let [block, stood] = [0, 0];
  for (const [name, selector] of views) {
    const click = await clicker(view(page, name));
    await page.evaluate(timeNextClick, selector);
    const seen = await longestBlock(page, click);
    if (seen.block > block) ({ block, stood } = seen);
    await page.waitForFunction(() => window.clickTook, undefined, { polling: 100 });
    rows.push({
      id: `P12-${name.toLowerCase()}-${size}${idSuffix(host)}`,
      what: `switch to ${name}, to its first screen, ${size}, ${host}`,
      value: (await page.evaluate(() => window.clickTook)) ?? Number.NaN,
      unit: "ms",
      goal: 100,
      reference: null,
    });
  }
  return [...rows, blockRow("switching", "views are switched", host, size, { block, stood })];
}

function blockRow(
  id: string,
  what: string,
  host: Host,
  size: string,
  { block, stood }: { block: number; stood: number },
): Row {
  return {
    id: `P4-${id}-${size}${idSuffix(host)}`,
    what: `longest block while ${what}, ${size}, ${host}`,
    value: block,
    unit: "ms",
    goal: 50,
    reference: { value: stood, what: "an idle thread at the same time" },
  };
}

async function sort(page: Page): Promise<() => Promise<void>> {
  const heads = ["name", "email"].map((name) => page.getByRole("columnheader", { name, exact: true }));
  const clicks = await Promise.all(heads.map(clicker));
  return async () => {
    for (const click of clicks) {
      await click();
      await pause(settled);
    }
  };
}

async function type(page: Page): Promise<() => Promise<void>> {
  await page.getByRole("textbox", { name: "Find in all records" }).focus();
  return async () => {
    // At a user's typing speed: some letters are typed while the rows for the previous ones arrive.
    await page.keyboard.type("harbour", { delay: 90 });
    await pause(settled);
    for (let letter = 0; letter < 7; letter += 1) await page.keyboard.press("Backspace");
  };
}

async function onHost(host: Host, quick: boolean): Promise<Row[]> {
  const size = quick ? "10k" : "100k";
  const window = await openAppWindow(host);
  const { page } = window;
  try {
    const list = await contactList("json", size);
    window.server.serve(bodyOf(list.bytes, list.contentType));
    await showTable(page, sizes[size]);
    await showAllColumns(page);
    const rows = await switchViews(page, host, size);
    rows.push(blockRow("sorting", "the table is sorted", host, size, await longestBlock(page, await sort(page))));
    rows.push(blockRow("typing", "a search is typed", host, size, await longestBlock(page, await type(page))));
    const still = await page.evaluate(idle, 120);
    const { result: frames, stood } = await besideIdleThread(() => page.evaluate(jump, 120));
    rows.push({
      id: `P6-${size}${idSuffix(host)}`,
      what: `a frame while jumping 120 times over ${sizes[size].toLocaleString("en-US")} x 23, 95th percentile, ${host}`,
      value: percentile(frames, 0.95),
      unit: "ms",
      goal: 33.5,
      reference: {
        value: percentile(still, 0.95),
        what: `frames of the page at rest; the idle thread ${stood.toFixed(0)} ms`,
      },
    });
    return rows;
  } finally {
    await window.close();
  }
}

/** P12, P4 and P6 with all 23 columns shown. */
export const measureAtWork: Measure = {
  goals: ["P4", "P6", "P12"],
  async run({ quick, hosts }) {
    const rows: Row[] = [];
    for (const host of hosts) rows.push(...(await onHost(host, quick)));
    return rows;
  },
};
