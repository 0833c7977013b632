/**
 * `npm run bench:export`: saves 500,000 records of 23 columns in every format and prints how much memory the process
 * took beyond what the open document needs, and how large the file is. The exit code does not judge the figures.
 */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { memoryLimits } from "#core/documents/limits.ts";
import { createDocumentStore } from "#core/documents/store.ts";
import { createExporting } from "#core/exporting/exporting.ts";
import { everyRecord } from "#shared/every-record.ts";
import type { ExportFormat } from "#shared/exporting.ts";
import { writeCsvLine } from "#shared/formats/csv-dialect.ts";
import { optionValue } from "#host/arguments.ts";
import { saveFile } from "../../src-main/electron/save-file.ts";
import { ensureBuilt } from "../../scripts/build.ts";
import { root } from "../../scripts/tool.ts";

const recordCount = Number(optionValue(process.argv.slice(2), "records") ?? "500000");
const columns = Array.from({ length: 23 }, (_, column) => `contact_field_${String(column)}`);
const formats: readonly ExportFormat[] = ["served", "csv", "json", "xml", "spreadsheet", "xlsx"];
const never = new AbortController().signal;
const mega = 1_000_000;

await ensureBuilt();
const folder = await mkdtemp(join(tmpdir(), "rezora-export-memory-"));
const log = { info: () => undefined, error: console.error };
const script = pathToFileURL(join(root, "out", "main", "documents-worker.js"));
const memory = memoryLimits(totalmem());
const documents = createDocumentStore({ script, folder, memory, random: { uuid: () => "document" }, log });

const writer = documents.open({ contentType: "text/csv", status: 200, expectedBytes: null });
await writer.write(Buffer.from(`${writeCsvLine(columns)}\r\n`));
for (let record = 0; record < recordCount; record += 1_000) {
  const rows = Array.from({ length: Math.min(1_000, recordCount - record) }, (_, index) =>
    writeCsvLine(columns.map((_column, column) => (column % 3 === 2 ? "" : `Value ${String(record + index)} é`))),
  );
  await writer.write(Buffer.from(`${rows.join("\r\n")}\r\n`));
}
const { byteLength } = await writer.finish({ complete: true });
console.log(
  `${recordCount.toLocaleString("en")} records, ${String(columns.length)} columns, ${String(Math.round(byteLength / mega))} MB as served\n`,
);
console.log("format          file      more memory, at most        time");

for (const as of formats) {
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const target = join(folder, `file.${as}`);
  const exporting = createExporting({
    ports: {
      clock: { now: () => Date.now(), monotonic: () => performance.now() },
      emit: () => undefined,
      files: {
        save: async ({ name, content }, signal) => ({
          name,
          bytes: await saveFile(target, content, signal, { begin: () => Promise.resolve(() => Promise.resolve()) }),
        }),
      },
    },
    documents,
    hold: () => () => undefined,
  });
  const startedAt = performance.now();
  const request = { exportId: as, documentId: "document", as, columns, guardFormulas: true, suggestedName: "file.x" };
  await exporting.run({ ...request, query: everyRecord }, never);
  clearInterval(watch);
  const { size } = await stat(target);
  await rm(target);
  const figures = [`${String(Math.round(size / mega))} MB`, `${String(Math.round((peak - before) / mega))} MB`];
  const seconds = `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
  console.log(as.padEnd(12), figures[0]?.padStart(8), figures[1]?.padStart(20), seconds.padStart(17));
}
await documents.dispose();
await rm(folder, { recursive: true });
