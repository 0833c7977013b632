import {
  Braces,
  Copy,
  CopyPlus,
  ExternalLink,
  Filter,
  FilterX,
  Maximize2,
  Pencil,
  Sheet,
  Table2,
  TableProperties,
  Trash2,
  type LucideIcon,
} from "lucide-react";
import { visibleText } from "../../ui/visible-text.tsx";
import { AnchoredMenu } from "../../ui/data-grid/anchored-menu.tsx";
import type { Anchor } from "../../ui/data-grid/anchored-popover.tsx";
import { MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import type { RowRefusals } from "./row-actions.ts";
import { showToast } from "../../state/toast.ts";

export interface CellMenuProps {
  readonly at: Anchor;
  /** Whether it was opened on a row number or on a cell. */
  readonly of: "row" | "cell";
  /** Number of selected rows; the wording changes when there is more than one. */
  readonly rows: number;
  /** Designator the cell leads to. */
  readonly link: string | null;
  /** The value of the cell as the menu shows it; empty for none. */
  readonly value: string;
  readonly refusals: RowRefusals;
  /** Why filtering is not possible now. */
  readonly waits: string | undefined;
  readonly onAction: (action: CellAction) => void;
  readonly onClose: () => void;
}

const actions = [
  "open",
  "follow",
  "edit-cell",
  "edit-record",
  "duplicate",
  "only",
  "exclude",
  "copy",
  "copy-row",
  "copy-headers",
  "copy-row-headers",
  "copy-json",
  "copy-csv",
  "delete",
] as const;
export type CellAction = (typeof actions)[number];

/** Actions for the selected cells and rows. An unavailable action keeps its position and says why. */
export function CellMenu({ at, of, rows, link, value, refusals, waits, onAction, onClose }: CellMenuProps) {
  const isOne = rows === 1;
  const records = isOne ? "record" : `${rows.toLocaleString("en-US")} records`;
  const isRow = of === "row" || !isOne;
  const reasons: Readonly<Partial<Record<CellAction, string | undefined>>> = {
    "edit-cell": refusals.editCell,
    "edit-record": refusals.editRecord,
    duplicate: refusals.duplicate,
    delete: refusals.delete,
    only: waits,
    exclude: waits,
  };
  const named = value === "" ? "where it is empty" : `with “${value}”`;
  const item = (id: CellAction, text: string, icon: LucideIcon, keys?: string, danger = false) => (
    <MenuItem key={id} id={id} text={text} icon={icon} keys={keys}>
      <Words text={text} why={reasons[id]} danger={danger} />
    </MenuItem>
  );
  return (
    <AnchoredMenu
      at={at}
      label={of === "row" ? "Row" : "Cell"}
      onClose={onClose}
      onAction={(id) => {
        const action = actions.find((each) => each === id);
        if (action === undefined) return;
        const reason = reasons[action];
        if (reason === undefined) onAction(action);
        else showToast(reason, "later");
      }}
    >
      {item("open", "Open record", Maximize2, link === null ? "Enter" : undefined)}
      {link !== null && item("follow", `Open ${link}`, ExternalLink, "Enter")}
      {of === "row" ? item("edit-record", "Edit record", Pencil) : item("edit-cell", "Edit cell", Pencil, "F2")}
      {item("duplicate", "Duplicate…", CopyPlus, "Mod+D")}
      <MenuSeparator />
      {item("only", `Only rows ${named}`, Filter)}
      {item("exclude", `Exclude rows ${named}`, FilterX)}
      <MenuSeparator />
      {!isRow && item("copy", "Copy", Copy, "Mod+C")}
      {!isRow && item("copy-headers", "Copy with headers", TableProperties, "Mod+Shift+C")}
      {item("copy-row", isOne ? "Copy row" : "Copy", Table2, isOne ? undefined : "Mod+C")}
      {isRow && item("copy-row-headers", "Copy with headers", TableProperties, isOne ? undefined : "Mod+Shift+C")}
      {item("copy-json", `Copy ${records} as JSON`, Braces)}
      {item("copy-csv", `Copy ${records} as CSV`, Sheet)}
      <MenuSeparator />
      {item("delete", `Delete ${records}…`, Trash2, "Delete", true)}
    </AnchoredMenu>
  );
}

/** The reason is shown as text below the disabled action, so it does not need a hover. */
function Words({ text, why, danger }: { text: string; why: string | undefined; danger: boolean }) {
  if (why === undefined) return <span className={danger ? "mitext danger" : "mitext"}>{visibleText(text)}</span>;
  return (
    <span className="mitext off">
      {visibleText(text)} <span className="why">{why}</span>
    </span>
  );
}
