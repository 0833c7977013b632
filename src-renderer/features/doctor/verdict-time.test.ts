import { expect, it } from "vitest";
import { verdictTime } from "./verdict-time.ts";

it("shows the time for a verdict of today, and the day for an older one", () => {
  const at = new Date(2026, 10, 23, 14, 2).getTime();
  expect(verdictTime(at, at + 3_600_000)).toBe("14:02");
  expect(verdictTime(at, at + 48 * 3_600_000)).toBe("Mon");
});
