export interface FoldedNames {
  /** What was dropped, with its underscore; empty when nothing was. */
  readonly prefix: string;
  /** What to show for a full name. */
  readonly shown: (name: string) => string;
}

const unfolded: FoldedNames = { prefix: "", shown: (name) => name };

/**
 * Drops the prefix that the columns share, for reading: `contact_email` shows as `email`. Only a prefix up to an
 * underscore counts, at least 80 % of the names must have it, and no two names may become equal. A name without the
 * prefix stays whole. The longest prefix that qualifies is used.
 */
export function foldPrefix(all: readonly string[]): FoldedNames {
  // `(not a record)` and `(field 7)` are names that the application gives.
  const names = all.filter((name) => !name.startsWith("("));
  if (names.length < 2) return unfolded;
  const shares = new Map<string, number>();
  for (const name of names) {
    for (let end = name.indexOf("_"); end >= 0; end = name.indexOf("_", end + 1)) {
      // A name that equals the prefix would leave an empty header.
      if (end + 1 === name.length) break;
      const prefix = name.slice(0, end + 1);
      shares.set(prefix, (shares.get(prefix) ?? 0) + 1);
    }
  }
  const candidates = [...shares]
    .filter(([, count]) => count >= 2 && count >= names.length * 0.8)
    .map(([prefix]) => prefix)
    .toSorted((a, b) => b.length - a.length);
  for (const prefix of candidates) {
    const shown = (name: string): string =>
      name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name;
    if (new Set(all.map(shown)).size === new Set(all).size) return { prefix, shown };
  }
  return unfolded;
}
