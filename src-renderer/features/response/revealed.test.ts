import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Revealed } from "#shared/bundle.ts";
import type { Reply } from "#shared/reply.ts";
import { hideRevealed, revealSignature, shownFor, useRevealed } from "./revealed.ts";

let answer: (reply: Reply<Revealed>) => void = () => undefined;
const shown: Reply<Revealed> = { ok: true, value: { state: "shown", ha1: "a1", response: "b2" } };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", {
    api: { revealSignature: () => new Promise<Reply<Revealed>>((resolve) => (answer = resolve)) },
  });
});
afterEach(() => {
  hideRevealed();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("revealed values are hidden again after 30 seconds", async () => {
  const asked = revealSignature("e1");
  answer(shown);
  await asked;
  expect(useRevealed.getState()).toMatchObject({ exchangeId: "e1", shown: { ha1: "a1", response: "b2" } });
  vi.advanceTimersByTime(shownFor - 1);
  expect(useRevealed.getState().shown).not.toBeNull();
  vi.advanceTimersByTime(1);
  expect(useRevealed.getState()).toEqual({ exchangeId: null, shown: null, problem: null });
});

it("a reply that arrives after the view was left is not kept", async () => {
  const asked = revealSignature("e1");
  hideRevealed();
  answer(shown);
  await asked;
  expect(useRevealed.getState()).toEqual({ exchangeId: null, shown: null, problem: null });
  expect(vi.getTimerCount()).toBe(0);
});

it("a refusal shows nothing, a failure shows its reason", async () => {
  const refused = revealSignature("e1");
  answer({ ok: true, value: { state: "refused" } });
  await refused;
  expect(useRevealed.getState()).toMatchObject({ shown: null, problem: null });
  const gone = revealSignature("e1");
  answer({ ok: false, error: { code: "not-found", message: "No longer kept." } });
  await gone;
  expect(useRevealed.getState()).toMatchObject({ shown: null, problem: "No longer kept." });
});
