import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { memoryLimits } from "#core/documents/limits.ts";
import { createDocumentStore, type DocumentStore } from "#core/documents/store.ts";
import type { DocumentSummary } from "#shared/documents.ts";
import { root } from "../../scripts/tool.ts";

/** The documents engine of the application without its hosts: what the engine alone costs. */
export interface KeptBodies {
  readonly store: DocumentStore;
  /** Hands a body over in packets, as the network does, and waits for its exact row count. */
  keep(bytes: Uint8Array, contentType: string): Promise<DocumentSummary>;
}

const packet = 65_536;

/** Runs a function with a document store that uses the built worker, and disposes the store. */
export async function withKeptBodies<T>(work: (bodies: KeptBodies) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "rezora-bench-"));
  const store = createDocumentStore({
    script: pathToFileURL(join(root, "out", "main", "documents-worker.js")),
    folder,
    memory: memoryLimits(totalmem()),
    random: { uuid: () => randomUUID() },
    log: { info: () => undefined, error: (message, error) => console.error(message, error) },
  });
  try {
    return await work({
      store,
      async keep(bytes, contentType) {
        const writer = store.open({ contentType, status: 200, expectedBytes: bytes.length });
        for (let at = 0; at < bytes.length; at += packet) await writer.write(bytes.subarray(at, at + packet));
        return await writer.finish({ complete: true });
      },
    });
  } finally {
    await store.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}
