import { describe, expect, it } from "vitest";
import { RequestQueue } from "./request-queue.ts";

describe("RequestQueue", () => {
  it("lets requests pass one at a time, in order of arrival", async () => {
    const requestQueue = new RequestQueue();
    const passed: number[] = [];
    let inside = 0;
    await Promise.all(
      Array.from({ length: 10 }, async (_, number) => {
        const leave = await requestQueue.enter(new AbortController().signal);
        expect(++inside).toBe(1);
        await Promise.resolve();
        passed.push(number);
        inside--;
        leave();
        leave();
      }),
    );
    expect(passed).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("does not let the next one overtake when a request in the queue gives up", async () => {
    const requestQueue = new RequestQueue();
    const controller = new AbortController();
    const events: string[] = [];
    const leave = await requestQueue.enter(new AbortController().signal);
    const second = requestQueue.enter(controller.signal).catch(() => events.push("second gave up"));
    const third = requestQueue.enter(new AbortController().signal).then(() => events.push("third passed"));
    controller.abort();
    await second;
    // Every request that can pass now has passed after this.
    await new Promise((resolve) => setImmediate(resolve));
    events.push("first leaves");
    leave();
    await third;
    expect(events).toEqual(["second gave up", "first leaves", "third passed"]);
  });

  it("rejects a request that is already aborted", async () => {
    await expect(new RequestQueue().enter(AbortSignal.abort())).rejects.toThrow();
  });
});
