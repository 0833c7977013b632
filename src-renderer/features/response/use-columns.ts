import { useCallback, useMemo } from "react";
import type { DocumentSummary, RecordQuery } from "#shared/documents.ts";
import type { TableLayout } from "#shared/settings.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { updateSettings, useSettings } from "../../query.ts";
import type { GridColumn } from "../../ui/data-grid/grid-column.ts";
import { namedColumns } from "../resources/record-names.ts";
import {
  applyLayout,
  defaultLayout,
  resizeColumn,
  storedLayout,
  visibleColumns,
  type ColumnLayout,
} from "./column-layout.ts";
import { namingColumns, sizedLayout } from "./column-widths.ts";
import { foldPrefix, type FoldedNames } from "./fold-prefix.ts";
import { useTablePane } from "./table-pane.ts";
import { useFit } from "./use-fit.ts";

const noTables: readonly (readonly [string, TableLayout])[] = [];

export interface Columns {
  readonly layout: ColumnLayout;
  /** Visible columns, in order. */
  readonly visible: readonly string[];
  readonly names: FoldedNames;
  /** The columns are being measured for the first time. */
  readonly pending: boolean;
  /** Makes a column as wide as its content, and no narrower than `least`. */
  readonly fit: (column: string, least: number) => void;
  /** Columns whose ids have a name beside them. */
  readonly named: ReadonlySet<string>;
  /** Stores an arrangement for this resource. */
  readonly arrange: (layout: ColumnLayout) => void;
  /** Restores the default arrangement. */
  readonly reset: () => void;
}

/** The resource of a designator and the key that its table layout is stored under. */
export function useResource(designator: string) {
  return useMemo(() => {
    const resource = matchDesignator(designator)?.resource ?? null;
    return { resource, layoutName: (resource?.path ?? designator).slice(0, 200) };
  }, [designator]);
}

/** Names as shown: without the prefix that all columns share, unless a setting asks for full names. */
export function useShownNames(columns: readonly string[]): FoldedNames {
  const fold = useSettings()?.foldPrefixes ?? true;
  return useMemo(() => (fold ? foldPrefix(columns) : { prefix: "", shown: (name) => name }), [columns, fold]);
}

const noColumns: readonly string[] = [];

/**
 * Which columns a table shows and how wide they are: from the default layout, the catalogue, their content and the
 * user's arrangement.
 */
export function useColumns(designator: string, document: DocumentSummary | null, isArriving: boolean): Columns {
  const tables = useSettings()?.tables ?? noTables;
  const columns = document?.table?.columns ?? noColumns;
  const { resource, layoutName } = useResource(designator);
  const names = useShownNames(columns);
  const width = useTablePane((pane) => pane.width);
  const naming = useMemo(() => namingColumns(resource, columns), [resource, columns]);
  const named = useMemo(() => new Set(namedColumns(resource, columns).keys()), [resource, columns]);
  const fit = useFit(document, isArriving, layoutName, naming, names, named);
  const base = useMemo(() => defaultLayout(columns, resource, names.shown), [columns, resource, names]);
  const stored = tables.find(([name]) => name === layoutName)?.[1];
  const arranged = useMemo(() => applyLayout(base, stored), [base, stored]);
  const fitted = fit.widths;
  const layout = useMemo(
    () => sizedLayout(arranged, { width, fitted, naming, named }),
    [arranged, width, fitted, naming, named],
  );
  const visible = useMemo(() => visibleColumns(layout), [layout]);

  const keep = useCallback(
    (table: TableLayout | null) => {
      const others = tables
        .filter(([name]) => name !== layoutName)
        .map(([name, each]): [string, TableLayout] => [name, each]);
      const own: [string, TableLayout][] = table === null ? [] : [[layoutName, table]];
      // The newest comes first, so the limit of a hundred resources drops the one that was unchanged for longest.
      void updateSettings({ tables: [...own, ...others].slice(0, 100) });
    },
    [tables, layoutName],
  );
  const arrange = useCallback((next: ColumnLayout) => keep(storedLayout(next)), [keep]);
  const fitColumn = useCallback(
    (column: string, least: number) => {
      const width = fitted?.get(column) ?? layout.widths.get(column) ?? least;
      arrange(resizeColumn(layout, column, Math.max(width, least)));
    },
    [arrange, fitted, layout],
  );
  const reset = useCallback(() => keep(null), [keep]);
  const { pending } = fit;
  return useMemo(
    () => ({ layout, visible, names, named, pending, fit: fitColumn, arrange, reset }),
    [layout, visible, names, named, pending, fitColumn, arrange, reset],
  );
}

/** The columns for the grid, with their sort and filter state. */
export function useGridColumns(columns: Columns, query: RecordQuery): readonly GridColumn[] {
  return useMemo(() => gridColumns(columns, query), [columns, query]);
}

function gridColumns({ layout, visible, names, named }: Columns, query: RecordQuery): GridColumn[] {
  return visible.map((id) => {
    const rank = query.sort.findIndex(({ column }) => column === id);
    return {
      id,
      title: names.shown(id),
      ...(named.has(id) ? { note: "with name" } : {}),
      width: layout.widths.get(id) ?? 160,
      pinned: layout.pinned.has(id),
      sort: query.sort[rank]?.direction ?? null,
      sortRank: rank >= 0 && query.sort.length > 1 ? rank + 1 : null,
      filtered: query.filters.some(({ column }) => column === id),
    };
  });
}
