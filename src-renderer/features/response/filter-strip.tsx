import { X } from "lucide-react";
import type { RecordQuery } from "#shared/documents.ts";
import { spelledOut } from "#shared/visible-text.ts";
import { Button } from "../../ui/button.tsx";
import type { Anchor } from "../../ui/data-grid/anchored-popover.tsx";
import { below } from "../../ui/data-grid/use-grid-keys.ts";
import { Icon } from "../../ui/icon.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { filterText, setFilter } from "./record-query.ts";

/** The filters in force: a press on one opens it, and each has its own way out. */
export function FilterStrip({
  query,
  shown,
  onChange,
  onEdit,
}: {
  query: RecordQuery;
  shown: (name: string) => string;
  onChange: (next: (query: RecordQuery) => RecordQuery) => void;
  onEdit: (column: string, at: Anchor) => void;
}) {
  if (query.filters.length === 0) return null;
  return (
    <div className="filters">
      <span className="ink-3">Only rows where</span>
      {query.filters.map((filter) => (
        <span key={filter.column} className="badge accent">
          <button
            type="button"
            className="open"
            aria-haspopup="dialog"
            aria-label={`Edit the filter ${spelledOut(filterText(filter, shown))}`}
            onClick={(event) => onEdit(filter.column, below(event.currentTarget.parentElement ?? event.currentTarget))}
          >
            {visibleText(filterText(filter, shown))}
          </button>
          <button
            type="button"
            className="clear"
            aria-label={`Clear the filter on ${spelledOut(shown(filter.column))}`}
            onClick={() => onChange((known) => setFilter(known, filter.column, null))}
          >
            <Icon of={X} size="xs" />
          </button>
        </span>
      ))}
      <Button variant="quiet" size="small" onPress={() => onChange((known) => ({ ...known, filters: [] }))}>
        Clear all
      </Button>
    </div>
  );
}
