import { expect, test } from "vitest";
import { killWhileSaving } from "./kill-while-saving.ts";

test(
  "100 kills during saves lose and damage nothing that was reported as saved [security: killed-saves]",
  { timeout: 300_000 },
  async () => {
    const report = await killWhileSaving(100);
    expect(report.losses).toEqual([]);
    expect(report.saves).toBeGreaterThan(100);
    expect(report.interrupted).toBeGreaterThan(0);
  },
);
