import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { calls, type CallName } from "#shared/channels.ts";
import { contract } from "#shared/contract.ts";
import { Backstop } from "./backstop.ts";
import { CallError } from "./call-error.ts";
import { examples } from "./call-examples.ts";
import { createDispatch, type Services } from "./dispatch.ts";

let backstop: Backstop;
let logged: string[];
let closed: unknown[];
const log = { info: () => undefined, error: (message: string) => void logged.push(message) };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  logged = [];
  closed = [];
  backstop = new Backstop(log, () => 0);
});
afterEach(() => void vi.useRealTimers());

const hour = 3_600_000;
const served = calls.filter((name) => name !== "cancelCall");

/** Every service does the same, except the named ones. */
function open(service: (signal: AbortSignal) => Promise<unknown>, change: Partial<Services> = {}) {
  const names = Object.keys(contract).filter((name) => name !== "cancelCall");
  const all = names.map((name) => [name, (_: unknown, { signal }: { signal: AbortSignal }) => service(signal)]);
  const closeDocument = (input: unknown) => Promise.resolve({ closed: closed.push(input) });
  return createDispatch({ ...Object.fromEntries(all), closeDocument, ...change } as unknown as Services, log, backstop);
}

const never = (): Promise<never> => new Promise(() => {});
const untilCancelled = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new CallError("cancelled", "Cancelled.")));
  });

const waitForUser: ReadonlySet<CallName> = new Set([
  "exportDocument",
  "saveText",
  "saveBundle",
  "revealSignature",
  "movePassword",
]);

describe("a call that never ends", () => {
  test.each(served.filter((name) => name !== "closeDocument" && !waitForUser.has(name)))(
    "%s is ended by the backstop, and reported",
    async (name) => {
      const { dispatch } = open(never);
      const reply = dispatch("tab", name, examples[name], "c1");
      await vi.advanceTimersByTimeAsync(hour + 2_000);
      expect(await reply).toMatchObject({ ok: false, error: { code: "ended-by-application" } });
      expect(logged).toEqual(["the backstop acted"]);
      expect(backstop.acts).toMatchObject([{ what: `the call ${name}` }]);
      expect([backstop.size, vi.getTimerCount()]).toEqual([0, 0]);
    },
  );

  test.each([...waitForUser])(
    "%s waits for the user as long as they like, and ends when it is cancelled",
    async (name) => {
      const { dispatch } = open(never);
      const reply = dispatch("tab", name, examples[name], "c1");
      await vi.advanceTimersByTimeAsync(48 * hour);
      expect(backstop.acts).toEqual([]);
      await dispatch("tab", "cancelCall", { callId: "c1" });
      await vi.advanceTimersByTimeAsync(62_000);
      expect(await reply).toMatchObject({ ok: false, error: { code: "ended-by-application" } });
      expect([backstop.size, vi.getTimerCount()]).toEqual([0, 0]);
    },
  );

  test("frees its id and its caller, and every call ends eventually [security: call-always-ends]", async () => {
    const { dispatch, dropCaller } = open(never);
    for (const name of served.filter((each) => each !== "closeDocument")) {
      const reply = dispatch("tab", name, examples[name], "c1");
      if (name.length % 2 === 0) dropCaller("tab");
      else await dispatch("tab", "cancelCall", { callId: "c1" });
      await vi.advanceTimersByTimeAsync(62_000);
      expect(await reply).toMatchObject({ ok: false, error: { code: "ended-by-application" } });
    }
    expect([backstop.size, vi.getTimerCount()]).toEqual([0, 0]);
  });
});

test("the backstop leaves alone a call that can be cancelled and a call whose response is still arriving", async () => {
  const { dispatch } = open(untilCancelled);
  const request = backstop.watch({ what: "a wire request (GET)", limitMs: 45_000, onOverdue: () => undefined });
  const reply = dispatch("tab", "sendRequest", examples.sendRequest, "c1");
  for (let second = 0; second < 7_200; second += 40) {
    request.sign();
    await vi.advanceTimersByTimeAsync(40_000);
  }
  request.end();
  await dispatch("tab", "cancelCall", { callId: "c1" });
  expect(await reply).toMatchObject({ ok: false, error: { code: "cancelled" } });
  expect(backstop.acts).toEqual([]);
  expect([backstop.size, vi.getTimerCount()]).toEqual([0, 0]);
});

test("an open dialog stops the clock of every call", async () => {
  const { dispatch } = open(untilCancelled);
  const reply = dispatch("tab", "updateConnection", examples.updateConnection, "c1");
  const letGo = backstop.hold();
  await vi.advanceTimersByTimeAsync(24 * hour);
  expect(backstop.acts).toEqual([]);
  letGo();
  letGo();
  await vi.advanceTimersByTimeAsync(302_000);
  expect(await reply).toMatchObject({ ok: false, error: { code: "ended-by-application" } });
});

describe("a document that nobody receives", () => {
  const exchange = { document: { documentId: "d1" } };

  test("is closed when its caller has gone away", async () => {
    let answer: (value: unknown) => void = () => {};
    const { dispatch, dropCaller } = open(() => new Promise((resolve) => (answer = resolve)));
    const reply = dispatch("tab", "sendRequest", examples.sendRequest, "c1");
    dropCaller("tab");
    answer(exchange);
    await reply;
    expect(closed).toEqual([{ documentId: "d1" }]);
  });

  test("is closed when the backstop has already ended its call", async () => {
    let answer: (value: unknown) => void = () => {};
    const { dispatch } = open(() => new Promise((resolve) => (answer = resolve)));
    const reply = dispatch("tab", "sendRequest", examples.sendRequest, "c1");
    await vi.advanceTimersByTimeAsync(hour);
    expect(await reply).toMatchObject({ ok: false });
    answer(exchange);
    await vi.advanceTimersByTimeAsync(0);
    expect(closed).toEqual([{ documentId: "d1" }]);
  });

  test("stays open when it is received, even by a call that was cancelled", async () => {
    const { dispatch } = open(async () => exchange);
    expect(await dispatch("tab", "sendRequest", examples.sendRequest, "c1")).toEqual({ ok: true, value: exchange });
    expect(closed).toEqual([]);
  });
});
