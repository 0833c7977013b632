import { afterAll, beforeAll, expect, test } from "vitest";
import type { Exchange } from "#shared/http/exchange.ts";
import { answerFaults, type AnswerFaultName } from "#practice/answer-faults.ts";
import { openPracticeBench, type PracticeBench } from "./practice-bench.ts";

let bench: PracticeBench;
const never = new AbortController().signal;

beforeAll(async () => {
  bench = await openPracticeBench({ contacts: 3 });
  const change = { idleTimeoutSeconds: 3 };
  await bench.core.services.updateConnection({ connectionId: "practice-agent", change }, { signal: never });
});
afterAll(() => bench.close());

/** The outcome of the exchange: failure or status, and whether the body is complete. */
function outcomeOf({ failure, status, document, redirect }: Exchange): string {
  if (failure !== null && document === null) return failure.code;
  const whole = document === null ? "no body" : document.complete ? "whole" : "incomplete";
  return [status, failure?.code, redirect === null ? whole : "redirect"].filter(Boolean).join(" ");
}

const outcomes = {
  "half-body": "200 whole",
  "wrong-charset": "200 whole",
  "invalid-bytes": "200 whole",
  bom: "200 whole",
  nul: "200 whole",
  "ragged-rows": "200 whole",
  "deep-nesting": "200 whole",
  "no-records": "200 whole",
  "empty-body": "200 whole",
  "no-content-body": "204 whole",
  "gzip-plain": "200 whole",
  "gzip-bomb": "200 too-large incomplete",
  "formats-differ": "200 whole",
  "reset-in-body": "200 incomplete",
  "missing-last-chunk": "200 incomplete",
  "cut-gzip": "200 incomplete",
  "three-encodings": "200 whole",
  "two-lengths": "broken-head",
  "length-and-chunked": "broken-head",
  "bare-line-feeds": "broken-head",
  "folded-header": "200 whole",
  "blank-before-colon": "broken-head",
  "huge-headers": "200 whole",
  "odd-headers": "200 whole",
  slow: "200 whole",
  silent: "timed-out",
  truncated: "200 incomplete",
  "cut-chunk": "200 incomplete",
  "wrong-type": "200 whole",
  "php-warning": "200 whole",
  "html-error": "500 whole",
  "server-error": "500 whole",
  gzip: "200 whole",
  redirect: "302 redirect",
  "redirect-here": "302 redirect",
  "redirect-https": "301 redirect",
  // These spoil only CSV: see e2e/core.
  "csv-quotes-only": "200 whole",
  "csv-doubled-quotes": "200 whole",
  "csv-no-header": "200 whole",
  "csv-semicolons": "200 whole",
  "csv-message": "200 whole",
} as const;

test.each(Object.entries(outcomes))("%s: %s, and the core keeps working", async (fault, outcome) => {
  const { services } = bench.core;
  const connectionId = "practice-agent";
  await services.setPracticeFault({ connectionId, fault }, { signal: never });
  const request = {
    connectionId,
    method: "GET",
    designator: "contacts",
    suffix: "json",
    accept: "*/*",
    contentType: "text/plain",
    headers: [],
    body: null,
  } as const;
  const exchange = await services.sendRequest(
    { exchangeId: fault, request: { ...request, headers: [] } },
    { signal: never },
  );
  expect(outcomeOf(exchange)).toBe(outcome);
  await services.setPracticeFault({ connectionId, fault: null }, { signal: never });
  const after = await services.sendRequest(
    { exchangeId: `after ${fault}`, request: { ...request, headers: [] } },
    { signal: never },
  );
  expect(outcomeOf(after)).toBe("200 whole");
});

test("every fault of a response is in the table", () => {
  expect(Object.keys(outcomes).toSorted()).toEqual((Object.keys(answerFaults) as AnswerFaultName[]).toSorted());
});
