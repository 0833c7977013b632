import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { everyRecord } from "#shared/every-record.ts";
import { hugeBody } from "./huge-body.ts";
import { memoryLimits } from "./limits.ts";
import { createDocumentStore } from "./store.ts";

/** What a process observed while it viewed a huge body in every way. */
export interface HugeReport {
  readonly byteLength: number;
  readonly records: number;
  /** Maximum growth of the process in bytes, and the additional growth for a sort by a column of distinct values. */
  readonly growth: number;
  readonly growthBySort: number;
  /** Number of files that were left. */
  readonly left: number;
  /** Permissions of the file. */
  readonly mode: string;
  readonly last: unknown;
  readonly matched: number;
  readonly sorted: unknown;
  readonly lastLine: string;
  readonly rawLines: number;
  readonly found: number;
  readonly servedBytes: number;
  readonly exportedBytes: number;
  readonly milliseconds: Readonly<Record<string, number>>;
}

const signal = new AbortController().signal;
const milliseconds: Record<string, number> = {};

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  milliseconds[name] = Math.round(performance.now() - startedAt);
  return result;
}

async function keepHuge(script: URL, bytes: number, tellsLength: boolean): Promise<HugeReport> {
  const folder = await mkdtemp(join(tmpdir(), "documents-huge-"));
  const log = {
    info: () => {},
    error: (message: string, error: unknown) => process.stderr.write(`${message}: ${String(error)}\n`),
  };
  const random = { uuid: () => "huge" };
  const store = createDocumentStore({ script, folder, memory: memoryLimits(totalmem()), random, log });
  const body = hugeBody(bytes);
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  const head = { contentType: "application/json", status: 200, expectedBytes: tellsLength ? body.byteLength : null };
  const writer = store.open(head);
  const { documentId } = writer;
  const summary = await timed("arrive", async () => {
    for (const piece of body.pieces()) {
      await writer.write(piece);
      // As with a socket, other work of the thread runs in between.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return await writer.finish({ complete: true });
  });
  const records = summary.table?.recordCount ?? 0;
  const { mode } = await stat(join(folder, "body-huge"));
  const ask = { documentId, query: everyRecord, limit: 200 };
  const last = await timed("rows", () => store.getRows({ ...ask, offset: records - 1 }, signal));
  const filters = [{ column: "contact_id", operator: "contains" as const, value: "777" }];
  const matched = await timed("filter", () =>
    store.getRows({ ...ask, offset: 0, query: { ...everyRecord, filters } }, signal),
  );
  const folding = { folded: "none" as const, except: [], groups: [], nodes: [] };
  const lines = { documentId, folding, limit: 200 };
  const pretty = await timed("json", () => store.getLines({ ...lines, as: "json", offset: 0 }, signal));
  const end = await timed("end", () => store.getLines({ ...lines, as: "json", offset: pretty.lines - 1 }, signal));
  const raw = await timed("raw", async () => {
    // The lines of raw text are counted in the background: a reply without `counted` covers only some of them.
    for (;;) {
      const window = await store.getLines({ ...lines, as: "raw", offset: 0 }, signal);
      if (window.counted) return window;
    }
  });
  const search = { documentId, as: "xml" as const, query: String(10_000_000 + records - 1), index: 0 };
  const found = await timed("find", () => store.find({ ...search, matchCase: true, regularExpression: false }, signal));
  const request = {
    exportId: "huge",
    documentId,
    as: "csv" as const,
    query: everyRecord,
    columns: ["contact_id"],
    guardFormulas: false,
    suggestedName: "x",
  };
  const servedBytes = await timed("save", async () => {
    let sum = 0;
    for await (const bytes of store.readServed(documentId, signal)) sum += bytes.length;
    return sum;
  });
  const exportedBytes = await timed("export", async () => {
    let sum = 0;
    for await (const piece of store.exportTable(request, signal)) sum += piece.bytes.length;
    return sum;
  });
  const growth = most - before;
  const sort = [{ column: "contact_id", direction: "descending" as const }];
  const sorted = await timed("sort", () =>
    store.getRows({ ...ask, offset: 0, limit: 1, query: { ...everyRecord, sort } }, signal),
  );
  clearInterval(watch);
  store.close(documentId);
  await store.dispose();
  const left = (await readdir(folder)).length;
  await rm(folder, { recursive: true });
  return {
    byteLength: summary.byteLength,
    records,
    growth,
    growthBySort: most - before - growth,
    left,
    mode: (mode & 0o777).toString(8),
    last: last.rows[0]?.cells[0],
    matched: matched.matched,
    sorted: sorted.rows[0]?.cells[0],
    lastLine: end.window[0]?.tokens.map(([, text]) => text).join("") ?? "",
    rawLines: raw.lines,
    found: found.count,
    servedBytes,
    exportedBytes,
    milliseconds,
  };
}

const [, , script, bytes, length] = process.argv;
if (script !== undefined && bytes !== undefined) {
  const report = await keepHuge(pathToFileURL(script), Number(bytes), length === "told");
  process.stdout.write(JSON.stringify(report));
}
