import { X } from "lucide-react";
import type { RecordQuery } from "#shared/documents.ts";
import { spelledOut } from "#shared/visible-text.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { filterText, setFilter } from "./record-query.ts";

/** The filters in force, each with its own way out. */
export function FilterStrip({
  query,
  shown,
  onChange,
}: {
  query: RecordQuery;
  shown: (name: string) => string;
  onChange: (next: (query: RecordQuery) => RecordQuery) => void;
}) {
  if (query.filters.length === 0) return null;
  return (
    <div className="filters">
      <span className="ink-3">Only rows where</span>
      {query.filters.map((filter) => (
        <span key={filter.column} className="badge accent">
          {visibleText(filterText(filter, shown))}
          <button
            type="button"
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
