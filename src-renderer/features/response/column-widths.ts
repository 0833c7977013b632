import { headingFields, type Resource } from "#shared/rezora/catalog.ts";
import { gutterWidth, widestColumn } from "../../ui/data-grid/grid-column.ts";
import { idColumnOf, kindOfColumn } from "./column-kind.ts";
import type { ColumnLayout } from "./column-layout.ts";

/** The maximum fitted width of a column that may be truncated, in CSS pixels. */
const widestCut = 480;
/** The part of the pane that pinned columns leave to the others. */
const leftToOthers = 0.4;

/** Columns that identify a record: its id and its name. They are pinned when the table is wider than its pane. */
export function namingColumns(resource: Resource | null, columns: readonly string[]): readonly string[] {
  const id = idColumnOf(resource, columns) ?? columns.find((column) => kindOfColumn(column).kind === "id");
  const headings = resource === null ? [] : headingFields(resource.path).filter((field) => columns.includes(field));
  const name = headings.length > 0 ? headings : columns.filter(isName).slice(0, 1);
  return [...new Set([...(id === undefined ? [] : [id]), ...name])];
}

function isName(column: string): boolean {
  return /(?:^|_)name$/iu.test(column);
}

/** The width of a column whose widest content and head need this much, in CSS pixels. */
export function fittedWidth(column: string, needed: number): number {
  const { kind } = kindOfColumn(column);
  // A value that is compared or dialled is useless when its end is missing.
  const isWhole = kind === "id" || kind === "email" || kind === "phone" || kind === "date" || isName(column);
  return Math.ceil(Math.min(needed, isWhole ? widestColumn : widestCut));
}

export interface Pane {
  /** Width of the table's pane in CSS pixels; null until it is known. */
  readonly width: number | null;
  /** By column, from `fittedWidth`; null until the values have been measured. */
  readonly fitted: ReadonlyMap<string, number> | null;
  /** From `namingColumns`. */
  readonly naming: readonly string[];
  /** Columns whose ids have a name beside them, which makes them text columns too. */
  readonly named: ReadonlySet<string>;
}

/**
 * The layout with the widths that the columns get in a pane: what the user set, otherwise what the content needs. The
 * rest of the pane goes to the text columns in proportion. A width the user sets does not change other columns.
 */
export function sizedLayout(layout: ColumnLayout, { width, fitted, naming, named }: Pane): ColumnLayout {
  const visible = layout.order.filter((column) => !layout.hidden.has(column));
  const needed = new Map(
    layout.order.map((column) => [column, fitted?.get(column) ?? layout.widths.get(column) ?? 160] as const),
  );
  const automatic = width === null || fitted === null ? needed : stretched(needed, visible, { width, named });
  const widths = new Map([...automatic, ...layout.chosenWidths]);
  const total = sum(visible, widths);
  const isWide = width !== null && total > width;
  const pinned = new Set([...layout.pins].flatMap(([column, pin]) => (pin ? [column] : [])));
  if (isWide) {
    // Other columns that the user pins do not take room away from these.
    let room = width * (1 - leftToOthers) - gutterWidth;
    for (const column of naming) {
      if (!visible.includes(column) || layout.pins.has(column)) continue;
      room -= widths.get(column) ?? 0;
      if (room >= 0) pinned.add(column);
    }
  }
  return { ...layout, widths, pinned };
}

function stretched(
  needed: ReadonlyMap<string, number>,
  visible: readonly string[],
  { width, named }: { readonly width: number; readonly named: ReadonlySet<string> },
): ReadonlyMap<string, number> {
  const left = width - sum(visible, needed);
  const texts = visible.filter((column) => kindOfColumn(column).kind === "text" || named.has(column));
  const all = texts.reduce((total, column) => total + (needed.get(column) ?? 0), 0);
  if (left <= 0 || all === 0) return needed;
  const widths = new Map(needed);
  let given = 0;
  for (const [index, column] of texts.entries()) {
    const own = needed.get(column) ?? 0;
    // The last one gets the rounding remainder, so the columns end exactly where the pane does.
    const more = index === texts.length - 1 ? left - given : Math.floor((left * own) / all);
    given += more;
    widths.set(column, Math.min(own + more, widestColumn));
  }
  return widths;
}

/** Including the row numbers. */
function sum(columns: readonly string[], widths: ReadonlyMap<string, number>): number {
  return columns.reduce((total, column) => total + (widths.get(column) ?? 0), gutterWidth);
}
