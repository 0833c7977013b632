import { formatCount } from "./format.ts";

/** A line of the columns menu. */
export type ColumnItem =
  | { readonly kind: "heading"; readonly text: string; readonly id: string }
  | { readonly kind: "all"; readonly text: string; readonly id: string }
  | { readonly kind: "more"; readonly of: "shown" | "hidden"; readonly text: string; readonly id: string }
  | { readonly kind: "column"; readonly column: string; readonly isShown: boolean; readonly id: string };

export interface ColumnListOptions {
  /** In the order of the table, the pinned ones first. */
  readonly shown: readonly string[];
  readonly hidden: readonly string[];
  readonly search: string;
  /** The name that is shown for a column. */
  readonly nameOf: (column: string) => string;
  /** Lists that are shown in full. */
  readonly opened: ReadonlySet<"shown" | "hidden">;
}

/** Columns of each list that are shown before the rest is requested. */
const first = { shown: 10, hidden: 6 } as const;

/** The lines of the columns menu: visible columns in order, then hidden ones. A search covers both. */
export function columnItems({ shown, hidden, search, nameOf, opened }: ColumnListOptions): readonly ColumnItem[] {
  const sought = search.trim().toLowerCase();
  const fits = (column: string): boolean =>
    column.toLowerCase().includes(sought) || nameOf(column).toLowerCase().includes(sought);
  const list = (of: "shown" | "hidden", text: string, all: readonly string[]): ColumnItem[] => {
    const fitting = sought === "" ? all : all.filter(fits);
    if (fitting.length === 0) return [];
    // A list that would hide just one line behind a "more" line is shown in full.
    const isWhole = sought !== "" || opened.has(of) || fitting.length <= first[of] + 1;
    const listed = isWhole ? fitting : fitting.slice(0, first[of]);
    const left = fitting.length - listed.length;
    return [
      { kind: "heading", text, id: of },
      ...listed.map((column): ColumnItem => ({
        kind: "column",
        column,
        isShown: of === "shown",
        id: `column ${column}`,
      })),
      ...(left > 0 ? [{ kind: "more", of, text: `${formatCount(left)} more`, id: `${of} more` } as const] : []),
    ];
  };
  const all: ColumnItem[] = sought === "" && hidden.length > 0 ? [{ kind: "all", text: "Show all", id: "all" }] : [];
  return [...list("shown", "Shown, in this order", shown), ...list("hidden", "Hidden", hidden), ...all];
}

/** What a hidden column holds; empty while that is not known. */
export function filledWords(filled: number | undefined): string {
  if (filled === undefined) return "";
  return filled === 0 ? "always empty" : `${formatCount(filled)} filled`;
}

/** The next line that can be chosen; the same one at the ends. */
export function nextItem(items: readonly ColumnItem[], from: number, by: 1 | -1): number {
  for (let at = from + by; at >= 0 && at < items.length; at += by) if (items[at]?.kind !== "heading") return at;
  return from;
}
