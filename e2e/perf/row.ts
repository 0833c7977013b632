/** One line of the table: a figure and the reference measured in the same run. */
export interface Row {
  /** Unique. Begins with the goal it belongs to (`P3-json-100k`); Electron's rows end in `-electron`. */
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: "ms" | "requests" | "MB per MB" | "%" | "KB" | "of 3";
  /** The value may not exceed it; with the unit `of 3` it may not be below it. */
  readonly goal: number;
  /** In the unit of the value; null where the value is compared with the goal only. */
  readonly reference: { readonly value: number; readonly what: string } | null;
}

export function holds({ value, unit, goal }: Row): boolean {
  if (Number.isNaN(value)) return false;
  return unit === "of 3" ? value >= goal : value <= goal;
}

/** What the measures of one run share. */
export interface Run {
  /** Smaller data and fewer repeats: enough to see whether a change had an effect. */
  readonly quick: boolean;
  readonly hosts: readonly Host[];
}

/** The hosts that can show a window on this machine. */
export type Host = "browser" | "electron";

export interface Measure {
  /** The goals it belongs to, such as `P3`. */
  readonly goals: readonly string[];
  readonly run: (run: Run) => Promise<readonly Row[]>;
}

/** The value below which the given share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Distinguishes the rows of a host: those of the browser host have the plain names. */
export function idSuffix(host: Host): string {
  return host === "electron" ? "-electron" : "";
}
