import { expect, test, vi } from "vitest";
import { contract } from "#shared/contract.ts";
import { CallError } from "./call-error.ts";
import { createDispatch, type Services } from "./dispatch.ts";
import type { Log } from "./ports.ts";

const application = {
  version: "0.1.0",
  platform: "other",
  capabilities: { keychain: true, nativeMenu: false, reveal: false },
  secretStorage: { kind: "session", title: "", message: "" },
  notices: [],
  unsaved: [],
} as const;

function open(change: Partial<Services> = {}) {
  const unexpected = (): Promise<never> => Promise.reject(new Error("not expected"));
  const names = Object.keys(contract).filter((name) => name !== "cancelCall");
  const services = { ...Object.fromEntries(names.map((name) => [name, unexpected])), ...change } as Services;
  const logError = vi.fn<Log["error"]>();
  return { ...createDispatch(services, { info: () => undefined, error: logError }), logError };
}

/** A service that hangs until its call is cancelled. */
function hanging(): { readonly service: Services["listConnections"]; readonly signals: AbortSignal[] } {
  const signals: AbortSignal[] = [];
  return {
    signals,
    service: (_, { signal }) => {
      signals.push(signal);
      return new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new CallError("cancelled", "Cancelled.")));
      });
    },
  };
}

const invalid = { ok: false, error: { code: "invalid-input" } };

test("a call reaches its service with what the schema made of the input", async () => {
  const createConnection = vi.fn<Services["createConnection"]>(() => Promise.reject(new CallError("not-found", "x")));
  const { dispatch } = open({
    getApplication: async () => ({ ...application, notices: [], unsaved: [] }),
    createConnection,
  });
  expect(await dispatch("tab", "getApplication", {})).toEqual({ ok: true, value: application });
  const input = {
    name: " Oak ",
    label: "",
    colour: "teal",
    baseUrl: "http://x",
    apiVersion: "v1",
    userName: "u",
    gapMs: 0,
    unlockMinutes: 1,
    idleTimeoutSeconds: 1,
    quoteQop: false,
    extendedUserName: false,
  };
  await dispatch("tab", "createConnection", input);
  expect(createConnection.mock.calls[0]?.[0]).toEqual({ ...input, name: "Oak" });
});

test.each([undefined, null, 7, "", "toString", "__proto__", "constructor", "getapplication", {}, ["getApplication"]])(
  "%j is not a call",
  async (name) => {
    const { dispatch } = open();
    expect(await dispatch("tab", name, {})).toMatchObject({ ok: false, error: { code: "unknown-call" } });
  },
);

const cycle: Record<string, unknown> = {};
cycle["self"] = cycle;
const trap = {
  get connectionId(): string {
    throw new Error("trap");
  },
};

test.each([
  ["nothing", undefined],
  ["null", null],
  ["text", "x"],
  ["another field", { connectionId: "a", more: 1 }],
  ["an own __proto__", JSON.parse('{"connectionId":"a","__proto__":{"x":1}}')],
  ["no field", {}],
  ["an inherited field", Object.create({ connectionId: "a" })],
  ["a number", { connectionId: 1 }],
  ["an endless text", { connectionId: "a".repeat(5_000_000) }],
  ["a million values", Array.from({ length: 1_000_000 }, () => 0)],
  ["a sparse array without end", { connectionId: Array<number>(4_294_967_295) }],
  ["bytes", new Uint8Array(1_000_000)],
  ["a cycle", cycle],
  ["a getter that throws", trap],
  [
    "a proxy that throws",
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("trap");
        },
      },
    ),
  ],
  ["a date", new Date()],
  ["a map", new Map([["connectionId", "a"]])],
  ["a symbol as key", { connectionId: "a", [Symbol("s")]: 1, x: 1 }],
])("%s is refused with a short message and reaches no service", async (_, input) => {
  const { dispatch, logError } = open();
  const reply = await dispatch("tab", "removeConnection", input);
  expect(reply).toMatchObject(invalid);
  expect(JSON.stringify(reply).length).toBeLessThan(3_000);
  expect(logError).not.toHaveBeenCalled();
});

