import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Worker } from "node:worker_threads";
import type { FindResult } from "#shared/documents.ts";
import { everyRecord } from "#shared/every-record.ts";
import { BodyMemory } from "./body-memory.ts";
import { patternBudget, PatternSearches } from "./pattern-searches.ts";
import { createDocumentStore, type DocumentStore } from "./store.ts";
import { bundleWorker } from "./worker-bundle.ts";
import type { ReadElsewhere } from "./worker-pool.ts";

/** Each of them tries more ways than there is time for, on the text below. */
const catastrophic = [
  "(a+)+$",
  "(.*)*x$",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "(a|a)*b",
  "(?:(a+)\\1*)+$",
  "^(a?){40}a{40}$b",
];
const trap = `${"a".repeat(80)}!`;

const signal = new AbortController().signal;
const raw = { as: "raw", matchCase: true, regularExpression: true, index: 0 } as const;
const nothingFolded = { folded: "none" as const, except: [], groups: [], nodes: [] };

let script: URL;
let folder: string;
let store: DocumentStore;
/** The threads that are running. */
const alive = new Set<Worker>();

function started(worker: Worker): void {
  alive.add(worker);
  worker.once("exit", () => alive.delete(worker));
}

beforeAll(async () => {
  script = await bundleWorker();
  folder = await mkdtemp(join(tmpdir(), "pattern-bodies-"));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  process.on("worker", started);
  const log = { info: () => {}, error: (message: string) => expect.unreachable(message) };
  const memory = { body: 268_435_456, all: 1_073_741_824 };
  store = createDocumentStore({ script, folder, memory, random: { uuid: () => randomUUID() }, log });
});
afterEach(async () => {
  await store.dispose();
  process.off("worker", started);
  await vi.waitFor(() => expect(alive.size).toBe(0), { timeout: 10_000 });
});

async function keep(text: string): Promise<string> {
  const writer = store.open({ contentType: "application/json", status: 200, expectedBytes: null });
  await writer.write(new TextEncoder().encode(text));
  return (await writer.finish({ complete: true })).documentId;
}

/** A list of two records, one of which holds the trap. */
const trappedList = `[{"id":"1","text":"${trap}"},{"id":"2","text":"zebra"}]`;

async function answers(documentId: string): Promise<unknown[]> {
  const rows = await store.getRows({ documentId, query: everyRecord, offset: 0, limit: 10 }, signal);
  const lines = await store.getLines({ documentId, as: "json", folding: nothingFolded, offset: 0, limit: 10 }, signal);
  const plain = { ...raw, documentId, query: "zebra", regularExpression: false };
  return [rows.matched, lines.lines, (await store.find(plain, signal)).count];
}

/** In the list the trap does not begin a line. */
const unanchored = catastrophic.map((pattern) => pattern.replace(/^\^/u, ""));

test.each(unanchored)("while %s is searched for, this document and all others answer", async (query) => {
  const documentId = await keep(trappedList);
  const neighbours = await Promise.all([trappedList, trappedList, trappedList].map(keep));
  const before = alive.size;
  const controller = new AbortController();
  const states: string[] = [];
  const search = store.find({ ...raw, documentId, query }, controller.signal).then(
    () => states.push("found"),
    (error: unknown) => states.push((error as { code: string }).code),
  );
  await vi.waitFor(() => expect(alive.size).toBe(before + 1));
  for (const each of [documentId, ...neighbours]) expect(await answers(each)).toEqual([2, 10, 1]);
  expect(states).toEqual([]);
  controller.abort();
  await search;
  expect(states).toEqual(["cancelled"]);
  const again = await store.find({ ...raw, documentId, query: "zeb+ra" }, signal);
  expect(again).toMatchObject({ count: 1, problem: null });
  expect(await answers(documentId)).toEqual([2, 10, 1]);
});

test("a cancelled search for a catastrophic pattern ends its thread [security: catastrophic-pattern-cancelled]", async () => {
  const documentId = await keep(trappedList);
  await answers(documentId);
  const pool = new Set(alive);
  const controller = new AbortController();
  const search = store.find({ ...raw, documentId, query: "(a+)+$" }, controller.signal);
  await vi.waitFor(() => expect(alive.size).toBe(pool.size + 1));
  const [thread] = [...alive].filter((worker) => !pool.has(worker));
  // Before the thread searches there is nothing to end: it would stop on its own.
  expect(await answers(documentId)).toEqual([2, 10, 1]);
  controller.abort();
  await expect(search).rejects.toMatchObject({ code: "cancelled" });
  const next = await store.find({ ...raw, documentId, query: "zeb+ra" }, signal);
  expect(next.count).toBe(1);
  expect(alive.size).toBeLessThanOrEqual(pool.size + 1);
  store.close(documentId);
  // The thread of the second search ends with its document, too.
  await vi.waitFor(() => {
    expect(thread !== undefined && alive.has(thread)).toBe(false);
    expect([...alive].every((worker) => pool.has(worker))).toBe(true);
  });
});

