import { startTransition, type Dispatch, type SetStateAction } from "react";
import { updateSettings, useSettings } from "../../query.ts";
import type { RecordQuery } from "#shared/documents.ts";
import type { Anchor } from "../../ui/data-grid/anchored-popover.tsx";
import type { GridColumn } from "../../ui/data-grid/grid-column.ts";
import { countRows } from "../../ui/data-grid/selection.ts";
import { shortened } from "../../ui/shortened.ts";
import { CellMenu, type CellAction } from "./cell-menu.tsx";
import { kindOfColumn } from "./column-kind.ts";
import { fitAll, hideColumn, pinColumn, resizeColumn, stepColumn } from "./column-layout.ts";
import { copyByKey, copySelection } from "./copy-rows.ts";
import { FilterForm, type TypedFilter } from "./filter-form.tsx";
import { HeadMenu, type HeadAction } from "./head-menu.tsx";
import { offerUndo } from "../../state/offer-undo.ts";
import { exclusionOf, filterFor, setFilter, setSort } from "./record-query.ts";
import { deleteRows, duplicateRow, editRow, rowRefusals, type RowsToActOn } from "./row-actions.ts";
import { showToast } from "../../state/toast.ts";
import type { Columns } from "./use-columns.ts";
import { cellValue, wholeCell } from "./whole-cell.ts";

/** The maximum length of a filter's value in the contract, in characters. */
const maxFilterLength = 1_048_576;
/** Characters of a value that a menu shows. */
const maxNamed = 24;
/** Step of Wider and Narrower, in CSS pixels. */
const widthStep = 32;

/** A menu or a form over the table. */
export type Floating =
  | { readonly kind: "cell"; readonly at: Anchor; readonly of: "row" | "cell" }
  | { readonly kind: "head"; readonly at: Anchor; readonly column: string }
  /** `typed` is what was in the form before it was closed without filtering. */
  | { readonly kind: "filter"; readonly at: Anchor; readonly column: string; readonly typed?: TypedFilter };

export interface TableMenusProps {
  readonly floating: Floating | null;
  readonly setFloating: Dispatch<SetStateAction<Floating | null>>;
  readonly columns: Columns;
  /** Visible columns, in order. */
  readonly visible: readonly GridColumn[];
  readonly query: RecordQuery;
  readonly setQuery: (next: (query: RecordQuery) => RecordQuery) => void;
  /** Clears a filter and allows Undo to restore what was typed into it. */
  readonly clearFilters: (next: (query: RecordQuery) => RecordQuery) => void;
  /** null: no row has the focus. */
  readonly rows: RowsToActOn | null;
  /** Designator that the focused cell leads to. */
  readonly link: string | null;
  /** Why actions that need all records are disabled. */
  readonly waits: string | undefined;
  readonly onOpen: () => void;
  readonly onFollow: (designator: string) => void;
  readonly onEditCell: () => void;
}

