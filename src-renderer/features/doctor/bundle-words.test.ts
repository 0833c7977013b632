import { expect, it } from "vitest";
import type { BundleSearch } from "#shared/bundle.ts";
import { bundleName, heldParts, heldWords, holdsInHeadings, searchSentence, searchTitle } from "./bundle-words.ts";

const clean: BundleSearch = {
  secrets: 5,
  spellings: 33,
  kinds: ["password", "HA1"],
  publicPassword: false,
  hits: [],
};

it("a search without a hit says what was searched for", () => {
  expect(searchTitle(clean)).toBe("Searched for 5 secrets in 33 spellings: none found");
  expect(searchSentence(clean)).toBe("Looked for: password, HA1.");
  expect(searchSentence({ ...clean, kinds: [], publicPassword: true })).toBe(
    "The practice password is public and was not looked for.",
  );
});

it("a hit names the part and the kind of secret, and what to do", () => {
  const found: BundleSearch = {
    ...clean,
    hits: [
      { part: "connection", secret: "password" },
      { part: "file", secret: "HA1" },
    ],
  };
  expect(searchTitle(found)).toContain("found, so it cannot be saved");
  expect(searchSentence(found)).toContain("A password that is part of the user name");
  expect(searchSentence({ ...clean, hits: [{ part: "file", secret: "HA1" }] })).not.toContain("password");
  expect(heldParts(found)).toEqual(["connection"]);
  expect(heldWords(found, "connection")).toBe("“Settings of the connection” holds the password.");
  expect(heldWords({ hits: [...found.hits, { part: "connection", secret: "HA1" }] }, "connection")).toBe(
    "“Settings of the connection” holds the password and an HA1.",
  );
  expect(holdsInHeadings(found)).toBe(true);
  expect(holdsInHeadings(clean)).toBe(false);
  expect(heldWords(found, "file")).toContain("an HA1");
});

it("the suggested name contains the time and nothing else", () => {
  expect(bundleName(Date.UTC(2026, 10, 26, 10, 30))).toBe("rezora-support-2026-11-26-1030.json");
  expect(bundleName(Date.UTC(2026, 10, 26, 10, 30), true)).toBe("2026-11-26-1030.txt");
});
