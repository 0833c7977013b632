import { describe, expect, it } from "vitest";
import { fileStem } from "./save.ts";

describe("the name of a saved response", () => {
  it.each([
    ["contacts", "contacts"],
    ["lists/12/contacts", "lists-12-contacts"],
    ["contacts?page=2", "contacts"],
    ["/v1/../etc/passwd", "v1-..-etc-passwd"],
    ["...", "answer"],
    ["contacts/1\u200b2\u3164\u202e", "contacts-1-2"],
    ["/", "answer"],
    ["x".repeat(300), "x".repeat(100)],
  ])("of %s is %s", (designator, stem) => {
    expect(fileStem(designator)).toBe(stem);
  });
});
