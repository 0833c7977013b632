import type { BundleSearch } from "#shared/bundle.ts";
import type { Part } from "./parts.ts";

/** The whole as Markdown: each part under its title, word for word in a block of its own. */
export function readableFile(parts: readonly Part[]): string {
  const sections = parts.map(({ title, readable }) => `## ${title}\n\n${fenced(readable)}`);
  return `${["# Rezora Explorer support bundle", ...sections].join("\n\n")}\n`;
}

/**
 * The readable text of the parts and nothing else: no headings and no names of a format, for a secret that is also a
 * word of those.
 */
export function bareFile(parts: readonly Part[]): string {
  return `${parts.map(({ readable }) => readable).join("\n\n")}\n`;
}

/** One JSON file, the readable text in it line by line. */
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

/** A fence longer than any run of backticks in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/gu), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
