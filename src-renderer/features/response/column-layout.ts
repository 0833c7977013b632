import type { TableLayout } from "#shared/settings.ts";
import type { Resource } from "#shared/rezora/catalog.ts";
import type { FieldKind } from "#shared/rezora/catalog.ts";
import { namedColumns } from "../resources/record-names.ts";
import { clampWidth } from "../../ui/data-grid/grid-column.ts";
import { kindOfColumn } from "./column-kind.ts";

/** Every column of a document in order, with what the user or the default layout decided about it. */
export interface ColumnLayout {
  readonly order: readonly string[];
  readonly hidden: ReadonlySet<string>;
  readonly pinned: ReadonlySet<string>;
  readonly widths: ReadonlyMap<string, number>;
  /** Widths that the user set; they stay, whatever the content. */
  readonly chosenWidths: ReadonlyMap<string, number>;
  /** Columns that the user pinned (true) or unpinned (false); the others are pinned when the table needs it. */
  readonly pins: ReadonlyMap<string, boolean>;
}

const noWidths: ReadonlyMap<string, number> = new Map();
const noPins: ReadonlyMap<string, boolean> = new Map();

/** These widths fill a window of 1440 pixels up to the edge of the inspector. */
const contactColumns: readonly (readonly [string, number])[] = [
  ["contact_id", 70],
  ["contact_name", 190],
  ["contact_email", 229],
  ["contact_type", 84],
  ["contact_unsubscribe", 124],
  ["contact_home_city", 99],
  ["contact_company", 176],
  ["contact_phone_mobile", 124],
  ["contact_home_state", 90],
  ["contact_date", 170],
];

const widthByKind: Readonly<Record<FieldKind, number>> = {
  id: 84,
  date: 170,
  choice: 116,
  email: 220,
  phone: 124,
  url: 200,
  code: 96,
  text: 160,
};

/** A table of few columns gives more room to its text columns. */
const widthAmongFour: Readonly<Partial<Record<FieldKind, number>>> = { text: 320, email: 300 };
const widthAmongEight: Readonly<Partial<Record<FieldKind, number>>> = { text: 140, email: 250 };

/** An id with the name of its record beside it. */
const widthWithName = 230;

/** The layout of a resource before the user changes anything. */
export function defaultLayout(
  columns: readonly string[],
  resource: Resource | null,
  shown: (name: string) => string,
): ColumnLayout {
  const chosen = new Map(resource?.path === "contacts" ? contactColumns : []);
  const first = [...chosen.keys()].filter((column) => columns.includes(column));
  const known = first.length === chosen.size && chosen.size > 0;
  const named = namedColumns(resource, columns);
  const rest = columns.filter((column) => !known || !chosen.has(column));
  return {
    order: known ? [...first, ...rest] : columns,
    hidden: new Set(known ? rest : []),
    pinned: new Set(),
    chosenWidths: noWidths,
    pins: noPins,
    widths: new Map(
      columns.map((column) => [
        column,
        chosen.get(column) ??
          Math.max(naturalWidth(column, shown(column), columns.length), named.has(column) ? widthWithName : 0),
      ]),
    ),
  };
}

/** Wide enough for the content of its kind and for its own head: 7 px a letter, room for the sort arrow. */
function naturalWidth(column: string, title: string, columnCount: number): number {
  const { kind } = kindOfColumn(column);
  const least =
    (columnCount <= 4 ? widthAmongFour[kind] : columnCount <= 8 ? widthAmongEight[kind] : undefined) ??
    widthByKind[kind];
  return Math.min(320, Math.max(least, title.length * 7 + 40));
}

