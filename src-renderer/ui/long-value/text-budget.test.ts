import { expect, test } from "vitest";
import { textBudget } from "./text-budget.ts";

test("a record of many long values is laid out in bounded text; others are shown as they are [security: long-value-record]", () => {
  expect(textBudget([5, 1_900, 0])).toBe(2_000);
  expect(textBudget([10_000_000])).toBe(2_000);
  for (const count of [7, 100, 750]) {
    const budget = textBudget(Array.from({ length: count }, () => 10_000_000));
    expect(budget * count).toBeLessThanOrEqual(12_000);
    expect(budget).toBeGreaterThan(0);
  }
});
