import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { verdictCodes } from "#shared/doctor-names.ts";
import { verdictSections } from "./verdict-sections.ts";

const page = await readFile(new URL("../../../docs/credential-doctor.md", import.meta.url), "utf8");

/** The formatter of the repository may break lines and escape as it likes. */
const words = (text: string): string => text.replaceAll(/\s+/gu, " ");

test.each(verdictSections().map((section, index) => [verdictCodes[index] ?? "", section] as const))(
  "the documentation describes %s as the application does",
  (_code, section) => {
    expect(words(page)).toContain(words(section));
  },
);

test("the documentation contains no other verdict", () => {
  const documented = [...page.matchAll(/^### `([a-z-]+)`$/gmu)].map((match) => match[1]);
  expect(documented).toEqual(verdictCodes);
});

test("no two verdicts have the same title, and every one says what to tell the customer", () => {
  const sections = verdictSections();
  const titles = sections.map((section) => /\*\*(.+?)\*\*/u.exec(section)?.[1]);
  // Agent and company differ only by that word and are two verdicts.
  expect(new Set(titles).size).toBe(verdictCodes.length);
  for (const section of sections) expect(section.split("To the customer: ")[1]?.length).toBeGreaterThan(60);
});

test("no sentence has a gap where a value is missing", () => {
  for (const section of verdictSections()) {
    expect(section).not.toMatch(/undefined|null|``|\(\)| {2}|: with them/u);
  }
});
