import type { Place, SecurityGroup } from "./rows.ts";
import type { TaggedTest } from "./tagged-tests.ts";

export interface SecurityCount {
  readonly rows: number;
  readonly proven: number;
  /** Rows whose tests were skipped because this computer lacks something. They are named, but are not failures. */
  readonly untried: readonly string[];
  /** Why a row is not proven, or a test has no row. */
  readonly gaps: readonly string[];
}

type Verdict = "proven" | "failed" | "skipped" | "missing";

function judge(place: Place, tests: readonly TaggedTest[]): Verdict {
  const outcomes = tests.filter((test) => test.place === place).map(({ outcome }) => outcome);
  if (outcomes.includes("failed")) return "failed";
  if (outcomes.includes("passed")) return "proven";
  return outcomes.length > 0 ? "skipped" : "missing";
}

const words: Readonly<Record<Exclude<Verdict, "proven">, string>> = {
  failed: "a test failed",
  skipped: "its tests were skipped",
  missing: "no test ran",
};

/**
 * A row is proven when at least one of its tests passed in each of its places and none failed. Without an Electron
 * runtime, no test is expected to pass in Electron.
 */
export function countSecurityRows(
  groups: readonly SecurityGroup[],
  tests: readonly TaggedTest[],
  hasElectron: boolean,
): SecurityCount {
  const rows = groups.flatMap((group) => group.rows);
  const untried: string[] = [];
  const gaps: string[] = [];
  for (const { id, provenIn } of rows) {
    const own = tests.filter((test) => test.id === id);
    const found = provenIn
      .filter((place) => hasElectron || place !== "electron")
      .flatMap((place) => {
        const verdict = judge(place, own);
        return verdict === "proven" ? [] : [{ verdict, text: `${words[verdict]} (${place})` }];
      });
    if (found.length === 0) continue;
    const isUntried = found.every(({ verdict }) => verdict === "skipped");
    (isUntried ? untried : gaps).push(`security row ${id}: ${found.map(({ text }) => text).join(", ")}`);
  }
  const known = new Set(rows.map(({ id }) => id));
  const strangers = new Set(tests.map(({ id }) => id).filter((id) => !known.has(id)));
  return {
    rows: rows.length,
    proven: rows.length - gaps.length - untried.length,
    untried,
    gaps: [
      ...gaps,
      ...[...strangers].map((id) => `security row ${id}: a test names it, and the table has no such row`),
    ],
  };
}
