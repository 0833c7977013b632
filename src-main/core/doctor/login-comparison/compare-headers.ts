import type { HeaderDifference } from "#shared/login-comparison.ts";
import type { HeaderPair } from "#shared/http/headers.ts";

/** Headers that differ in any two responses or are masked: a difference says nothing about the login. */
const ofTheMoment: ReadonlySet<string> = new Set([
  "date",
  "age",
  "expires",
  "authentication-info",
  "www-authenticate",
  "set-cookie",
]);

/** The names of headers that only one response has, or whose values differ. */
export function differingHeaders(left: readonly HeaderPair[], right: readonly HeaderPair[]): HeaderDifference[] {
  const lefts = byName(left);
  const rights = byName(right);
  const names = [...new Set([...lefts.keys(), ...rights.keys()])].toSorted();
  return names
    .map((name) => {
      const one = lefts.get(name);
      const other = rights.get(name);
      return { name: one?.name ?? other?.name ?? name, left: one?.value ?? null, right: other?.value ?? null };
    })
    .filter((each) => each.left !== each.right && !ofTheMoment.has(each.name.toLowerCase()));
}

function byName(headers: readonly HeaderPair[]): Map<string, { readonly name: string; readonly value: string }> {
  const all = new Map<string, { readonly name: string; readonly value: string }>();
  for (const [name, value] of headers) {
    const known = all.get(name.toLowerCase());
    all.set(name.toLowerCase(), { name: known?.name ?? name, value: known ? `${known.value}, ${value}` : value });
  }
  return all;
}
