/** One line of the table: a figure beside the reference measured in the same run. */
export interface Row {
  /** As in the list of goals, such as `P1`. */
  readonly id: string;
  readonly what: string;
  readonly value: number;
  readonly unit: "ms" | "requests" | "×";
  /** What it is held against, such as `curl --digest`. */
  readonly reference: string;
  readonly referenceValue: number;
  readonly met: boolean;
}

export type Measure = () => Promise<readonly Row[]>;

/** The value below which the given share of the sorted values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
