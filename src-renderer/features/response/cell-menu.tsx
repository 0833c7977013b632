import { Braces, Copy, ExternalLink, Filter, Pencil, Table2 } from "lucide-react";
import { AnchoredMenu } from "../../ui/data-grid/anchored-menu.tsx";
import type { Anchor } from "../../ui/data-grid/anchored-popover.tsx";
import { MenuItem, MenuSeparator } from "../../ui/menu.tsx";

export interface CellMenuProps {
  readonly at: Anchor;
  /** Rows selected; more than one changes the words. */
  readonly rows: number;
  /** Designator the cell leads to. */
  readonly link: string | null;
  /** The cell has a text to filter by. */
  readonly canFilter: boolean;
  /** The cell's field can be changed. */
  readonly canEdit: boolean;
  /** Why filtering does nothing now. */
  readonly waits: string | undefined;
  readonly onAction: (action: CellAction) => void;
  readonly onClose: () => void;
}

const actions = ["edit", "copy-cell", "copy-tsv", "copy-json", "copy-csv", "filter", "open"] as const;
export type CellAction = (typeof actions)[number];

/** Context menu of the selected cells. */
export function CellMenu({ at, rows, link, canFilter, canEdit, waits, onAction, onClose }: CellMenuProps) {
  const what = rows === 1 ? "row" : "rows";
  return (
    <AnchoredMenu
      at={at}
      label="Cell"
      onClose={onClose}
      onAction={(id) => {
        const action = actions.find((each) => each === id);
        if (action) onAction(action);
      }}
    >
      {canEdit && <MenuItem id="edit" text="Edit cell" icon={Pencil} keys="F2" />}
      {canEdit && <MenuSeparator />}
      <MenuItem id="copy-cell" text="Copy cell" icon={Copy} {...(rows === 1 ? { keys: "Mod+C" } : {})} />
      <MenuItem
        id="copy-tsv"
        text={`Copy ${what} for a spreadsheet`}
        icon={Table2}
        {...(rows === 1 ? {} : { keys: "Mod+C" })}
      />
      <MenuItem id="copy-json" text={`Copy ${what} as JSON`} icon={Braces} />
      <MenuItem id="copy-csv" text={`Copy ${what} as CSV`} icon={Copy} />
      {(canFilter || link !== null) && <MenuSeparator />}
      {canFilter && <MenuItem id="filter" text="Only rows with this value" icon={Filter} notNow={waits} />}
      {link !== null && <MenuItem id="open" text={`Open ${link}`} icon={ExternalLink} />}
    </AnchoredMenu>
  );
}
