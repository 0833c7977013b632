import { expect, test } from "vitest";
import { hasOption, optionValue } from "./arguments.ts";

test("a value stands after its option or behind an equals sign", () => {
  expect(optionValue(["--no-sandbox", "--data", "/a b"], "data")).toBe("/a b");
  expect(optionValue(["--data=/a=b", "--port", "1"], "data")).toBe("/a=b");
});

test("an option that is not there, or has nothing behind it, has no value", () => {
  expect(optionValue(["--database", "x"], "data")).toBeUndefined();
  expect(optionValue(["--data"], "data")).toBeUndefined();
});

test("a switch is there or not", () => {
  expect(hasOption(["--no-open"], "no-open")).toBe(true);
  expect(hasOption(["--no-opening"], "no-open")).toBe(false);
});
