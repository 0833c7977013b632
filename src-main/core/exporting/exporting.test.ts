import { Buffer } from "node:buffer";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { CallError } from "../call-error.ts";
import type { ExportPiece } from "../documents/worker-protocol.ts";
import { createTimeDouble } from "../port-doubles.ts";
import type { FileToSave, Files, SavedFile } from "../ports.ts";
import { createExporting, type Exporting } from "./exporting.ts";
import { readZip } from "./read-zip.ts";
import { sampleExport } from "./sample-export.ts";

const never = new AbortController().signal;
const time = createTimeDouble();
const events: (readonly [string, unknown])[] = [];
const holds: string[] = [];
/** Pieces that have been made and not yet pulled by the host. */
let alive = 0;
let maxAlive = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  events.length = 0;
  holds.length = 0;
  alive = 0;
  maxAlive = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

async function* pieces(count: number, signal: AbortSignal): AsyncGenerator<ExportPiece> {
  for (let index = 0; index < count; index++) {
    if (signal.aborted) throw new CallError("cancelled", "Stopped.");
    maxAlive = Math.max(maxAlive, ++alive);
    yield {
      bytes: Buffer.from(`piece ${index}\n`),
      records: 100,
      altered: { guarded: 1, replaced: 2 },
      next: index + 1,
    };
  }
}

function exportingBy(save: (file: FileToSave, signal: AbortSignal) => Promise<SavedFile | null>, count = 3): Exporting {
  const files: Files = { save };
  return createExporting({
    ports: { clock: time, emit: (name, payload) => events.push([name, payload]), files },
    documents: {
      async planExport(request, signal) {
        if (request.columns.length === 0) throw new CallError("does-not-fit", "Too wide.");
        await Promise.resolve();
        if (signal.aborted) throw new CallError("cancelled", "Stopped.");
        return { recordCount: count * 100 };
      },
      exportTable: (_, signal) => pieces(count, signal),
      byteLengthOf: () => 6,
      async *readServed() {
        yield await Promise.resolve(Buffer.from("served"));
      },
    },
    hold(documentId) {
      holds.push(`hold ${documentId}`);
      return () => holds.push(`let go of ${documentId}`);
    },
  });
}

/** Saves like a host: pulls one piece after the other. */
async function written({ name, content }: FileToSave, whole: Uint8Array[] = []): Promise<SavedFile> {
  let bytes = 0;
  for await (const piece of content) {
    alive--;
    bytes += piece.length;
    whole.push(piece);
  }
  return { name, bytes };
}

it("saves a table piece by piece and reports what it contains", async () => {
  const whole: Uint8Array[] = [];
  const exporting = exportingBy((file) => written(file, whole), 400);
  const result = await exporting.run(sampleExport({ suggestedName: "a/../b:c.csv" }), never);
  expect(result).toEqual({
    state: "saved",
    name: "a-..-b-c.csv",
    bytes: 3_890,
    records: 40_000,
    guarded: 400,
    replaced: 800,
  });
  expect(Buffer.concat(whole).toString()).toMatch(/^piece 0\n[^]*piece 399\n$/u);
  // However long the export is, no piece is made before the previous one has been pulled.
  expect(maxAlive).toBe(1);
  expect(holds).toEqual(["hold document", "let go of document"]);
});

it("saves the served body with its length known from the start", async () => {
  let file: FileToSave | undefined;
  const exporting = exportingBy((asked) => written((file = asked)));
  const result = await exporting.run(sampleExport({ as: "served" }), never);
  expect(file?.byteCount).toBe(6);
  expect(result).toEqual({ state: "saved", name: "contacts.csv", bytes: 6, records: null, guarded: 0, replaced: 0 });
});

it("puts the table of a workbook into its archive", async () => {
  const whole: Uint8Array[] = [];
  const exporting = exportingBy((file) => written(file, whole));
  await exporting.run(sampleExport({ as: "xlsx", suggestedName: "lists-7.xlsx" }), never);
  const files = readZip(Buffer.concat(whole));
  expect(files.get("xl/worksheets/sheet1.xml")?.toString()).toBe("piece 0\npiece 1\npiece 2\n");
  expect(files.get("xl/workbook.xml")?.toString()).toContain('name="lists-7"');
});

it("reports progress after its first second and never before a file is chosen", async () => {
  const exporting = exportingBy(async ({ name, content, onDownload }) => {
    time.pass(60_000);
    await vi.advanceTimersByTimeAsync(60_000);
    onDownload("/download/1");
    let bytes = 0;
    for await (const piece of content) {
      bytes += piece.length;
      time.pass(600);
      vi.advanceTimersByTime(125);
    }
    return { name, bytes };
  });
  await exporting.run(sampleExport({ exportId: "mine" }), never);
  const shape = { exportId: "mine", byteCount: null, recordCount: 300 };
  expect(events).toEqual([
    ["exportDownload", { exportId: "mine", url: "/download/1" }],
    ["exportProgress", { ...shape, bytes: 8, records: 100, elapsedMs: 1_200 }],
    ["exportProgress", { ...shape, bytes: 16, records: 200, elapsedMs: 1_800 }],
  ]);
  vi.advanceTimersByTime(10_000);
  expect(events).toHaveLength(3);
});

it("reports that a format cannot hold the table before the user is asked where to save it", async () => {
  const save = vi.fn<Files["save"]>();
  await expect(exportingBy(save).run(sampleExport({ as: "xlsx", columns: [] }), never)).rejects.toMatchObject({
    code: "does-not-fit",
  });
  expect(save).not.toHaveBeenCalled();
  expect(holds).toEqual(["hold document", "let go of document"]);
});

const saidCancelled = { code: "cancelled", message: "The export was cancelled. Nothing was saved." };

it("reports the same error however early it is cancelled", async () => {
  const cancel = new AbortController();
  const save = vi.fn<Files["save"]>();
  const cancelled = exportingBy(save).run(sampleExport({}), cancel.signal);
  // Cancelled while the content is being prepared.
  cancel.abort();
  await expect(cancelled).rejects.toMatchObject(saidCancelled);
  expect(save).not.toHaveBeenCalled();
});

it("is cancelled by its call and by the end of the application, which waits for it", async () => {
  const order: string[] = [];
  const cancel = new AbortController();
  let closed: Promise<unknown> | undefined;
  const ends = [() => cancel.abort(), () => (closed = exporting.close().then(() => order.push("closed")))];
  const exporting = exportingBy(async (file) => {
    try {
      ends.shift()?.();
      return await written(file);
    } finally {
      await Promise.resolve();
      order.push("half file is gone");
    }
  }, Infinity);
  await expect(exporting.run(sampleExport({}), cancel.signal)).rejects.toMatchObject(saidCancelled);
  await expect(exporting.run(sampleExport({}), never)).rejects.toMatchObject({ code: "cancelled" });
  await closed;
  expect(order).toEqual(["half file is gone", "half file is gone", "closed"]);
  await expect(exporting.run(sampleExport({}), never)).rejects.toMatchObject({ code: "cancelled" });
});

it("ends silently when no file is chosen", async () => {
  expect(await exportingBy(() => Promise.resolve(null)).run(sampleExport({}), never)).toEqual({ state: "dismissed" });
  expect(maxAlive).toBe(0);
});
