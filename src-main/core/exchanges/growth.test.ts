import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DocumentSummary } from "#shared/documents.ts";
import { documentGrowth, type DocumentGrowth, type Exchange } from "#shared/http/exchange.ts";
import { createExchangeDoubles, requestOf, type ExchangeDoubles, type Sent } from "./exchange-doubles.ts";
import { reportGrowth } from "./growth.ts";

let all: ExchangeDoubles;
const head = { status: 200, headers: [["Content-Type", "text/csv"]] as const, expectedBytes: 1_000 };

beforeEach(async () => {
  all = await createExchangeDoubles();
  vi.useFakeTimers();
});
afterEach(async () => {
  vi.useRealTimers();
  await all.close();
});

async function begin(
  exchangeId = "e1",
  signal = new AbortController().signal,
): Promise<{ sent: Sent; answer: Promise<Exchange> }> {
  const before = all.sent.length;
  const answer = all.exchanges.send(exchangeId, requestOf(), signal);
  await vi.waitFor(() => expect(all.sent.length).toBeGreaterThan(before));
  const sent = all.sent.at(-1);
  if (sent === undefined) throw new Error("nothing was sent");
  return { sent, answer };
}

const documentOf = (index = 0) => {
  const document = all.documents[index];
  if (document === undefined) throw new Error("no body has begun");
  return document;
};
const told = (exchangeId = "e1"): (number | null)[] =>
  (all.doubles.payloadsOf("documentGrew") as DocumentGrowth[])
    .filter((update) => update.exchangeId === exchangeId)
    .map(({ document }) => document.table?.recordCount ?? null);

test("a body that is complete within 60 ms is reported once, by the response", async () => {
  const { sent, answer } = await begin();
  sent.options.sink.begin(head);
  documentOf().recordsSoFar = 500;
  await vi.advanceTimersByTimeAsync(59);
  sent.answer();
  await answer;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told()).toEqual([]);
  expect(documentOf().glances).toBe(0);
});

test("a slow body is reported from 60 ms on, at most four times a second, and not after the response", async () => {
  const { sent, answer } = await begin();
  // The time before the body does not count.
  await vi.advanceTimersByTimeAsync(3_000);
  sent.options.sink.begin(head);
  documentOf().recordsSoFar = 1;
  await vi.advanceTimersByTimeAsync(60);
  expect(told()).toEqual([1]);
  for (let count = 2; count <= 101; count++) {
    documentOf().recordsSoFar = count;
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(told()).toHaveLength(5);
  expect(told()).toEqual(told().toSorted((one, other) => (one ?? 0) - (other ?? 0)));
  const payloads = all.doubles.payloadsOf("documentGrew");
  for (const payload of payloads) expect(documentGrowth.parse(payload)).toEqual(payload);
  sent.answer();
  const { document } = await answer;
  expect(document?.documentId).toBe((payloads[0] as DocumentGrowth).document.documentId);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told()).toHaveLength(5);
});

test("no events while nothing new has arrived, or before the first record", async () => {
  const { sent } = await begin();
  sent.options.sink.begin(head);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told()).toEqual([]);
  documentOf().recordsSoFar = 7;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(told()).toEqual([7]);
});

test("records that turn out not to be records are withdrawn, and can appear again", async () => {
  const { sent } = await begin();
  sent.options.sink.begin(head);
  for (const count of [7, 0, 0, 9]) {
    documentOf().recordsSoFar = count;
    await vi.advanceTimersByTimeAsync(250);
  }
  expect(told()).toEqual([7, null, 9]);
});

test("a failed glance is followed by the next one", async () => {
  const { sent } = await begin();
  sent.options.sink.begin(head);
  documentOf().recordsSoFar = null;
  await vi.advanceTimersByTimeAsync(600);
  expect(documentOf().glances).toBeGreaterThan(1);
  documentOf().recordsSoFar = 3;
  await vi.advanceTimersByTimeAsync(250);
  expect(told()).toEqual([3]);
});

test("everyone who waits for the response is notified, including later callers", async () => {
  const { sent } = await begin("e1");
  sent.options.sink.begin(head);
  documentOf().recordsSoFar = 3;
  await vi.advanceTimersByTimeAsync(200);
  void all.exchanges.send("e2", requestOf(), new AbortController().signal);
  await vi.advanceTimersByTimeAsync(10);
  documentOf().recordsSoFar = 5;
  await vi.advanceTimersByTimeAsync(250);
  expect(told("e1")).toEqual([3, 5]);
  expect(told("e2")).toEqual([5]);
});

test("after a cancel there are no more events, and the call resolves with what has arrived", async () => {
  const controller = new AbortController();
  const { sent, answer } = await begin("e1", controller.signal);
  sent.options.sink.begin(head);
  documentOf().recordsSoFar = 3;
  await vi.advanceTimersByTimeAsync(60);
  controller.abort();
  expect(sent.options.signal.aborted).toBe(true);
  documentOf().recordsSoFar = 4;
  sent.answer({ body: { receivedBytes: 10, complete: false, expectedBytes: 1_000 } });
  expect((await answer).document).toMatchObject({ documentId: "0", complete: false });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told()).toEqual([3]);
});

test("the result of a glance after the end is not reported", async () => {
  let found: ((document: DocumentSummary) => void) | undefined;
  const glance = (): Promise<DocumentSummary> => new Promise((resolve) => (found = resolve));
  const report = reportGrowth(all.doubles.ports.emit, new Set([{ exchangeId: "e1" }]), glance);
  const { sent, answer } = await begin();
  sent.answer();
  const { document } = await answer;
  if (document === null) throw new Error("there is no body");
  report.begin();
  await vi.advanceTimersByTimeAsync(60);
  report.end();
  found?.({ ...document, table: { recordCount: 3, columns: [] } });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told()).toEqual([]);
});

test("a refused exchange ends the events", async () => {
  const { sent, answer } = await begin();
  sent.options.sink.begin(head);
  const refused = expect(answer).rejects.toThrow("boom");
  sent.fail(new Error("boom"));
  await refused;
  documentOf().recordsSoFar = 4;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(documentOf().glances).toBe(0);
});

test("documents that refuse a body do not disturb the exchange", async () => {
  all.breakDocuments();
  const { sent, answer } = await begin();
  sent.options.sink.begin(head);
  await vi.advanceTimersByTimeAsync(1_000);
  sent.answer();
  expect((await answer).document).toBeNull();
  expect(told()).toEqual([]);
});
