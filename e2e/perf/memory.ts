import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { openAppWindow, showTable, type AppWindow } from "./app-window.ts";
import { bodyOf } from "./body-server.ts";
import { fetchAndClose } from "./in-page.ts";
import { contactList, sizes } from "./lists.ts";
import { canMeasureMemory, memoryInUse } from "./process-memory.ts";
import { idSuffix, type Host, type Measure, type Row } from "./row.ts";

/** Processes collect garbage when they are idle, and page caches of the renderer are dropped after 20 s. */
const settling = { longest: 25_000, every: 1_000 };

/** Memory when it no longer falls, or its lowest value in the given time. */
async function settled(enough: number): Promise<number> {
  let lowest = Number.POSITIVE_INFINITY;
  for (let waited = 0; waited < settling.longest && lowest > enough; waited += settling.every) {
    await pause(settling.every);
    lowest = Math.min(lowest, await memoryInUse());
  }
  return lowest;
}

/** As a user does it: deleting a connection removes everything that was fetched with it. */
async function deleteConnection(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Switch connection/u }).click();
  await page.getByRole("menuitem", { name: /^Edit this connection/u }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Delete…" }).click();
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** Growth over many bodies that are opened and closed, in percent of the memory in use after the first few. */
async function growth({ page }: AppWindow, repeats: number): Promise<number> {
  const before = 10;
  await page.evaluate(fetchAndClose, before);
  const early = await settled(0);
  await page.evaluate(fetchAndClose, repeats - before);
  return (100 * ((await settled(early)) - early)) / early;
}

async function onHost(host: Host, quick: boolean): Promise<Row[]> {
  const [size, repeats] = quick ? (["10k", 20] as const) : (["100k", 100] as const);
  const window = await openAppWindow(host);
  try {
    const { page, server } = window;
    const list = await contactList("json", size);
    const small = await contactList("json", "1k");
    server.serve(bodyOf(small.bytes, small.contentType));
    await showTable(page, sizes["1k"]);
    const before = await settled(0);
    server.serve(bodyOf(list.bytes, list.contentType));
    await showTable(page, sizes[size]);
    const shown = await memoryInUse();
    const grown = await growth(window, repeats);
    await deleteConnection(page);
    const closed = await settled(before * 1.1);
    const megabytes = (list.bytes.length / 2 ** 20).toFixed(0);
    return [
      {
        id: `P7-shown-${size}${idSuffix(host)}`,
        what: `memory of all processes for an answer of ${megabytes} MB, ${host}`,
        value: (shown - before) / list.bytes.length,
        unit: "MB per MB",
        goal: 1.5,
        reference: { value: 1, what: "the bytes alone" },
      },
      {
        id: `P7-closed-${size}${idSuffix(host)}`,
        what: `what is left of it once closed, in percent of the ${(before / 2 ** 20).toFixed(0)} MB before, ${host}`,
        value: Math.max(0, (100 * (closed - before)) / before),
        unit: "%",
        goal: 10,
        reference: null,
      },
      {
        id: `P7-repeats-${size}${idSuffix(host)}`,
        what: `growth over ${String(repeats)} such answers, opened and closed, ${host}`,
        value: Math.max(0, grown),
        unit: "%",
        goal: 5,
        reference: null,
      },
    ];
  } finally {
    await window.close();
  }
}

/** P7: how much memory a response takes, and whether it is released. */
export const measureMemory: Measure = {
  goals: ["P7"],
  async run({ quick, hosts }) {
    const rows: Row[] = [];
    for (const host of canMeasureMemory ? hosts : []) rows.push(...(await onHost(host, quick)));
    return rows;
  },
};