test("a document that is closed takes the thread of its search with it", async () => {
  const documentId = await keep(trappedList);
  const neighbour = await keep(trappedList);
  await answers(neighbour);
  const pool = new Set(alive);
  const search = store.find({ ...raw, documentId, query: "(a+)+$" }, signal);
  await vi.waitFor(() => expect(alive.size).toBe(pool.size + 1));
  store.close(documentId);
  await expect(search).rejects.toMatchObject({ code: "document-failed" });
  await vi.waitFor(() => expect(alive.size).toBe(pool.size));
  expect(await answers(neighbour)).toEqual([2, 10, 1]);
});

function body(text: string): ReadElsewhere {
  const memory = new BodyMemory();
  memory.append(new TextEncoder().encode(text));
  const end = { complete: true, dropped: 0, dropReason: "disk-full" as const };
  return {
    place: { kind: "memory", memory: memory.memory },
    head: { contentType: "text/plain", status: 200, expectedBytes: null },
    finish: { byteLength: memory.byteLength, end },
  };
}

test("a pattern that spends its budget is stopped, and the reason given [security: catastrophic-pattern-budget]", async () => {
  const patterns = new PatternSearches(script, () => 300);
  try {
    for (const query of catastrophic) {
      const result = await patterns.find(body(trap), { ...raw, documentId: "a", query }, signal);
      const problem = "This pattern takes too long: stopped after 1 s. Avoid a repetition inside a repetition.";
      expect([query, result]).toEqual([query, { count: 0, match: null, problem }]);
      expect(patterns.threads).toBe(0);
    }
  } finally {
    await patterns.close();
  }
});

test("the budget grows with the body", () => {
  expect(patternBudget(0)).toBe(20_000);
  expect(patternBudget(84_934_656)).toBe(41_000);
});

test("patterns are searched for two at a time, and one that waits can be cancelled", async () => {
  const patterns = new PatternSearches(script);
  const controllers = Array.from({ length: 4 }, () => new AbortController());
  const outcomes: string[] = [];
  const searches = controllers.map((controller, index) =>
    patterns.find(body(trap), { ...raw, documentId: String(index), query: "(a+)+$" }, controller.signal).then(
      () => outcomes.push(`${index} found`),
      (error: unknown) => outcomes.push(`${index} ${(error as { code: string }).code}`),
    ),
  );
  const harmless = patterns.find(body(trap), { ...raw, documentId: "harmless", query: "a+!" }, signal);
  expect(patterns.threads).toBeLessThanOrEqual(2);
  controllers[2]?.abort();
  await searches[2];
  expect(outcomes).toEqual(["2 cancelled"]);
  controllers[0]?.abort();
  controllers[3]?.abort();
  expect(await harmless).toMatchObject({ count: 1 });
  controllers[1]?.abort();
  await Promise.all(searches);
  expect(outcomes.toSorted()).toEqual(["0 cancelled", "1 cancelled", "2 cancelled", "3 cancelled"]);
  await patterns.close();
});

test("the thread that was used last is kept with what it knows, and no other", async () => {
  const patterns = new PatternSearches(script);
  const find = async (documentId: string, index: number): Promise<FindResult["match"]> =>
    (await patterns.find(body("a1 a2 a3"), { ...raw, documentId, query: "a\\d", index }, signal)).match;
  expect(await find("a", 0)).toMatchObject({ start: 0 });
  expect(await find("a", 2)).toMatchObject({ start: 6 });
  expect(patterns.threads).toBe(1);
  expect(await find("b", 1)).toMatchObject({ start: 3 });
  expect(patterns.threads).toBe(1);
  await patterns.close();
  expect(patterns.threads).toBe(0);
});

const deep = 4_000;
const refused: readonly (readonly [string, string])[] = [
  ["(", "Unterminated group"],
  ["a{2,1}", "numbers out of order in {} quantifier"],
  ["[z-a]", "Range out of order in character class"],
  ["(?<n>a)(?<n>b)", "Duplicate capture group name"],
  ["(?<=", "Unterminated group"],
  ["*", "Nothing to repeat"],
  ["(?:".repeat(deep), "Unterminated group"],
  [`${"(".repeat(deep)}a${")".repeat(deep)}`, ""],
];

test("patterns that V8 refuses are refused with its reason, and without themselves [security: refused-pattern]", async () => {
  const patterns = new PatternSearches(script);
  for (const [query, reason] of refused) {
    const result = await patterns.find(body("aaa"), { ...raw, documentId: "a", query }, signal);
    if (reason === "") continue;
    expect([query.slice(0, 40), result.problem]).toEqual([query.slice(0, 40), expect.stringContaining(reason)]);
    expect(result.problem?.length).toBeLessThan(300);
    expect(result).toMatchObject({ count: 0, match: null });
  }
  // The thread lives, and so does the next search in it.
  expect(await patterns.find(body("aaa"), { ...raw, documentId: "a", query: "a" }, signal)).toMatchObject({ count: 3 });
  await patterns.close();
});
