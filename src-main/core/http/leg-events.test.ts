import * as http from "node:http";
import { Backstop } from "../backstop.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { asClientRequest, createLegBench, happenings, head, idleTimeoutMs, type LegBench } from "./leg-double.ts";
import { backstopMarginMs } from "./leg.ts";

vi.mock("node:http", async (original) => ({ ...(await original<typeof http>()), request: vi.fn() }));

const names = Object.keys(happenings);

beforeEach(() => {
  logged = [];
  backstop = new Backstop({ info: () => undefined, error: (message) => logged.push(message) }, () => 0);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
});
afterEach(() => void vi.useRealTimers());

/** Lets pending promises and next ticks run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

let backstop: Backstop;
let logged: unknown[];

function begin(reports: boolean): { readonly bench: LegBench; readonly over: Promise<void> } {
  const bench = createLegBench(reports, backstop);
  vi.mocked(http.request).mockReturnValue(asClientRequest(bench.client));
  return { bench, over: bench.run() };
}

function happen(bench: LegBench, sequence: readonly string[]): void {
  for (const name of sequence) happenings[name]?.(bench);
}

const nothing = { abort: 0, timeout: 0, secureConnect: 0, data: 0, end: 0 };
type End = "cancel" | "wait";

/** Plays many sequences concurrently, each on its own leg, and returns what is wrong with any of them. */
async function findFaults(sequences: readonly (readonly string[])[], end: End, reports: boolean): Promise<string[]> {
  const played = sequences.map((sequence) => ({ sequence, ...begin(reports) }));
  for (const { bench, sequence } of played) happen(bench, sequence);
  await settle();
  if (end === "cancel") for (const { bench } of played) bench.controller.abort();
  // Twice: a body is watched for the same time again after its connection was abandoned.
  else
    for (let round = 0; round < 2; round++) await vi.advanceTimersByTimeAsync(idleTimeoutMs + backstopMarginMs + 2_000);
  await settle();
  const faults = played.flatMap(({ bench, sequence }) => {
    if (bench.isOver && bench.outcomes.length === 1) return [];
    return [`${sequence.join(", ")}: ${String(bench.outcomes.length)} outcomes, over: ${String(bench.isOver)}`];
  });
  // And once more after the end.
  for (const { bench, sequence } of played) happen(bench, sequence);
  await settle();
  for (const { bench, sequence } of played) {
    const left = JSON.stringify(bench.left());
    if (left !== JSON.stringify(nothing)) faults.push(`${sequence.join(", ")} leaves ${left}`);
    if (bench.outcomes.length > 1) faults.push(`${sequence.join(", ")}: settles twice`);
  }
  if (backstop.size > 0) faults.push(`${String(backstop.size)} are still watched`);
  if (vi.getTimerCount() > 0) faults.push(`${String(vi.getTimerCount())} timers are left`);
  return faults;
}

const ones = [[], ...names.map((name) => [name])];
const twos = names.flatMap((first) => names.map((second) => [first, second]));
const ways = [
  ["cancel", true],
  ["cancel", false],
  ["wait", true],
  ["wait", false],
] as const;

describe.each(ways)("%s, and a request that reports its end: %s", (end, reports) => {
  test("a leg ends after every single event, and without any", async () => {
    expect(await findFaults(ones, end, reports)).toEqual([]);
  });

  test("a leg ends after every order of two events, one repeated among them", async () => {
    expect(await findFaults(twos, end, reports)).toEqual([]);
  });

  test("a leg ends after every order of three events", async () => {
    for (const first of names) {
      const threes = twos.map((rest) => [first, ...rest]);
      expect(await findFaults(threes, end, reports)).toEqual([]);
    }
  });

  test("a leg ends while its body is read, whatever comes then", async () => {
    const begun = ["socket", "head arrives", "response"];
    expect(
      await findFaults(
        twos.map((rest) => [...begun, ...rest]),
        end,
        reports,
      ),
    ).toEqual([]);
  });
});