test("an invalid input is described without its values", async () => {
  const { dispatch } = open();
  const reply = await dispatch("tab", "setPassword", { connectionId: 7, password: { text: "canary" } });
  expect(reply).toMatchObject(invalid);
  expect(JSON.stringify(reply)).not.toContain("canary");
});

test("an error of a service keeps its code, an unexpected failure reveals no details", async () => {
  const { dispatch, logError } = open({
    lockWrites: () => Promise.reject(new CallError("not-found", "Gone.", "detail")),
    unlockWrites: () => Promise.reject(new Error("canary")),
    getMeter: () => {
      throw new CallError("cancelled", "At once.");
    },
  });
  const input = { connectionId: "a" };
  const refusal = { code: "not-found", message: "Gone.", detail: "detail" };
  expect(await dispatch("tab", "lockWrites", input)).toEqual({ ok: false, error: refusal });
  expect(await dispatch("tab", "getMeter", input)).toMatchObject({ ok: false, error: { code: "cancelled" } });
  const reply = await dispatch("tab", "unlockWrites", input);
  expect(reply).toMatchObject({ ok: false, error: { code: "internal" } });
  expect(JSON.stringify(reply)).not.toContain("canary");
  expect(logError).toHaveBeenCalledTimes(1);
});

test("a call is cancelled by its own caller only, and its id is free again afterwards", async () => {
  const { service, signals } = hanging();
  const { dispatch } = open({ listConnections: service });
  const reply = dispatch("one", "listConnections", {}, "c1");
  expect(await dispatch("two", "cancelCall", { callId: "c1" })).toEqual({ ok: true, value: {} });
  expect(await dispatch("one", "cancelCall", { callId: "c2" })).toEqual({ ok: true, value: {} });
  expect(signals[0]?.aborted).toBe(false);
  await dispatch("one", "cancelCall", { callId: "c1" });
  expect(signals[0]?.aborted).toBe(true);
  expect(await reply).toMatchObject({ ok: false, error: { code: "cancelled" } });
  expect(await dispatch("one", "cancelCall", { callId: "c1" })).toEqual({ ok: true, value: {} });
  const again = dispatch("one", "listConnections", {}, "c1");
  await dispatch("one", "cancelCall", { callId: "c1" });
  await again;
  expect(signals).toHaveLength(2);
});

test("callers whose names look like call ids are kept apart", async () => {
  const { service, signals } = hanging();
  const { dispatch, dropCaller } = open({ listConnections: service });
  const reply = dispatch("a b", "listConnections", {}, "c");
  await dispatch("a", "cancelCall", { callId: "b c" });
  dropCaller("a");
  expect(signals[0]?.aborted).toBe(false);
  dropCaller("a b");
  await reply;
});

test("an id that is in use is refused, and the running call stays cancellable", async () => {
  const { service, signals } = hanging();
  const { dispatch } = open({ listConnections: service });
  const reply = dispatch("one", "listConnections", {}, "c1");
  expect(await dispatch("one", "listConnections", {}, "c1")).toMatchObject(invalid);
  await dispatch("one", "cancelCall", { callId: "c1" });
  await reply;
  expect(signals.map((signal) => signal.aborted)).toEqual([true]);
});

test.each(["", "x".repeat(101), 7, {}])("%j is not a call id", async (callId) => {
  const { dispatch } = open();
  expect(await dispatch("tab", "listConnections", {}, callId)).toMatchObject(invalid);
});

test("when a caller goes away, all its calls end, with an id or without, and it may come back", async () => {
  const { service, signals } = hanging();
  const { dispatch, dropCaller } = open({ listConnections: service });
  const replies = [dispatch("one", "listConnections", {}, "c1"), dispatch("one", "listConnections", {}, null)];
  const other = dispatch("two", "listConnections", {});
  dropCaller("one");
  dropCaller("nobody");
  await Promise.all(replies);
  expect(signals.map((signal) => signal.aborted)).toEqual([true, true, false]);
  const back = dispatch("one", "listConnections", {}, "c1");
  expect(signals[3]?.aborted).toBe(false);
  dropCaller("one");
  dropCaller("two");
  await Promise.all([back, other]);
});
