import { afterEach, describe, expect, it, vi } from "vitest";
import type { Api } from "#shared/contract.ts";
import { fail, succeed } from "#shared/reply.ts";
import { ApiError, call } from "./api.ts";

function serve(api: Partial<Api>): void {
  vi.stubGlobal("window", { api });
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("call", () => {
  it("returns the value of a reply", async () => {
    serve({ exportConnections: () => Promise.resolve(succeed({ text: "[]" })) });
    await expect(call("exportConnections", {})).resolves.toEqual({ text: "[]" });
  });

  it("throws a failure with its code and detail", async () => {
    serve({ lockWrites: () => Promise.resolve(fail("not-found", "No such connection.", "c9")) });
    const failed = await call("lockWrites", { connectionId: "c9" }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ApiError);
    expect(failed).toMatchObject({ code: "not-found", message: "No such connection.", detail: "c9" });
  });

  it("cancels by its id and returns the final reply of the call", async () => {
    const cancelled: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let given: string | undefined;
    serve({
      exportConnections: async (_input, callId) => {
        given = callId;
        await held;
        return succeed({ text: "late" });
      },
      cancelCall: ({ callId }) => {
        cancelled.push(callId);
        release();
        return Promise.resolve(succeed({}));
      },
    });
    const controller = new AbortController();
    const asked = call("exportConnections", {}, controller.signal);
    controller.abort();
    await expect(asked).resolves.toEqual({ text: "late" });
    expect(cancelled).toEqual([given]);
  });

  it("does not call when it was cancelled before", async () => {
    const asked = vi.fn<Api["exportConnections"]>();
    serve({ exportConnections: asked });
    const signal = AbortSignal.abort();
    await expect(call("exportConnections", {}, signal)).rejects.toMatchObject({ code: "cancelled" });
    expect(asked).not.toHaveBeenCalled();
  });
});

it("a cancelled call ends although the main process is gone [security: call-always-ends]", async () => {
  vi.useFakeTimers();
  try {
    const api = { getMeter: () => new Promise(() => {}), cancelCall: () => new Promise(() => {}) };
    vi.stubGlobal("window", { api });
    const controller = new AbortController();
    const asked = expect(call("getMeter", { connectionId: "a" }, controller.signal)).rejects.toMatchObject({
      code: "ended-by-application",
    });
    await vi.advanceTimersByTimeAsync(3_600_000);
    controller.abort();
    await vi.advanceTimersByTimeAsync(90_000);
    await asked;
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
