import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { everyRecord } from "#shared/every-record.ts";
import { hugeBody } from "./huge-body.ts";
import { createDocumentStore } from "./store.ts";

/** What a process weighs that opens a body, looks at it, closes it, and does so again. */
export interface RepeatReport {
  /** Bytes that the process grew by from the first repeat to the last, nothing being open. */
  readonly growth: number;
  readonly byteLength: number;
}

/** Milliseconds until the collector has let go what was closed. */
const settled = 600;

async function repeat(script: URL, bytes: number, repeats: number): Promise<RepeatReport> {
  const folder = await mkdtemp(join(tmpdir(), "documents-repeat-"));
  const log = { info: () => {}, error: (message: string) => process.stderr.write(`${message}\n`) };
  const memory = { body: bytes * 2, all: bytes * 8 };
  let next = 0;
  const store = createDocumentStore({ script, folder, memory, random: { uuid: () => `body-${++next}` }, log });
  const body = hugeBody(bytes);
  const pieces = [...body.pieces()];
  const signal = new AbortController().signal;
  let first = 0;
  for (let count = 1; count <= repeats; count++) {
    const writer = store.open({ contentType: "application/json", status: 200, expectedBytes: null });
    for (const piece of pieces) await writer.write(piece);
    const { documentId } = await writer.finish({ complete: true });
    await store.getRows({ documentId, query: everyRecord, offset: 0, limit: 100 }, signal);
    store.close(documentId);
    if (count > 1 && count < repeats) continue;
    await new Promise((resolve) => setTimeout(resolve, settled));
    if (count === 1) first = process.memoryUsage.rss();
  }
  const growth = process.memoryUsage.rss() - first;
  await store.dispose();
  await rm(folder, { recursive: true });
  return { growth, byteLength: body.byteLength };
}

const [, , script, bytes, repeats] = process.argv;
if (script !== undefined && bytes !== undefined && repeats !== undefined) {
  process.stdout.write(JSON.stringify(await repeat(pathToFileURL(script), Number(bytes), Number(repeats))));
}
