import { describe, expect, it } from "vitest";
import { fileStem } from "./save.ts";

describe("the name of a saved answer", () => {
  it.each([
    ["contacts", "contacts"],
    ["lists/12/contacts", "lists-12-contacts"],
    ["contacts?page=2", "contacts"],
    ["/v1/../etc/passwd", "v1-..-etc-passwd"],
    ["...", "answer"],
    ["/", "answer"],
    ["x".repeat(300), "x".repeat(100)],
  ])("of %s is %s", (designator, stem) => {
    expect(fileStem(designator)).toBe(stem);
  });
});
