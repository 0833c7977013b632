import { holds, type Row } from "./row.ts";

function figure(value: number, unit: Row["unit"]): string {
  if (Number.isNaN(value)) return "no figure";
  if (unit === "requests" || unit === "of 3") return `${String(value)} ${unit}`;
  return `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`;
}

/** The rows as a table for the terminal. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.id,
    row.what,
    figure(row.value, row.unit),
    figure(row.goal, row.unit),
    holds(row) ? "holds" : "MISSED",
    row.reference === null ? "" : `${figure(row.reference.value, row.unit)}: ${row.reference.what}`,
  ]);
  const lines = [["", "what", "ours", "goal", "", "reference"], ...cells];
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The same for a program: one member per row. A figure that could not be measured is null. */
export function asJson(rows: readonly Row[]): string {
  const members = rows.map((row) => {
    const { id, what, value, unit, goal, reference } = row;
    const figures = { value: rounded(value), unit, goal: rounded(goal), reference: rounded(reference?.value) };
    return [id, { ...figures, referenceOf: reference?.what ?? null, holds: holds(row), what }] as const;
  });
  return `${JSON.stringify(Object.fromEntries(members), null, 2)}\n`;
}

function rounded(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : Number(value.toPrecision(4));
}
