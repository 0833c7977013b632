import { expect, it } from "vitest";
import type { BundleSearch } from "#shared/bundle.ts";
import { bundleName, searchSentence, searchTitle } from "./bundle-words.ts";

const clean: BundleSearch = {
  secrets: 5,
  spellings: 33,
  kinds: ["password", "HA1"],
  publicPassword: false,
  hits: [],
};

it("a search without a hit says what was looked for", () => {
  expect(searchTitle(clean)).toBe("Searched for 5 secrets in 33 spellings: none found");
  expect(searchSentence(clean)).toBe("Looked for: password, HA1.");
  expect(searchSentence({ ...clean, kinds: [], publicPassword: true })).toBe(
    "The practice password is public and was not looked for.",
  );
});

it("a hit says which part holds what, and what to do", () => {
  const found: BundleSearch = {
    ...clean,
    hits: [
      { part: "connection", secret: "password" },
      { part: "file", secret: "HA1" },
    ],
  };
  expect(searchTitle(found)).toContain("found, so it cannot be saved");
  expect(searchSentence(found)).toBe(
    "“Settings of the connection” holds the password. The file itself holds an HA1. Leave the part out, or take the secret out of it.",
  );
});

it("the suggested name tells when and nothing else", () => {
  expect(bundleName(Date.UTC(2026, 10, 26, 10, 30))).toBe("rezora-support-2026-11-26-1030.json");
});
