import { beforeEach, expect, it, vi } from "vitest";
import type { LoginComparison } from "#shared/login-comparison.ts";
import type { Reply } from "#shared/reply.ts";
import { runComparison, swapSides, useLoginComparisons, watchLoginComparisons } from "./login-comparison-runs.ts";

interface Asked {
  readonly input: { readonly runId: string; readonly left: string; readonly right: string };
  readonly answer: (reply: Reply<LoginComparison>) => void;
}
const asked: Asked[] = [];
const cancelCall = vi.fn<() => Promise<unknown>>(() => Promise.resolve());
let tell: (payload: unknown) => void = () => undefined;

beforeEach(() => {
  asked.length = 0;
  cancelCall.mockClear();
  vi.stubGlobal("window", {
    api: {
      cancelCall,
      compareLogins: (input: Asked["input"]) => new Promise((answer) => asked.push({ input, answer })),
      on(_name: string, listener: (payload: unknown) => void) {
        tell = listener;
        return () => undefined;
      },
    },
  });
  useLoginComparisons.setState({ right: null, running: null, last: null, problem: null });
});

function answer(at: number): void {
  const one = asked[at];
  if (!one) throw new Error("nothing was asked");
  const { runId } = one.input;
  const both = { left: null, right: null, headers: [{ name: "Allow", left: "GET", right: null }], records: null };
  one.answer({ ok: true, value: { runId, designator: "contacts", startedAt: 1, cancelled: false, ...both } });
}

it("the result is kept, and swapping the sides sends nothing", async () => {
  const run = runComparison("oak", "ash", "contacts");
  answer(0);
  await run;
  swapSides("oak");
  const { last, right, running } = useLoginComparisons.getState();
  expect([last?.left, last?.right, right, running]).toEqual(["ash", "oak", "oak", null]);
  expect(last?.result.headers).toEqual([{ name: "Allow", left: null, right: "GET" }]);
  expect(asked).toHaveLength(1);
});

it("another run ends the previous one, whose response is then ignored", async () => {
  const runs = [runComparison("oak", "ash", "contacts"), runComparison("oak", "elm", "contacts")];
  expect(cancelCall).toHaveBeenCalledTimes(1);
  answer(0);
  await runs[0];
  expect(useLoginComparisons.getState()).toMatchObject({ running: { right: "elm" }, last: null });
  answer(1);
  await runs[1];
  expect(useLoginComparisons.getState()).toMatchObject({ running: null, last: { right: "elm" } });
});

it("follows both exchanges of the run, and no other", async () => {
  const end = watchLoginComparisons();
  const run = runComparison("oak", "ash", "contacts");
  const runId = asked[0]?.input.runId ?? "";
  tell({ exchangeId: `${runId}.left`, receivedBytes: 5, wireRequests: 2 });
  tell({ exchangeId: `${runId}.right`, receivedBytes: 7, wireRequests: 1 });
  tell({ exchangeId: "other.left", receivedBytes: 9, wireRequests: 9 });
  expect(useLoginComparisons.getState().running).toMatchObject({
    side: "right",
    receivedBytes: 7,
    wireRequests: { left: 2, right: 1 },
  });
  answer(0);
  await run;
  end();
});
