import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  Columns3,
  EyeOff,
  Filter,
  FilterX,
  ListOrdered,
  MoveHorizontal,
  Pin,
  PinOff,
  UnfoldHorizontal,
  X,
} from "lucide-react";
import { AnchoredMenu } from "../../ui/data-grid/anchored-menu.tsx";
import type { Anchor } from "../../ui/data-grid/anchored-popover.tsx";
import type { GridColumn } from "../../ui/data-grid/grid-column.ts";
import { MenuItem, MenuSeparator } from "../../ui/menu.tsx";

const actions = [
  "ascending",
  "descending",
  "then",
  "unsorted",
  "filter",
  "unfilter",
  "pin",
  "unpin",
  "left",
  "right",
  "wider",
  "narrower",
  "fit",
  "fit-all",
  "hide",
] as const;
export type HeadAction = (typeof actions)[number];

export interface HeadMenuProps {
  readonly at: Anchor;
  readonly column: GridColumn;
  /** Another column is already sorted by. */
  readonly hasSort: boolean;
  /** Why sorting and filtering are disabled. */
  readonly waits: string | undefined;
  readonly onAction: (action: HeadAction) => void;
  readonly onClose: () => void;
}

/** Everything that can be done with a column, as an alternative to dragging. */
export function HeadMenu({ at, column, hasSort, waits, onAction, onClose }: HeadMenuProps) {
  return (
    <AnchoredMenu
      at={at}
      label={`Column ${column.title}`}
      onClose={onClose}
      onAction={(id) => {
        const action = actions.find((each) => each === id);
        if (action) onAction(action);
      }}
    >
      <MenuItem id="ascending" text="Sort ascending" icon={ArrowUp} notNow={waits} />
      <MenuItem id="descending" text="Sort descending" icon={ArrowDown} notNow={waits} />
      {column.sort === null && hasSort && (
        <MenuItem id="then" text="Then by this column" icon={ListOrdered} notNow={waits} keys="Shift+Enter" />
      )}
      {column.sort !== null && <MenuItem id="unsorted" text="Do not sort" icon={X} />}
      <MenuSeparator />
      <MenuItem id="filter" text="Filter…" icon={Filter} notNow={waits} />
      {column.filtered && <MenuItem id="unfilter" text="Clear filter" icon={FilterX} />}
      <MenuSeparator />
      {column.pinned ? (
        <MenuItem key="unpin" id="unpin" text="Unpin" icon={PinOff} />
      ) : (
        <MenuItem key="pin" id="pin" text="Pin to the left" icon={Pin} />
      )}
      <MenuItem id="left" text="Move left" icon={ArrowLeft} />
      <MenuItem id="right" text="Move right" icon={ArrowRight} />
      <MenuItem id="fit" text="Fit this column" icon={MoveHorizontal} />
      <MenuItem id="fit-all" text="Fit all columns" icon={Columns3} />
      <MenuItem id="wider" text="Wider" icon={UnfoldHorizontal} />
      <MenuItem id="narrower" text="Narrower" icon={UnfoldHorizontal} />
      <MenuItem id="hide" text="Hide" icon={EyeOff} />
    </AnchoredMenu>
  );
}
