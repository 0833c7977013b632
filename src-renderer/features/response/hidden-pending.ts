/** Pending fields of one row that no visible column shows. */
export interface OutOfSight {
  /** In hidden columns. */
  readonly hidden: readonly string[];
  /** Not in the response at all. */
  readonly lacking: readonly string[];
}

/** null: every pending field is visible. */
export function pendingOutOfSight(
  changed: readonly string[],
  columns: readonly string[],
  inSight: ReadonlySet<string>,
): OutOfSight | null {
  const out = changed.filter((name) => !inSight.has(name));
  if (out.length === 0) return null;
  const known = new Set(columns);
  return { hidden: out.filter((name) => known.has(name)), lacking: out.filter((name) => !known.has(name)) };
}

/** `Pending in hidden columns: home_street, home_zip` */
export function hiddenWords({ hidden, lacking }: OutOfSight, shown: (name: string) => string): string {
  const list = (names: readonly string[]): string => names.map(shown).join(", ");
  return [
    ...(hidden.length > 0 ? [`Pending in hidden columns: ${list(hidden)}`] : []),
    ...(lacking.length > 0 ? [`Pending in fields that this table lacks: ${list(lacking)}`] : []),
  ].join(". ");
}
