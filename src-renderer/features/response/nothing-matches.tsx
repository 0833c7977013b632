import { SearchX } from "lucide-react";
import type { RecordQuery } from "#shared/documents.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "./empty-state.tsx";
import { formatAmount } from "./format.ts";
import { adviceForNoData } from "./status-advice.ts";
import type { Tabular } from "./shown-exchange.ts";

export interface NothingMatchesProps {
  readonly query: RecordQuery;
  readonly document: Tabular;
  readonly onClear: () => void;
}

/** Shown in place of a table whose search or filters match no records. */
export function NothingMatches({ query, document, onClear }: NothingMatchesProps) {
  const { recordCount, columns } = document.table;
  if (recordCount === 0) {
    return <EmptyState title="No records">The response is an empty list. {adviceForNoData(null)}</EmptyState>;
  }
  return (
    <EmptyState
      icon={SearchX}
      title={query.search === "" ? "Nothing passes the filters" : `Nothing matches “${query.search}”`}
      action={
        <Button size="small" onPress={onClear}>
          {query.filters.length === 0 && query.only === undefined ? "Clear search" : "Clear search and filters"}
        </Button>
      }
    >
      Searched {formatAmount(recordCount, "record")}, {formatAmount(columns.length, "field")}.
    </EmptyState>
  );
}
