import type { FieldName } from "./pasted-request.ts";

/** Names under which clients send their credentials, or look for them, that are too different from the right one. */
const otherNames = new Set([
  "authentication",
  "authenticate",
  "www-authenticate",
  "www-authorization",
  "x-authorization",
]);
/** How many letters may be wrong in a misspelled name. */
const maxWrongLetters = 2;

/**
 * Interprets the name before credentials. A word that does not resemble the name of the field is the label of some log.
 *
 * @param before The text before the credentials, including their name.
 */
export function classifyName(name: string | null, before: string): FieldName {
  const lower = (name ?? "")
    .toLowerCase()
    .replaceAll("_", "-")
    .replace(/^(?:redirect-)*http-/u, "");
  if (lower === "proxy-authorization") return "proxy";
  const isAtStart =
    name !== null &&
    before
      .trimStart()
      .replace(/^[>\s]+/u, "")
      .startsWith(name);
  const isNear = otherNames.has(lower) || distance(lower, "authorization") <= maxWrongLetters;
  return isAtStart && isNear ? "misspelled" : "unseen";
}

/** The number of letters to add, remove or replace. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(one).entries()) {
    const next = [index + 1];
    for (const [column, wanted] of Array.from(other).entries()) {
      const replaced = (row[column] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
