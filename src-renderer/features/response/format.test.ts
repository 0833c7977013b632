import { describe, expect, it } from "vitest";
import {
  formatAge,
  formatAmount,
  formatBytes,
  formatBytesOf,
  formatCount,
  formatDuration,
  formatRate,
} from "./format.ts";

describe("numbers as the interface writes them", () => {
  it("groups counts", () => {
    expect(formatCount(5704)).toBe("5,704");
    expect(formatAmount(1, "record")).toBe("1 record");
    expect(formatAmount(0, "record")).toBe("0 records");
    expect(formatAmount(2, "match", "matches")).toBe("2 matches");
  });

  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1_000, "1.0 KB"],
    [41_312, "41.3 KB"],
    [999_949, "999.9 KB"],
    [999_950, "1.0 MB"],
    [74_130_000, "74.1 MB"],
    [2_000_000_000, "2.0 GB"],
  ])("writes %d bytes as %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it("writes progress in the unit of the whole", () => {
    expect(formatBytesOf(41_200_000, 74_100_000)).toBe("41.2 of 74.1 MB");
    expect(formatBytesOf(12, 900)).toBe("12 of 900 B");
    expect(formatBytesOf(500, 2_000_000)).toBe("0.0 of 2.0 MB");
  });

  it("writes rates, and none without time or bytes", () => {
    expect(formatRate(41_200_000, 4_204)).toBe("9.8 MB/s");
    expect(formatRate(10, 0)).toBe("");
    expect(formatRate(0, 10)).toBe("");
  });

  it.each([
    [0.4, "0 ms"],
    [212.3, "212 ms"],
    [999.6, "1.0 s"],
    [4_204, "4.2 s"],
    [59_949, "59.9 s"],
    [59_960, "1 min 0 s"],
    [65_000, "1 min 5 s"],
  ])("writes %d ms as %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it.each([
    [-5, "just now"],
    [59_999, "just now"],
    [4 * 60_000, "4 min ago"],
    [2 * 3_600_000, "2 h ago"],
    [86_400_000, "1 day ago"],
    [3 * 86_400_000, "3 days ago"],
  ])("writes an age of %d ms as %s", (milliseconds, text) => {
    expect(formatAge(milliseconds)).toBe(text);
  });
});
