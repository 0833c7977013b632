import { describe, expect, it } from "vitest";
import { countdown } from "../features/connections/connection-words.ts";
import { wholeSecondsUntil } from "./clock.ts";

describe("a countdown", () => {
  const start = 1_700_000_000_999;
  const until = start + 15 * 60_000;

  it.each([
    [0, "15:00"],
    [1, "15:00"],
    [999, "15:00"],
    [1_000, "14:59"],
    [15 * 60_000 - 1_000, "0:01"],
    [15 * 60_000 - 1, "0:01"],
  ])("after %i ms shows %s", (passed, shown) => {
    expect(countdown(wholeSecondsUntil(until, start + passed) ?? 0)).toBe(shown);
  });

  it("ends", () => {
    expect(wholeSecondsUntil(until, until)).toBeNull();
    expect(wholeSecondsUntil(null, start)).toBeNull();
  });
});
