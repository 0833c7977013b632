import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Folding } from "#shared/documents.ts";
import { everyRecord } from "#shared/every-record.ts";
import { sampleExport } from "../exporting/sample-export.ts";
import type { Log } from "../ports.ts";
import type { MemoryLimits } from "./limits.ts";
import { createDocumentStore, type DocumentStore } from "./store.ts";
import { bundleWorker } from "./worker-bundle.ts";

const open: Folding = { folded: "none", except: [], groups: [], nodes: [] };
const head = { contentType: "application/json", status: 200, expectedBytes: null };
const signal = new AbortController().signal;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function memoryLog(): { readonly log: Log; readonly errors: string[] } {
  const errors: string[] = [];
  return { errors, log: { info: () => {}, error: (message) => errors.push(message) } };
}

const inMemory: MemoryLimits = { body: 268_435_456, all: 1_073_741_824 };

function storeWith(script: URL, log: Log, memory = inMemory): DocumentStore {
  let next = 0;
  return createDocumentStore({ script, folder, memory, random: { uuid: () => `document-${++next}` }, log });
}

let script: URL;
let folder: string;
beforeAll(async () => {
  script = await bundleWorker();
  folder = await mkdtemp(join(tmpdir(), "documents-bodies-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function keep(store: DocumentStore, body: string, packet = 50_000) {
  const writer = store.open(head);
  const bytes = encode(body);
  for (let at = 0; at < bytes.length; at += packet) await writer.write(bytes.subarray(at, at + packet));
  return await writer.finish({ complete: true });
}

function listOf(records: number, text = "x"): string {
  const record = (index: number): string => JSON.stringify({ id: String(index), text, pad: "y".repeat(100) });
  return `[${Array.from({ length: records }, (_, index) => record(index)).join(",")}]`;
}

/** UTF-8 that declares itself Latin-1. */
async function keepLatin1(store: DocumentStore) {
  const writer = store.open({ ...head, contentType: "application/json; charset=iso-8859-1" });
  await writer.write(encode('[{"name":"Chloë"},{"name":"x"}]'));
  const { documentId, notices } = await writer.finish({ complete: true });
  const request = { documentId, query: everyRecord, offset: 0, limit: 1 };
  const name = async () => (await store.getRows(request, signal)).rows[0]?.cells[0];
  return { documentId, notices, name };
}

const onDisk: MemoryLimits = { body: 100_000, all: 200_000 };

describe.each([
  ["memory", inMemory],
  ["files", onDisk],
])("a store with real workers, bodies in %s", (_, limits) => {
  const { log, errors } = memoryLog();
  let store: DocumentStore;
  beforeAll(() => {
    store = storeWith(script, log, limits);
  });
  afterAll(async () => {
    await store.dispose();
    expect(errors).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it("reads a body again in another charset, and back", async () => {
    const { documentId, notices, name } = await keepLatin1(store);
    expect(notices).toMatchObject([{ code: "charset", severity: "caution", readAs: "utf-8" }]);
    expect(await name()).toBe("ChloÃ«");
    const summary = await store.readAs({ documentId, charset: "utf-8" });
    expect(summary).toMatchObject({ documentId, charset: "utf-8", table: { recordCount: 2 } });
    expect(await name()).toBe("Chloë");
    await store.readAs({ documentId, charset: "ISO-8859-1" });
    expect(await name()).toBe("ChloÃ«");
    await expect(store.readAs({ documentId, charset: "klingon" })).rejects.toMatchObject({ code: "invalid-input" });
    await expect(store.readAs({ documentId: "nobody", charset: "utf-8" })).rejects.toMatchObject({ code: "not-found" });
    store.close(documentId);
  });

  it("compares bodies that live in different workers, tells how far it is, and can be stopped", async () => {
    const count = 30_000;
    const json = await keep(store, listOf(count));
    const changed = listOf(count).replace('"id":"29999","text":"x"', '"id":"29999","text":"y"');
    const other = await keep(store, changed);
    const updates: [number, number][] = [];
    const documents = { json: json.documentId, xml: other.documentId };
    const { comparison } = await store.compare({ documents, key: "id" }, signal, (...progress) =>
      updates.push(progress),
    );
    expect(comparison).toMatchObject({ records: count, differing: 1, groups: [{ kind: "text", field: "text" }] });
    expect(updates.at(-1)).toEqual([28_672, count]);
    const controller = new AbortController();
    const stopped = store.compare({ documents, key: "id" }, controller.signal, () => controller.abort());
    await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
    // Both still answer: what was lent was given back.
    for (const { documentId } of [json, other]) {
      expect(await store.getRecord({ documentId, record: 0 }, signal)).toMatchObject({ row: { record: 0 } });
    }
  });

  it("takes a body in packets and answers windows of it", async () => {
    const body = listOf(30_000);
    const summary = await keep(store, body);
    const { documentId } = summary;
    expect(summary).toMatchObject({
      byteLength: body.length,
      complete: true,
      format: "json",
      table: { recordCount: 30_000, columns: ["id", "text", "pad"] },
      notices: [],
    });
    const query = { ...everyRecord, sort: [{ column: "id", direction: "descending" as const }] };
    const rows = await store.getRows({ documentId, query, offset: 10, limit: 2 }, signal);
    expect(rows.matched).toBe(30_000);
    expect(rows.rows.map((row) => row.cells[0])).toEqual(["29989", "29988"]);
    const record = await store.getRecord({ documentId, record: 7 }, signal);
    expect(record.row.cells[0]).toBe("7");
    const lines = await store.getLines({ documentId, as: "xml", folding: open, offset: 2, limit: 2 }, signal);
    expect(lines.window[1]?.tokens.map((token) => token[1]).join("")).toBe("  <id>0</id>");
    const search = { matchCase: false, regularExpression: false };
    const found = await store.find({ documentId, as: "raw", query: '"29999"', ...search, index: 0 }, signal);
    expect(found.count).toBe(1);
    const verified = await store.verify({ documentId, as: "csv", from: { at: 0, byte: 0 } }, signal);
    expect(verified).toMatchObject({ unit: "value", firstDifference: null, total: 30_000 });
    expect(verified.agreeing).toBe(verified.done * 3);
    const { next } = verified;
    expect(next).toEqual({ at: verified.done, byte: 0 });
    const copied = await store.copy({ documentId, query, from: 0, to: 1, columns: ["id"], as: "tsv" }, signal);
    expect(copied.text).toBe("29999\n29998\n");
    const bytes = await store.getBytes({ documentId, offset: body.length - 3, length: 100 });
    expect(Buffer.from(bytes.base64, "base64").toString()).toBe(body.slice(-3));
  });

  it("exports the served bytes exactly, and the table piece by piece", async () => {
    const body = listOf(20_000, "é");
    const { documentId } = await keep(store, body, 7_777);
    expect(store.byteLengthOf(documentId)).toBe(Buffer.byteLength(body));
    const served: Uint8Array[] = [];
    for await (const piece of store.readServed(documentId, signal)) served.push(piece);
    expect(Buffer.concat(served).toString()).toBe(body);
    const request = sampleExport({ documentId, as: "csv", columns: ["id"] });
    expect(await store.planExport(request, signal)).toEqual({ recordCount: 20_000 });
    let text = "";
    for await (const piece of store.exportTable(request, signal)) text += Buffer.from(piece.bytes).toString();
    const lines = text.split("\r\n");
    expect(lines.slice(0, 3)).toEqual(['"id"', '"0"', '"1"']);
    expect(lines).toHaveLength(20_002);
  });

  it("forgets a closed document, and knows no other", async () => {
    const { documentId } = await keep(store, listOf(2));
    store.close(documentId);
    store.close("never was");
    const failure = { code: "not-found", message: "This answer is no longer kept. Fetch it again." };
    const request = { query: everyRecord, offset: 0, limit: 1 };
    await expect(store.getRows({ ...request, documentId }, signal)).rejects.toMatchObject(failure);
    await expect(store.getBytes({ documentId, offset: 0, length: 1 })).rejects.toMatchObject(failure);
    await expect(async () => {
      for await (const piece of store.exportTable(sampleExport({ documentId }), signal)) expect(piece).toBeUndefined();
    }).rejects.toMatchObject(failure);
  });

  it("takes a body that outgrows its first memory", async () => {
    const body = listOf(90_000);
    expect(body.length).toBeGreaterThan(10_000_000);
    const { documentId, table } = await keep(store, body);
    expect(table?.recordCount).toBe(90_000);
    const { row } = await store.getRecord({ documentId, record: 89_999 }, signal);
    expect(row.cells[0]).toBe("89999");
  });

  it("answers windows of a body that is still arriving, and keeps them while it outgrows its first memory", async () => {
    const bytes = encode(listOf(90_000));
    const writer = store.open(head);
    const { documentId } = writer;
    const firstCell = async (record: number): Promise<unknown> =>
      (await store.getRecord({ documentId, record }, signal)).row.cells[0];
    await writer.write(bytes.subarray(0, 20_000));
    const first = await writer.glance();
    expect(first).toMatchObject({ documentId, byteLength: 20_000, complete: false, format: "json" });
    const soFar = first.table?.recordCount ?? 0;
    expect(soFar).toBeGreaterThan(100);
    expect(await firstCell(soFar - 1)).toBe(String(soFar - 1));
    await expect(store.verify({ documentId, as: "table", from: { at: 0, byte: 0 } }, signal)).rejects.toMatchObject({
      code: "invalid-input",
    });

    void writer.write(bytes.subarray(20_000, 9_000_000));
    // Asked in the same breath: the index is behind the bytes, but never behind itself.
    const rows = await store.getRows({ documentId, query: everyRecord, offset: soFar - 1, limit: 1 }, signal);
    expect(rows.rows[0]?.cells[0]).toBe(String(soFar - 1));
    await writer.write(bytes.subarray(9_000_000));
    const summary = await writer.finish({ complete: true });
    expect(summary).toMatchObject({ documentId, complete: true, table: { recordCount: 90_000 } });
    expect(await firstCell(89_999)).toBe("89999");
  });

  it("frees what a closed document took", async () => {
    const writer = store.open(head);
    await writer.write(encode(listOf(3_000)));
    const { documentId } = await writer.finish({ complete: true });
    const file = `body-${documentId}`;
    expect((await readdir(folder)).includes(file)).toBe(limits === onDisk);
    store.close(documentId);
    await expect.poll(() => readdir(folder)).not.toContain(file);
  });

  it("keeps what came of a body that ended early", async () => {
    const writer = store.open({ ...head, expectedBytes: 1_000 });
    await writer.write(encode('[{"a":"1"},{"a":'));
    const summary = await writer.finish({ complete: false });
    expect(summary.complete).toBe(false);
    expect(summary.table?.recordCount).toBe(1);
    expect(summary.notices.map((notice) => notice.title)).toEqual(["Incomplete: 16 of 1,000 bytes."]);
  });

  it("stops when it is cancelled, and goes on with the next question", async () => {
    const { documentId } = await keep(store, listOf(30_000));
    const controller = new AbortController();
    const verified = store.verify({ documentId, as: "xml", from: { at: 0, byte: 0 } }, controller.signal);
    controller.abort();
    await expect(verified).rejects.toMatchObject({ code: "cancelled" });
    await expect(
      store.verify({ documentId, as: "xml", from: { at: 0, byte: 0 } }, controller.signal),
    ).rejects.toMatchObject({
      code: "cancelled",
    });
    const rows = await store.getRows({ documentId, query: everyRecord, offset: 0, limit: 1 }, signal);
    expect(rows.rows).toHaveLength(1);
  });

  it("says when a body is no table", async () => {
    const { documentId } = await keep(store, '{"error":"x"}');
    const rows = store.getRows({ documentId, query: everyRecord, offset: 0, limit: 1 }, signal);
    await expect(rows).rejects.toMatchObject({ code: "invalid-input" });
  });
});

it("starts its other thread when the first document is read, not when the second comes", async () => {
  const started = vi.fn();
  process.on("worker", started);
  const store = storeWith(script, memoryLog().log);
  try {
    expect(started).not.toHaveBeenCalled();
    await keep(store, listOf(3));
    await vi.waitFor(() => expect(started).toHaveBeenCalledTimes(2));
    await keep(store, listOf(3));
    await keep(store, listOf(3));
    expect(started).toHaveBeenCalledTimes(2);
  } finally {
    process.off("worker", started);
    await store.dispose();
  }
});

describe("a worker that dies", () => {
  it.each([
    ["memory", inMemory],
    ["files", { body: 1, all: 1 }],
  ])("is replaced: calls under way fail, documents are loaded anew from %s", async (_, limits) => {
    const { log, errors } = memoryLog();
    const store = storeWith(script, log, limits);
    const workers: Worker[] = [];
    const started = (worker: Worker): void => {
      workers.push(worker);
    };
    process.on("worker", started);
    try {
      const first = await keep(store, `${"a".repeat(60)}!`);
      const neighbour = await keep(store, listOf(5));
      // Two threads: the third document lives with the first.
      const housemate = await keep(store, listOf(9));
      const again = await keepLatin1(store);
      await store.readAs({ documentId: again.documentId, charset: "utf-8" });
      const request = { query: everyRecord, offset: 0, limit: 1 };
      const ask = async (documentId: string): Promise<unknown> => {
        const rows = store.getRows({ ...request, documentId }, signal);
        return await rows.then(
          (window) => window.matched,
          (error: unknown) => error,
        );
      };
      const asked = ask(housemate.documentId);
      void workers[0]?.terminate();
      const lost = await asked;
      expect(lost).toMatchObject({ code: "document-failed" });
      expect(await ask(neighbour.documentId)).toBe(5);
      expect(await ask(housemate.documentId)).toBe(9);
      const text = await store.getLines(
        { documentId: first.documentId, as: "raw", folding: open, offset: 0, limit: 1 },
        signal,
      );
      expect(text.lines).toBe(1);
      expect(errors).toEqual(["a documents worker died and is replaced"]);
      expect(await again.name()).toBe("Chloë");
    } finally {
      process.off("worker", started);
      await store.dispose();
    }
  });

  it("for want of memory costs only the document that it worked on [security: worker-out-of-memory]", async () => {
    const { log, errors } = memoryLog();
    let next = 0;
    const store = createDocumentStore({
      script,
      folder,
      memory: inMemory,
      random: { uuid: () => `document-${++next}` },
      log,
      heap: 32,
    });
    try {
      // Twenty thousand different texts are ranked together, and take more than the worker has.
      const texts = Array.from({ length: 20_000 }, (_, index) => `{"text":"${index}${"x".repeat(2_000)}"}`);
      const greedy = await keep(store, `[${texts.join(",")}]`, 4_000_000);
      await keep(store, listOf(1));
      const housemate = await keep(store, listOf(9));
      const sort = [{ column: "text", direction: "ascending" as const }];
      const rows = { offset: 0, limit: 1 };
      const matched = async (documentId: string): Promise<number> =>
        (await store.getRows({ ...rows, documentId, query: everyRecord }, signal)).matched;
      const sorted = (): Promise<unknown> =>
        store.getRows({ ...rows, documentId: greedy.documentId, query: { ...everyRecord, sort } }, signal);
      await expect(sorted()).rejects.toMatchObject({
        code: "document-failed",
        message: "The reader of this response ended and was restarted. Try again.",
      });
      // Once may be bad luck: it is read again, and so are the other documents of the worker.
      expect(await matched(greedy.documentId)).toBe(20_000);
      expect(await matched(housemate.documentId)).toBe(9);
      // The second time it says at once that it is not read again.
      await expect(sorted()).rejects.toMatchObject({
        code: "document-failed",
        message: "This response ended the reader. Its bytes are kept: save them as served.",
      });
      await expect(matched(greedy.documentId)).rejects.toMatchObject({
        code: "document-failed",
        message: "This response ended the reader. Its bytes are kept: save them as served.",
      });
      expect(await matched(housemate.documentId)).toBe(9);
      let served = 0;
      for await (const piece of store.readServed(greedy.documentId, signal)) served += piece.length;
      expect(served).toBe(greedy.byteLength);
      expect(errors).toHaveLength(2);
    } finally {
      await store.dispose();
    }
  });

  it("by its body each time leaves the bytes, and the process [security: worker-death]", async () => {
    const folder = await mkdtemp(join(tmpdir(), "documents-suicide-"));
    const path = join(folder, "worker.mjs");
    await writeFile(
      path,
      'import { parentPort } from "node:worker_threads";\nparentPort.on("message", (m) => { if (m.kind === "ask") process.exit(3); });\n',
    );
    const { log, errors } = memoryLog();
    const store = storeWith(pathToFileURL(path), log);
    try {
      const summary = await keep(store, "[]");
      expect(summary).toMatchObject({ format: "binary", table: null, byteLength: 2 });
      expect(summary.notices.map((notice) => notice.code)).toEqual(["limit"]);
      expect(errors).toHaveLength(2);
      const { documentId } = summary;
      const bytes = await store.getBytes({ documentId, offset: 0, length: 2 });
      expect(Buffer.from(bytes.base64, "base64").toString()).toBe("[]");
      const rows = store.getRows({ documentId, query: everyRecord, offset: 0, limit: 1 }, signal);
      await expect(rows).rejects.toMatchObject({ code: "document-failed" });
    } finally {
      await store.dispose();
    }
  });
});