test("each single event ends a leg exactly once and leaks nothing [security: leg-ends-on-every-event]", async () => {
  for (const [end, reports] of ways) expect(await findFaults(ones, end, reports)).toEqual([]);
});

test("what ends a leg in the same turn is reported correctly", async () => {
  const codes: Record<string, unknown> = {};
  for (const name of names) {
    const { bench } = begin(false);
    happen(bench, [name]);
    await settle();
    codes[name] = bench.outcomes[0]?.failure?.error;
    bench.controller.abort();
    await settle();
  }
  const ended = Object.entries(codes).filter(([, error]) => error !== undefined);
  expect(Object.fromEntries(ended)).toMatchObject({
    abort: { message: "the request ended without a response" },
    close: { message: "the request ended without a response" },
    connect: { code: "UNREQUESTED_UPGRADE" },
    upgrade: { code: "UNREQUESTED_UPGRADE" },
    error: { code: "ECONNRESET" },
    response: { message: "a response came past its own head" },
  });
  expect(ended.map(([name]) => name)).toEqual([
    "abort",
    "close",
    "connect",
    "error",
    "response",
    "another response",
    "upgrade",
  ]);
});

test("a silence that nothing reports is ended by the backstop, and reported [security: backstop-reports]", async () => {
  const { bench, over } = begin(false);
  happen(bench, ["socket"]);
  await vi.advanceTimersByTimeAsync(idleTimeoutMs + backstopMarginMs);
  expect(bench.outcomes).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  await over;
  expect(bench.outcomes[0]?.failure).toMatchObject({ error: { code: "BACKSTOP" }, mayHaveArrived: true });
  expect(logged).toEqual(["the backstop acted"]);
  expect(backstop.acts).toEqual([{ at: 0, what: "a wire request (PUT)", seconds: 26 }]);
});

test("a request that never gets a socket ends at its time-out, without the backstop", async () => {
  const { bench, over } = begin(false);
  await vi.advanceTimersByTimeAsync(idleTimeoutMs);
  await over;
  expect(bench.outcomes[0]?.failure).toMatchObject({ error: { code: "IDLE_TIMEOUT" }, mayHaveArrived: false });
  expect(backstop.acts).toEqual([]);
});

test("the backstop spares a body that is still arriving or being read [security: backstop-spares-sound-work]", async () => {
  const { bench, over } = begin(false);
  happen(bench, ["socket", "head arrives", "response"]);
  for (let byte = 0; byte < 3; byte++) {
    await vi.advanceTimersByTimeAsync(idleTimeoutMs + backstopMarginMs - 1_000);
    happen(bench, ["bytes arrive"]);
  }
  let go = (): void => {};
  const slow = bench.leg.holdWhile(new Promise<void>((resolve) => (go = resolve)));
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(bench.isOver).toBe(false);
  expect(backstop.acts).toEqual([]);
  go();
  await slow;
  bench.incoming.pause();
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(backstop.acts).toEqual([]);
  happen(bench, ["response ends"]);
  await over;
  expect(vi.getTimerCount()).toBe(0);
});

test("a head that arrives byte by byte for ever is stopped after 22 time-outs [security: head-is-bounded]", async () => {
  const { bench, over } = begin(false);
  happen(bench, ["socket"]);
  const bytes = `${head.slice(0, -2)}X-A: ${"a".repeat(1_000)}`;
  for (let at = 0; bench.outcomes.length === 0 && at < bytes.length; at++) {
    bench.socket.push(Buffer.from(bytes.charAt(at)));
    await vi.advanceTimersByTimeAsync(idleTimeoutMs - 1);
  }
  await over;
  const failure = bench.outcomes[0]?.failure;
  expect(failure).toMatchObject({ error: { code: "SLOW_HEAD" }, mayHaveArrived: true });
  expect(failure?.detail).toContain("23 bytes of the response had come");
  expect(backstop.acts).toEqual([]);
});
