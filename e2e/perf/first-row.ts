import { setTimeout as pause } from "node:timers/promises";
import { TextDecoder } from "node:util";
import type { Page } from "@playwright/test";
import { newVisit, openAppWindow, type AppWindow } from "./app-window.ts";
import { bodyOf } from "./body-server.ts";
import { besideIdleThread } from "./idle-thread.ts";
import { awaitFirstRow, isWhole, startProbe } from "./in-page.ts";
import { contactList, formats, type ContactList } from "./lists.ts";
import { idSuffix, median, milliseconds, type Host, type Measure, type Row } from "./row.ts";

type Size = "10k" | "100k" | "500k";

const goals = { "10k": 100, "100k": 150, "500k": 150 } as const;
const repeats = { "10k": 5, "100k": 5, "500k": 1 } as const;

interface Arrival {
  /** First painted row after the last byte, milliseconds; 0 when it was there before. */
  readonly firstRow: number;
  readonly block: number;
  readonly stood: number;
}

async function arrive({ page, server }: AppWindow, list: ContactList, visit: number): Promise<Arrival> {
  server.serve(bodyOf(list.bytes, list.contentType));
  const send = await newVisit(page, visit);
  await page.evaluate(awaitFirstRow);
  await page.evaluate(startProbe);
  const { result: block, stood } = await besideIdleThread(async () => {
    await send();
    await wholeTableIsThere(page);
    return await page.evaluate(() => window.endProbe());
  });
  const at = (await page.evaluate(() => window.firstRowAt)) ?? Number.NaN;
  return { firstRow: Math.max(0, at - (await server.lastByte)), block, stood };
}

/** Uses plain evaluations, because the scripts that Playwright injects to wait in a page would be measured, too. */
async function wholeTableIsThere(page: Page): Promise<void> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline;) {
    await pause(250);
    if (await page.evaluate(isWhole)) return;
  }
  throw new Error("The table did not come.");
}

/** The reference: what can be done with a body without an index is to read all of it. */
async function readWhole({ format, bytes }: ContactList): Promise<Row["reference"]> {
  if (format !== "json") return null;
  const value = await milliseconds(async () => JSON.parse(new TextDecoder().decode(bytes)) as unknown);
  return { value, what: "JSON.parse with decoding" };
}

async function onHost(host: Host, size: Size): Promise<Row[]> {
  const rows: Row[] = [];
  const all: Arrival[] = [];
  const window = await openAppWindow(host);
  try {
    for (const format of formats) {
      const list = await contactList(format, size);
      const arrivals: Arrival[] = [];
      for (let repeat = 0; repeat < repeats[size]; repeat += 1) {
        arrivals.push(await arrive(window, list, all.length + arrivals.length));
        await pause(200);
      }
      all.push(...arrivals);
      rows.push({
        id: `P3-${format}-${size}${idSuffix(host)}`,
        what: `first row after the last byte, ${size} ${format}, ${host}`,
        value: median(arrivals.map(({ firstRow }) => firstRow)),
        unit: "ms",
        goal: goals[size],
        reference: await readWhole(list),
      });
    }
  } finally {
    await window.close();
  }
  const worst = all.toSorted((one, other) => other.block - one.block)[0];
  rows.push({
    id: `P4-arriving-${size}${idSuffix(host)}`,
    what: `longest block while ${size} arrive, ${host}`,
    value: worst?.block ?? Number.NaN,
    unit: "ms",
    goal: 50,
    reference: { value: worst?.stood ?? Number.NaN, what: "an idle thread at the same time" },
  });
  return rows;
}

/** P3: how soon a row is on screen, the median. P4: how long the page was blocked at that time, the longest block. */
export const measureFirstRow: Measure = {
  goals: ["P3", "P4"],
  async run({ quick, hosts }) {
    const rows: Row[] = [];
    for (const host of hosts) {
      const all: readonly Size[] = quick ? ["10k", "100k"] : ["10k", "100k", "500k"];
      for (const size of all) rows.push(...(await onHost(host, size)));
    }
    return rows;
  },
};
