import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Meter } from "#shared/connection.ts";
import type * as Store from "#core/documents/store.ts";
import { openPracticeBench, type PracticeBench } from "#host/practice-bench.ts";
import { makeManyCalls } from "./many-calls.ts";

/** To run it with more calls: `CALLS=100000 npx vitest run e2e/core/many-calls.test.ts`. */
const count = Number(process.env["CALLS"] ?? "1500");
const seed = Date.now() % 1_000_000;

const open = vi.hoisted(() => new Set<string>());
vi.mock("#core/documents/store.ts", async (original) => {
  const store = await original<typeof Store>();
  return {
    ...store,
    createDocumentStore(parts: Parameters<typeof store.createDocumentStore>[0]) {
      const documents = store.createDocumentStore(parts);
      return {
        ...documents,
        open(head: Parameters<typeof documents.open>[0]) {
          const writer = documents.open(head);
          open.add(writer.documentId);
          return writer;
        },
        close(documentId: string) {
          open.delete(documentId);
          documents.close(documentId);
        },
      };
    },
  };
});

let bench: PracticeBench;
const warnings: Error[] = [];
const warn = (warning: Error): void => void warnings.push(warning);
beforeAll(async () => {
  process.on("warning", warn);
  bench = await openPracticeBench({ contacts: 20 });
});
afterAll(async () => {
  process.off("warning", warn);
  await bench.close();
});

const heldBack = (): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

test(`${String(count)} calls, cancelled and dropped at random, leave nothing open and lose nothing (seed ${String(seed)}) [security: many-calls]`, async () => {
  const before = { memory: process.memoryUsage().rss, held: heldBack() };
  const begun = performance.now();
  const { outcomes, ...made } = await makeManyCalls(bench, count, seed);
  const { core, doubles } = bench;
  const meters = doubles.payloadsOf("meterChanged") as Meter[];
  console.log(
    JSON.stringify({
      count,
      seconds: Math.round((performance.now() - begun) / 1_000),
      outcomes: Object.fromEntries(outcomes),
      ...made,
      megabytes: [before.memory, process.memoryUsage().rss].map((bytes) => Math.round(bytes / 1_048_576)),
      resources: [before.held, heldBack()],
    }),
  );
  expect(made.unanswered).toBe(0);
  expect([...outcomes.values()].reduce((sum, each) => sum + each, 0)).toBe(count);
  expect(outcomes.get("internal") ?? 0).toBe(0);
  expect(outcomes.get("ended-by-application") ?? 0).toBe(0);
  expect(core.backstop.acts).toEqual([]);
  expect(core.backstop.size).toBe(0);
  expect([...open]).toEqual([]);
  expect(meters.length).toBeGreaterThan(0);
  const connections = await core.services.listConnections({}, { signal: new AbortController().signal });
  for (const { connectionId } of connections) {
    const { inFlight } = await core.services.getMeter({ connectionId }, { signal: new AbortController().signal });
    expect([connectionId, inFlight]).toEqual([connectionId, 0]);
  }
  expect(doubles.logged.filter((entry) => JSON.stringify(entry).includes("failed"))).toEqual([]);
  // For example, too many listeners on one signal.
  expect(warnings).toEqual([]);
});
