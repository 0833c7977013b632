import type { BundleSearch } from "#shared/bundle.ts";
import type { Part } from "./parts.ts";

/** The whole bundle as Markdown: each part under its title, verbatim in its own block. */
export function readableFile(parts: readonly Part[]): string {
  const sections = parts.map(({ title, readable }) => `## ${title}\n\n${fenced(readable)}`);
  return `${["# Rezora Explorer support bundle", ...sections].join("\n\n")}\n`;
}

/**
 * Only the readable text of the parts, without headings and names of a format, for a secret that is also one of those
 * words.
 */
export function bareFile(parts: readonly Part[]): string {
  return `${parts.map(({ readable }) => readable).join("\n\n")}\n`;
}

/** One JSON file that contains the readable text line by line. */
export function bundleFile(parts: readonly Part[], made: number, search: Omit<BundleSearch, "hits"> | null): string {
  const file = {
    format: "rezora-explorer-support-bundle",
    version: 1,
    made: new Date(made).toISOString(),
    search,
    readable: readableFile(parts).split("\n"),
    parts: Object.fromEntries(parts.map(({ part, data }) => [part, data])),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** A fence longer than any run of backticks in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/gu), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
