import { expect, test } from "vitest";
import { windowTitle } from "./window-title.ts";

test.each([
  [{ method: "GET", designator: "contacts/5" }, "contacts/5 · Harbour · Rezora Explorer"],
  [{ method: "PUT", designator: "contacts/5" }, "Edit contacts/5 · Harbour · Rezora Explorer"],
  [{ method: "POST", designator: "lists" }, "New in lists · Harbour · Rezora Explorer"],
  [{ method: "DELETE", designator: "lists/7" }, "Delete lists/7 · Harbour · Rezora Explorer"],
] as const)("the title names the location %o", (location, title) => {
  expect(windowTitle(location, "Explore", "Harbour")).toBe(title);
});

test("the title names the page where no location is open, and stays short", () => {
  expect(windowTitle(null, "Doctor", "Harbour")).toBe("Doctor · Rezora Explorer");
  expect(windowTitle(null, "Harbour", undefined)).toBe("Harbour · Rezora Explorer");
  const long = "x".repeat(8_000);
  expect(windowTitle({ method: "GET", designator: long }, "", long).length).toBeLessThan(600);
});