/** Applies a stored arrangement to the columns that are there now. New columns come last, visible. */
export function applyLayout(base: ColumnLayout, stored: TableLayout | undefined): ColumnLayout {
  if (!stored) return base;
  const present = new Set(base.order);
  const named = stored.order.filter((column) => present.has(column));
  const placed = new Set(named);
  return {
    order: [...named, ...base.order.filter((column) => !placed.has(column))],
    hidden: new Set(stored.hidden.filter((column) => present.has(column))),
    pinned: new Set(stored.pinned.filter((column) => present.has(column))),
    widths: new Map([...base.widths, ...stored.widths.filter(([column]) => present.has(column))]),
    chosenWidths: new Map(stored.widths.filter(([column]) => present.has(column))),
    pins: new Map([
      ...stored.unpinned.map((column) => [column, false] as const),
      ...stored.pinned.map((column) => [column, true] as const),
    ]),
  };
}

/** Visible columns, pinned ones first. */
export function visibleColumns({ order, hidden, pinned }: ColumnLayout): string[] {
  const shown = order.filter((column) => !hidden.has(column));
  return [...shown.filter((column) => pinned.has(column)), ...shown.filter((column) => !pinned.has(column))];
}

export function resizeColumn(layout: ColumnLayout, column: string, width: number): ColumnLayout {
  const clamped = clampWidth(width);
  return {
    ...layout,
    widths: new Map(layout.widths).set(column, clamped),
    chosenWidths: new Map(layout.chosenWidths).set(column, clamped),
  };
}

/** Resets every column to the width of its content; the rest of the pane goes to the text columns. */
export function fitAll(layout: ColumnLayout): ColumnLayout {
  return { ...layout, chosenWidths: noWidths };
}

/** Puts a column beside another one and pins it if that one is pinned. */
export function moveColumn(
  layout: ColumnLayout,
  column: string,
  target: string,
  side: "before" | "after",
): ColumnLayout {
  if (column === target) return layout;
  const order = layout.order.filter((each) => each !== column);
  const at = order.indexOf(target);
  if (at < 0) return layout;
  order.splice(side === "before" ? at : at + 1, 0, column);
  const pin = layout.pinned.has(target);
  const moved = { ...layout, order };
  return layout.pinned.has(column) === pin ? moved : pinColumn(moved, column, pin);
}

/** One position to the left or right among the visible columns. */
export function stepColumn(layout: ColumnLayout, column: string, step: -1 | 1): ColumnLayout {
  const visible = visibleColumns(layout);
  const neighbour = visible[visible.indexOf(column) + step];
  if (neighbour === undefined) return layout;
  return moveColumn(layout, column, neighbour, step < 0 ? "before" : "after");
}

/** Hides those of `columns` that are visible; the last visible column stays. */
export function hideColumns(layout: ColumnLayout, columns: readonly string[]): ColumnLayout {
  return columns.reduce((hidden, column) => hideColumn(hidden, column, true), layout);
}

/** The last visible column stays. */
export function hideColumn(layout: ColumnLayout, column: string, hide: boolean): ColumnLayout {
  if (hide && visibleColumns(layout).length <= 1) return layout;
  return { ...layout, hidden: withMember(layout.hidden, column, hide) };
}

export function pinColumn(layout: ColumnLayout, column: string, pin: boolean): ColumnLayout {
  return { ...layout, pinned: withMember(layout.pinned, column, pin), pins: new Map(layout.pins).set(column, pin) };
}

function withMember(set: ReadonlySet<string>, member: string, belongs: boolean): ReadonlySet<string> {
  const changed = new Set(set);
  if (belongs) changed.add(member);
  else changed.delete(member);
  return changed;
}

/** For the settings, within their limits: names of at most 200 characters, 500 columns, 50 pinned. */
export function storedLayout({ order, hidden, pins, chosenWidths }: ColumnLayout): TableLayout {
  const fits = (column: string): boolean => column.length <= 200;
  const pinnedBy = (choice: boolean): string[] =>
    [...pins].flatMap(([column, pin]) => (pin === choice && fits(column) ? [column] : [])).slice(0, 50);
  return {
    order: order.filter(fits).slice(0, 500),
    hidden: [...hidden].filter(fits).slice(0, 500),
    pinned: pinnedBy(true),
    unpinned: pinnedBy(false),
    widths: [...chosenWidths].filter(([column]) => fits(column)).slice(0, 500),
  };
}
