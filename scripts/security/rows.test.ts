import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../tool.ts";
import { securityGroups } from "./rows.ts";

const rows = securityGroups.flatMap((group) => group.rows);

interface TestFile {
  readonly path: string;
  readonly text: string;
}

const testFiles: readonly TestFile[] = ["src-shared", "src-main", "src-renderer", "scripts", "e2e"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:test|spec)\.tsx?$/u.test(file))
    .map((file) => ({
      path: `${folder}/${file.replaceAll("\\", "/")}`,
      text: readFileSync(join(root, folder, file), "utf8"),
    })),
);

/** The files with tests of a row: by the tag itself, or by a table of tests whose titles take the id from its keys. */
function filesOf(id: string): readonly string[] {
  return testFiles
    .filter(
      ({ text }) => text.includes(`[security: ${id}]`) || (text.includes("[security: ${") && text.includes(`"${id}"`)),
    )
    .map(({ path }) => path)
    .sort();
}

test("the table has a row for each kind of attack and fault, each once and with a sentence", () => {
  expect(rows.length).toBeGreaterThanOrEqual(40);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(rows.filter(({ claim }) => !/^[A-Z`].*\.$/u.test(claim)).map(({ id }) => id)).toEqual([]);
});

test("each row has a test, in the places where it is said to be proven", () => {
  const missing = rows.filter(({ id, provenIn }) => {
    const files = filesOf(id);
    const units = files.some((file) => /\.test\.tsx?$/u.test(file));
    const journeys = files.some((file) => file.endsWith(".spec.ts"));
    return provenIn.some((place) => (place === "unit" ? !units : !journeys));
  });
  expect(missing.map(({ id }) => id)).toEqual([]);
});

test("docs/security.md lists each row with its tests", () => {
  const documented = readFileSync(join(root, "docs", "security.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.replaceAll(/ +/gu, " ").trim());
  const expected = rows.map(({ id, claim }) => {
    const files = filesOf(id)
      .map((file) => `\`${file}\``)
      .join(", ");
    return `| \`${id}\` | ${claim} | ${files} |`;
  });
  expect(expected.filter((line) => !documented.includes(line))).toEqual([]);
});
