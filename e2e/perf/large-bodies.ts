import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { view } from "../support/journey.ts";
import { fetcher, openAppWindow, waitForTable, type AppWindow } from "./app-window.ts";
import { holdsExactly, largeList, type LargeList } from "./large-list.ts";
import { canMeasureMemory, memoryAtPeak, memoryInUse } from "./process-memory.ts";
import { idSuffix, milliseconds, type Host, type Measure, type Row } from "./row.ts";

const timeout = 120_000;

/** Reads a response into a file: the minimum cost of keeping a body that is too large for memory. */
async function readIntoFile(url: string, file: string): Promise<void> {
  const [answer] = (await once(get(url), "response")) as [IncomingMessage];
  await pipeline(answer, createWriteStream(file));
}

/** The last and the first row are on screen, with the ids that were sent. */
async function showsWindows({ page }: AppWindow, { records, idAt }: LargeList): Promise<boolean> {
  await page.getByRole("gridcell").first().click();
  for (const [keys, record] of [
    ["Control+End", records - 1],
    ["Control+Home", 0],
  ] as const) {
    await page.keyboard.press(keys);
    const id = page.locator(`[data-row="${String(record)}"]`).getByText(idAt(record), { exact: true });
    if (!(await appears(id.waitFor({ timeout })))) return false;
  }
  return true;
}

/** Whether the file that Save writes is what the server sent, byte for byte. */
async function saves({ page, electron, folder }: AppWindow, list: LargeList): Promise<boolean> {
  const file = join(folder, "saved.json");
  await view(page, "JSON").click();
  const save = page.getByRole("button", { name: "Save", exact: true });
  await electron?.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  if (electron === undefined) {
    const [download] = await Promise.all([page.waitForEvent("download", { timeout }), save.click()]);
    await download.saveAs(file);
  } else {
    await save.click();
    if (!(await appears(page.getByText(/^Saved/u).waitFor({ timeout })))) return false;
  }
  const same = await holdsExactly(createReadStream(file, { highWaterMark: 1_048_576 }), list.pieces());
  await rm(file);
  return same;
}

function appears(waiting: Promise<unknown>): Promise<boolean> {
  return waiting.then(
    () => true,
    () => false,
  );
}

async function onHost(host: Host, size: string, bytes: number): Promise<Row[]> {
  const list = await largeList(bytes);
  const window = await openAppWindow(host);
  try {
    const { page, server, folder } = window;
    server.serve(list);
    const file = join(folder, "bare");
    const bare = await milliseconds(() => readIntoFile(server.baseUrl, file));
    await rm(file);
    const fetchIt = await fetcher(page);
    const before = await memoryInUse();
    const steps: boolean[] = [];
    let took = Number.NaN;
    const peak = await memoryAtPeak(async () => {
      took = await milliseconds(async () => {
        await fetchIt();
        steps.push(await appears(waitForTable(page, list.records)));
      });
      for (const step of [showsWindows, saves]) steps.push(await step(window, list).catch(() => false));
    });
    return [
      {
        id: `P9-${size}${idSuffix(host)}`,
        what: `summary, first and last rows, save of ${size}, ${host}`,
        value: steps.filter(Boolean).length,
        unit: "of 3",
        goal: 3,
        reference: null,
      },
      {
        id: `P9-${size}-count${idSuffix(host)}`,
        what: `from Send to the exact row count of ${size}, ${host}`,
        value: took,
        unit: "ms",
        goal: 3 * bare,
        reference: { value: bare, what: "a bare read into a file" },
      },
      {
        id: `P9-${size}-memory${idSuffix(host)}`,
        what: `memory of all processes at the peak of it, minus before, ${host}`,
        value: canMeasureMemory ? (peak - before) / list.byteLength : Number.NaN,
        unit: "MB per MB",
        goal: 1.5,
        reference: { value: 1, what: "the bytes alone" },
      },
    ];
  } finally {
    await window.close();
  }
}

/** P9: bodies beyond one JavaScript string. The largest on one host only: it takes a while. */
export const measureLargeBodies: Measure = {
  goals: ["P9"],
  async run({ quick, hosts }) {
    const rows: Row[] = [];
    for (const host of hosts) rows.push(...(await onHost(host, "600mb", 600e6)));
    const [first] = hosts;
    if (first !== undefined && !quick) rows.push(...(await onHost(first, "2gb", 2 ** 31)));
    return rows;
  },
};