/** The menus of cells, rows and heads, and the filter form. */
export function TableMenus(props: TableMenusProps) {
  const { floating, setFloating, columns, visible, query, setQuery, clearFilters, rows, link, waits } = props;
  const { source } = rows ?? {};

  async function filterByCell(condition: typeof filterFor): Promise<void> {
    if (rows === null || source === undefined) return;
    try {
      const place = rows.selection.active.row;
      const value = cellValue(await wholeCell({ ...source, row: rows.row, column: rows.column, place }));
      if (value.length > maxFilterLength) throw new Error("This value is longer than 1 MB. Filter by a part of it.");
      setQuery((known) => setFilter(known, rows.column, condition(value)));
    } catch (error) {
      showToast(error instanceof Error ? error.message : "The value could not be read.", "problem");
    }
  }

  function actOnCell(action: CellAction): void {
    if (rows === null || source === undefined) return;
    switch (action) {
      case "open":
        return props.onOpen();
      case "follow":
        return link === null ? undefined : props.onFollow(link);
      case "edit-cell":
        return props.onEditCell();
      case "edit-record":
        return editRow(rows);
      case "duplicate":
        return duplicateRow(rows);
      case "only":
        return void filterByCell(filterFor);
      case "exclude":
        return void filterByCell(exclusionOf);
      case "copy":
        return void copyByKey(source, false);
      case "copy-headers":
        return void copyByKey(source, true);
      case "copy-row":
        return void copySelection(source, "tsv");
      case "copy-row-headers":
        return void copySelection(source, "tsv", true);
      case "copy-json":
        return void copySelection(source, "json");
      case "copy-csv":
        return void copySelection(source, "csv");
      case "delete":
        return deleteRows(rows);
    }
  }

  function actOnHead(action: HeadAction, column: string): void {
    const { layout, arrange } = columns;
    const width = layout.widths.get(column) ?? 160;
    switch (action) {
      case "ascending":
      case "descending":
        return setQuery((known) => setSort(known, column, action, false));
      case "then":
        return setQuery((known) => setSort(known, column, "ascending", true));
      case "unsorted":
        return setQuery((known) => setSort(known, column, null, true));
      case "filter":
        if (waits !== undefined) return showToast(waits, "later");
        return floating === null ? undefined : setFloating({ kind: "filter", at: floating.at, column });
      case "unfilter":
        return clearFilters((known) => setFilter(known, column, null));
      case "pin":
      case "unpin":
        return arrange(pinColumn(layout, column, action === "pin"));
      case "left":
        return arrange(stepColumn(layout, column, -1));
      case "right":
        return arrange(stepColumn(layout, column, 1));
      case "fit":
        return columns.fit(column, 0);
      case "fit-all":
        return arrange(fitAll(layout));
      case "wider":
        return arrange(resizeColumn(layout, column, width + widthStep));
      case "narrower":
        return arrange(resizeColumn(layout, column, width - widthStep));
      case "hide":
        return arrange(hideColumn(layout, column, true));
    }
  }

  // This runs synchronously and not as a transition, because the choice may change what the menu offers. A form that a
  // menu opened stays open.
  const close = (kind: Floating["kind"]): void => {
    setFloating((known) => (known?.kind === kind ? null : known));
  };
  if (floating === null) return null;
  if (floating.kind === "cell") {
    if (rows === null) return null;
    // The beginning is enough for the menu; the filter uses the whole value.
    const text = cellValue(rows.row.cells[rows.source.columns.indexOf(rows.column)]);
    return (
      <CellMenu
        at={floating.at}
        of={floating.of}
        rows={countRows(rows.selection)}
        link={link}
        value={shortened(text, maxNamed)}
        refusals={rowRefusals(rows)}
        waits={waits}
        onAction={actOnCell}
        onClose={() => close("cell")}
      />
    );
  }
  const { column, at } = floating;
  const head = visible.find(({ id }) => id === column);
  if (floating.kind === "head") {
    if (head === undefined) return null;
    return (
      <HeadMenu
        at={at}
        column={head}
        hasSort={query.sort.length > 0}
        waits={waits}
        onAction={(action) => actOnHead(action, column)}
        onClose={() => close("head")}
      />
    );
  }
  return (
    <FilterForm
      key={column}
      at={at}
      column={columns.names.shown(column)}
      filter={query.filters.find((filter) => filter.column === column)}
      values={kindOfColumn(column).field?.values.map(({ value }) => value) ?? []}
      typed={floating.typed}
      onApply={(filter) => (filter === null ? clearFilters : setQuery)((known) => setFilter(known, column, filter))}
      onClose={() => startTransition(() => setFloating(null))}
      onLeave={(typed) => offerUndo("The filter was not applied.", () => setFloating({ ...floating, typed }))}
    />
  );
}

/** Shows the record beside the table, whether or not the inspector was open. */
export function useShowInspector(): () => void {
  const settings = useSettings();
  return () => {
    if (settings?.inspectorOpen === false) void updateSettings({ inspectorOpen: true });
  };
}
