import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pasteFormats } from "../paste/paste-formats.ts";
import { findings, type FindingCode } from "./findings.ts";
import { mutations } from "./mutations.ts";

const page = readFileSync(new URL("../../../../docs/header-check.md", import.meta.url), "utf8");

test("every finding is documented with the fix that the application shows", () => {
  const lines = page.split("\n");
  const codes = Object.keys(findings) as FindingCode[];
  const undocumented = codes.filter((code) => {
    const line = lines.find((each) => each.startsWith(`| \`${code}\``));
    return line === undefined || !line.includes(findings[code].fix);
  });
  expect(undocumented).toEqual([]);
});

test("the counts in the documentation are correct", () => {
  expect(page).toContain(`by ${String(mutations.length)} planted mistakes`);
  expect(page).toContain(`by ${String(pasteFormats.length)} ways of writing`);
});
