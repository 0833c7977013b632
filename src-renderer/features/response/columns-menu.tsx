import { useQuery } from "@tanstack/react-query";
import { Columns3 } from "lucide-react";
import { memo, useState } from "react";
import type { DocumentSummary } from "#shared/documents.ts";
import { call } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { Popover } from "../../ui/popover.tsx";
import { ColumnList } from "./column-list-box.tsx";
import { fitAll, hideColumns } from "./column-layout.ts";
import { formatCount } from "./format.ts";
import type { Columns } from "./use-columns.ts";

export interface ColumnsMenuProps {
  readonly columns: Columns;
  readonly document: DocumentSummary;
  /** Why actions that need all records are disabled. */
  readonly waits: string | undefined;
}

/** Shows how many columns are visible (`10 of 23`) and lets the user find, show, hide, pin, move and fit them. */
export const ColumnsMenu = memo(function ColumnsMenu({ columns, document, waits }: ColumnsMenuProps) {
  const { layout, visible } = columns;
  const [isOpen, setOpen] = useState(false);
  const count = `${formatCount(visible.length)} of ${formatCount(layout.order.length)}`;
  return (
    <Popover
      label="Columns"
      placement="bottom end"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" icon={Columns3} aria-label={`Columns, ${count} shown`} extraClass="squeeze">
          <span className="hide-n">{count}</span>
        </Button>
      }
    >
      {() => <ColumnsPane columns={columns} document={document} waits={waits} />}
    </Popover>
  );
});

function ColumnsPane({ columns, document, waits }: ColumnsMenuProps) {
  const { layout, arrange, reset } = columns;
  const { documentId, table } = document;
  const { data } = useQuery({
    queryKey: ["filled", documentId],
    queryFn: ({ signal }) => call("countFilled", { documentId }, signal),
    enabled: waits === undefined,
  });
  const names = table?.columns ?? [];
  const filled = new Map(data?.filled.map((count, index) => [names[index] ?? "", count]));
  const empty = layout.order.filter((column) => filled.get(column) === 0 && !layout.hidden.has(column));
  const noEmpty =
    waits ?? (data === undefined ? "The values are being counted." : "Every column that is shown holds something.");
  return (
    <>
      <ColumnList columns={columns} filled={filled} />
      <div className="colfoot">
        <Button size="small" onPress={() => arrange(fitAll(layout))}>
          Fit all
        </Button>
        <Button
          size="small"
          variant="quiet"
          notNow={empty.length === 0 ? noEmpty : undefined}
          onPress={() => arrange(hideColumns(layout, empty))}
        >
          Hide always empty
        </Button>
        <span className="grow" />
        <Button size="small" variant="quiet" onPress={reset}>
          Reset
        </Button>
      </div>
    </>
  );
}
