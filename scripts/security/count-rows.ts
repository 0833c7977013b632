import type { Place, SecurityGroup } from "./rows.ts";
import type { TaggedTest } from "./tagged-tests.ts";

export interface SecurityCount {
  readonly rows: number;
  readonly proven: number;
  /** Why a row is not proven, or a test has no row. */
  readonly gaps: readonly string[];
}

function findGap(place: Place, tests: readonly TaggedTest[]): string | undefined {
  const outcomes = tests.filter((test) => test.place === place).map(({ outcome }) => outcome);
  if (outcomes.includes("failed")) return `a test failed (${place})`;
  return outcomes.includes("passed") ? undefined : `no test passed (${place})`;
}

/**
 * A row is proven when at least one of its tests passed in each of its places and none failed. Where there is no
 * Electron runtime, nothing is expected of it.
 */
export function countSecurityRows(
  groups: readonly SecurityGroup[],
  tests: readonly TaggedTest[],
  hasElectron: boolean,
): SecurityCount {
  const rows = groups.flatMap((group) => group.rows);
  const gaps = rows.flatMap(({ id, provenIn }) => {
    const own = tests.filter((test) => test.id === id);
    const places = provenIn.filter((place) => hasElectron || place !== "electron");
    const found = places.flatMap((place) => findGap(place, own) ?? []);
    return found.length === 0 ? [] : [`security row ${id}: ${found.join(", ")}`];
  });
  const known = new Set(rows.map(({ id }) => id));
  const strangers = new Set(tests.map(({ id }) => id).filter((id) => !known.has(id)));
  return {
    rows: rows.length,
    proven: rows.length - gaps.length,
    gaps: [
      ...gaps,
      ...[...strangers].map((id) => `security row ${id}: a test names it, and the table has no such row`),
    ],
  };
}
