import { useCallback, useState } from "react";
import type { Row } from "#shared/documents.ts";
import { draftIdOf, type Draft } from "#shared/edits.ts";
import { useEdits } from "../../state/edits.ts";
import type { StoredValue } from "../../state/observed.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import { designatorOfRow, type EditableTable } from "./editability.ts";
import { withPending, withStored, type TableRow } from "./shown-row.ts";

interface Made {
  readonly draftId: string | null;
  readonly draft: Draft | undefined;
  readonly stored: ReadonlyMap<string, StoredValue> | undefined;
  readonly shown: TableRow;
}

/**
 * Rows with stored values applied, then pending ones. A row stays the same object until its own record changes, so an
 * edit renders only one row again.
 */
export function useShownRows(
  connectionId: string,
  table: EditableTable | null,
  fetchedAt: number,
  rowAt: (index: number) => Row | undefined,
): (index: number) => TableRow | undefined {
  const drafts = useEdits((state) => state.drafts);
  const records = useStoredValues((state) => state.records);
  const [made] = useState(() => new WeakMap<Row, Made>());
  return useCallback(
    (index) => {
      const row = rowAt(index);
      if (row === undefined || table === null) return row;
      const known = made.get(row);
      const draftId = known === undefined ? idOf(connectionId, table, row) : known.draftId;
      const draft = draftId === null ? undefined : drafts.get(draftId);
      const stored = draftId === null ? undefined : records.get(draftId);
      if (known !== undefined && known.draft?.change === draft?.change && known.stored === stored) return known.shown;
      const now = withStored(row, table.columns, stored, fetchedAt);
      const shown = withPending(now, table.columns, draft, table.fields);
      made.set(row, { draftId, draft, stored, shown });
      return shown;
    },
    [connectionId, table, fetchedAt, rowAt, drafts, records, made],
  );
}

function idOf(connectionId: string, table: EditableTable, row: Row): string | null {
  const designator = designatorOfRow(table, row);
  return designator === null ? null : draftIdOf(connectionId, designator);
}
