import { Filter } from "lucide-react";
import { memo, useRef } from "react";
import { useCommand } from "../../state/command-bus.ts";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { formatCount } from "./format.ts";
import type { Columns } from "./use-columns.ts";
import { useViewState, viewOf } from "./view-state.ts";
import { wantFilter } from "./wanted-filter.ts";

export interface FilterMenuProps {
  readonly placeKey: string;
  readonly documentId: string;
  readonly columns: Columns;
  /** Why filtering is not possible now. */
  readonly notNow: string | undefined;
}

/** The palette restores the focus in the next frame; a menu that is open by then would lose it. */
function afterFocus(run: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(run));
}

/** Filters by a column: first the column, then the condition, in the same form that the column's head opens. */
export const FilterMenu = memo(function FilterMenu({ placeKey, documentId, columns, notNow }: FilterMenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const filters = useViewState(({ views }) => viewOf(views, placeKey, documentId).query.filters);
  const filtered = new Set(filters.map(({ column }) => column));
  useCommand("filter.open", () => afterFocus(() => button.current?.click()), notNow);

  function choose(column: string): void {
    const box = button.current?.getBoundingClientRect();
    wantFilter({ placeKey, column, at: { x: box?.left ?? 0, y: box?.bottom ?? 0 } });
  }

  const trigger = (
    <Button
      ref={button}
      size="small"
      icon={Filter}
      aria-label={filtered.size === 0 ? "Filter" : `Filter, ${formatCount(filtered.size)} in force`}
      extraClass="squeeze filterbtn"
      notNow={notNow}
    >
      <span className="hide-n">{filtered.size === 0 ? "Filter" : `Filter, ${formatCount(filtered.size)}`}</span>
    </Button>
  );
  if (notNow !== undefined) return trigger;
  return (
    <Menu label="Column to filter" placement="bottom end" minWidth={220} onAction={choose} trigger={trigger}>
      {columns.visible.map((column) => (
        <MenuItem
          key={column}
          id={column}
          text={columns.names.shown(column)}
          end={filtered.has(column) ? <span className="xs ink-3">in force</span> : undefined}
        >
          <span className="mono">{visibleText(columns.names.shown(column))}</span>
        </MenuItem>
      ))}
    </Menu>
  );
});
