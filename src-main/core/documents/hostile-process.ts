import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ExportRequest } from "#shared/exporting.ts";
import { everyRecord } from "#shared/every-record.ts";
import { hostileBodies } from "./hostile-bodies.ts";
import { createDocumentStore } from "./store.ts";

/** What a process observed while it viewed one hostile body in every way. */
export interface HostileReport {
  readonly byteLength: number;
  readonly format: string;
  readonly records: number | null;
  readonly columns: number;
  readonly codes: readonly string[];
  /** The outcome of each view: a number, a text or an error message. */
  readonly looks: Readonly<Record<string, unknown>>;
  /** A small document that was in the same worker throughout. */
  readonly neighbour: unknown;
  readonly deaths: readonly string[];
  /** Maximum growth of the process, in bytes. */
  readonly growth: number;
}

const signal = new AbortController().signal;

/** `wanted`: prefixes of the labels of the views to run. */
async function lookAt(
  script: URL,
  name: keyof typeof hostileBodies,
  wanted: readonly string[],
): Promise<HostileReport> {
  const folder = await mkdtemp(join(tmpdir(), "documents-hostile-"));
  const deaths: string[] = [];
  const log = { info: () => {}, error: (_: string, error: unknown) => deaths.push(String(error)) };
  const memory = { body: 268_435_456, all: 1_073_741_824 };
  let next = 0;
  const store = createDocumentStore({ script, folder, memory, random: { uuid: () => `body-${++next}` }, log });
  const keep = async (contentType: string, pieces: Iterable<Uint8Array>) => {
    const writer = store.open({ contentType, status: 200, expectedBytes: null });
    for (const piece of pieces) await writer.write(piece);
    return await writer.finish({ complete: true });
  };
  // Documents alternate between the two workers.
  const small = [Buffer.from('[{"id":"1"}]')];
  const before = await keep("application/json", small);
  await keep("application/json", small);
  const hostile = hostileBodies[name];
  const start = process.memoryUsage.rss();
  let most = start;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  const { documentId, table, format, byteLength, notices } = await keep(hostile.contentType, hostile.pieces());
  const looks: Record<string, unknown> = {};
  const look = async (label: string, work: () => Promise<unknown>): Promise<void> => {
    if (!wanted.some((start) => label.startsWith(start))) return;
    looks[label] = await work().catch((error: unknown) => `failed: ${error instanceof Error ? error.message : ""}`);
  };
  const rows = { documentId, offset: 0, limit: 100 };
  const folding = { folded: "none" as const, except: [], groups: [], nodes: [] };
  const columns = (table?.columns ?? []).slice(0, 3);
  if (table !== null) {
    await look("last", async () => {
      const last = await store.getRows({ ...rows, query: everyRecord, offset: table.recordCount - 1 }, signal);
      return last.rows[0]?.cells.slice(0, 2);
    });
    await look("rows", async () => {
      const first = await store.getRows({ ...rows, query: everyRecord }, signal);
      return JSON.stringify(first).length;
    });
    await look("record", async () => JSON.stringify(await store.getRecord({ documentId, record: 0 }, signal)).length);
    for (const column of columns) {
      for (const operator of ["contains", "equals", "starts", "not-equals", "empty"] as const) {
        await look(`${operator} ${column.slice(0, 9)}`, async () => {
          const query = { ...everyRecord, filters: [{ column, operator, value: "after" }] };
          return (await store.getRows({ ...rows, query }, signal)).matched;
        });
      }
      await look(`sort ${column.slice(0, 9)}`, async () => {
        const query = { ...everyRecord, sort: [{ column, direction: "ascending" as const }] };
        return (await store.getRows({ ...rows, query, limit: 1 }, signal)).rows[0]?.record;
      });
    }
    await look("search", async () => {
      return (await store.getRows({ ...rows, query: { ...everyRecord, search: "after" } }, signal)).matched;
    });
    await look("seek", async () => {
      return await store.seek(
        { documentId, query: everyRecord, column: columns[1] ?? "", prefix: "after", from: 0 },
        signal,
      );
    });
    for (const as of ["csv", "json", "xml", "spreadsheet", "xlsx"] as const) {
      await look(`export ${as}`, async () => {
        const request: ExportRequest = {
          exportId: "hostile",
          documentId,
          as,
          query: everyRecord,
          columns,
          guardFormulas: true,
          suggestedName: "x",
        };
        await store.planExport(request, signal);
        let bytes = 0;
        for await (const piece of store.exportTable(request, signal)) bytes += piece.bytes.length;
        return bytes;
      });
    }
    for (const as of ["tsv", "cells"] as const) {
      await look(`copy ${as}`, async () => {
        return (await store.copy({ documentId, query: everyRecord, from: 0, to: 0, columns, as }, signal)).text.length;
      });
    }
    await look("compare", async () => {
      const { comparison } = await store.compare(
        { documents: { json: documentId, xml: documentId }, key: "id" },
        signal,
        () => {},
      );
      return comparison?.differing;
    });
  }
  for (const as of ["json", "xml", "csv", "raw"] as const) {
    await look(`lines ${as}`, async () => {
      const window = await store.getLines({ documentId, as, folding, offset: 0, limit: 200 }, signal);
      return JSON.stringify(window).length;
    });
    await look(`folded ${as}`, async () => {
      const all = { ...folding, folded: "all" as const };
      const window = await store.getLines({ documentId, as, folding: all, offset: 0, limit: 200 }, signal);
      return JSON.stringify(window).length;
    });
  }
  for (const as of ["table", "json", "xml", "csv", "raw"] as const) {
    await look(`verify ${as}`, async () => {
      let compared = 0;
      let agreeing = 0;
      for (let from: { at: number; byte: number } | null = { at: 0, byte: 0 }; from !== null;) {
        const step = await store.verify({ documentId, as, from }, signal);
        compared += step.compared;
        agreeing += step.agreeing;
        from = step.next;
      }
      return compared === agreeing ? "agrees" : `${agreeing} of ${compared}`;
    });
  }
  await look("served", async () => {
    let bytes = 0;
    for await (const piece of store.readServed(documentId, signal)) bytes += piece.length;
    return bytes;
  });
  clearInterval(watch);
  const neighbour = (await store.getRows({ ...rows, documentId: before.documentId, query: everyRecord }, signal))
    .matched;
  await store.dispose();
  await rm(folder, { recursive: true });
  const codes = notices.map((notice) => notice.code);
  const records = table?.recordCount ?? null;
  return {
    byteLength,
    format,
    records,
    columns: table?.columns.length ?? 0,
    codes,
    looks,
    neighbour,
    deaths,
    growth: most - start,
  };
}

const [, , script, name, ...wanted] = process.argv;
if (script !== undefined && name !== undefined) {
  process.stdout.write(JSON.stringify(await lookAt(pathToFileURL(script), name as keyof typeof hostileBodies, wanted)));
}
