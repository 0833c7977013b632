import { Columns3 } from "lucide-react";
import { memo } from "react";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Popover } from "../../ui/popover.tsx";
import { hideColumn } from "./column-layout.ts";
import { formatCount } from "./format.ts";
import type { Columns } from "./use-columns.ts";
import { spelledOut } from "#shared/visible-text.ts";
import { visibleText } from "../../ui/visible-text.tsx";

/** Which columns are in sight: `10 of 23`. */
export const ColumnsMenu = memo(function ColumnsMenu({ columns }: { columns: Columns }) {
  const { layout, visible, names, arrange, reset } = columns;
  const count = `${formatCount(visible.length)} of ${formatCount(layout.order.length)}`;
  return (
    <Popover
      label="Columns"
      placement="bottom end"
      trigger={
        <Button size="small" icon={Columns3} aria-label={`Columns, ${count} shown`} extraClass="squeeze">
          <span className="hide-n">{count}</span>
        </Button>
      }
    >
      <div className="collist">
        {layout.order.map((column) => (
          <Checkbox
            key={column}
            isSelected={!layout.hidden.has(column)}
            onChange={(selected) => arrange(hideColumn(layout, column, !selected))}
          >
            <span className="mono" title={spelledOut(column)}>
              {visibleText(names.shown(column))}
            </span>
          </Checkbox>
        ))}
      </div>
      <div className="colfoot">
        <Button size="small" variant="quiet" onPress={() => arrange({ ...layout, hidden: new Set() })}>
          Show all
        </Button>
        <Button size="small" variant="quiet" onPress={reset}>
          As designed
        </Button>
      </div>
    </Popover>
  );
});
