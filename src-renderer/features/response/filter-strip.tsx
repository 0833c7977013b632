import { PencilLine, X } from "lucide-react";
import type { RecordQuery } from "#shared/documents.ts";
import { spelledOut } from "#shared/visible-text.ts";
import { Button } from "../../ui/button.tsx";
import type { Anchor } from "../../ui/data-grid/anchored-popover.tsx";
import { below } from "../../ui/data-grid/use-grid-keys.ts";
import { Icon } from "../../ui/icon.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { formatCount } from "./format.ts";
import { filterText, setFilter, withOnly } from "./record-query.ts";

/** The active filters: pressing one opens it, and each has its own button that removes it. */
export function FilterStrip({
  query,
  shown,
  counts,
  onChange,
  onEdit,
}: {
  query: RecordQuery;
  shown: (name: string) => string;
  /** Matching rows and all rows; null while that is not known. */
  counts: { readonly matched: number; readonly all: number } | null;
  onChange: (next: (query: RecordQuery) => RecordQuery) => void;
  onEdit: (column: string, at: Anchor) => void;
}) {
  if (query.filters.length === 0 && query.only === undefined) return null;
  return (
    <div className="filters">
      <span className="ink-3">Only rows{query.only === undefined && " where"}</span>
      {query.only !== undefined && (
        <>
          <span className="badge write">
            <Icon of={PencilLine} />
            with pending changes
            <button
              type="button"
              aria-label="Clear the filter on pending changes"
              onClick={() => onChange((known) => withOnly(known, null))}
            >
              <Icon of={X} size="xs" />
            </button>
          </span>
          {query.filters.length > 0 && <span className="ink-3">where</span>}
        </>
      )}
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
      {query.filters.length > 0 ? (
        <Button
          variant="quiet"
          size="small"
          onPress={() => onChange((known) => ({ ...withOnly(known, null), filters: [] }))}
        >
          Clear all
        </Button>
      ) : (
        counts && (
          <span className="ink-3 tnum">
            {formatCount(counts.matched)} of {formatCount(counts.all)}
          </span>
        )
      )}
    </div>
  );
}
