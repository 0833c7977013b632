import { expect, test } from "vitest";
import { hasOption, optionValue } from "./arguments.ts";

test("a value follows its option or an equals sign", () => {
  expect(optionValue(["--no-sandbox", "--data", "/a b"], "data")).toBe("/a b");
  expect(optionValue(["--data=/a=b", "--port", "1"], "data")).toBe("/a=b");
});

test("an option that is missing, or that nothing follows, has no value", () => {
  expect(optionValue(["--database", "x"], "data")).toBeUndefined();
  expect(optionValue(["--data"], "data")).toBeUndefined();
});

test("a switch is present or not", () => {
  expect(hasOption(["--no-open"], "no-open")).toBe(true);
  expect(hasOption(["--no-opening"], "no-open")).toBe(false);
});
