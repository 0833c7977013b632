import { expect, it } from "vitest";
import { letterOf, typedMore } from "./type-ahead.ts";

const plain = { ctrlKey: false, metaKey: false, altKey: false };

it("collects letters until there is a pause", () => {
  const first = typedMore(null, "j", 1_000);
  expect(typedMore(first, "a", 1_500).text).toBe("ja");
  expect(typedMore(first, "a", 2_000).text).toBe("a");
});

it("moves on with the same letter", () => {
  const first = typedMore(null, "j", 1_000);
  expect(typedMore(first, "j", 1_100).text).toBe("j");
  expect(typedMore(typedMore(first, "o", 1_100), "o", 1_200).text).toBe("joo");
});

it("accepts letters but not command keys", () => {
  expect(letterOf({ key: "É", ...plain }, null, 0)).toBe("É");
  expect(letterOf({ key: "\u{1f600}", ...plain }, null, 0)).toBe("\u{1f600}");
  expect(letterOf({ key: "Enter", ...plain }, null, 0)).toBeNull();
  expect(letterOf({ key: "c", ...plain, ctrlKey: true }, null, 0)).toBeNull();
  expect(letterOf({ key: " ", ...plain }, null, 0)).toBeNull();
  expect(letterOf({ key: " ", ...plain }, { text: "van", at: 0 }, 100)).toBe(" ");
});
