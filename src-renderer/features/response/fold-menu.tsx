import { FoldVertical, ListCollapse, UnfoldVertical } from "lucide-react";
import type { Folding } from "#shared/documents.ts";
import { AnchoredMenu } from "../../ui/data-grid/anchored-menu.tsx";
import type { Anchor } from "../../ui/data-grid/anchored-popover.tsx";
import { MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { everythingFolded, group, isFolded, nothingFolded, toggleFold, unfold } from "./folding.ts";
import { formatCount } from "./format.ts";

/** Records that one entry of the menu folds together. */
const groupSize = 10;

export interface FoldMenuProps {
  readonly at: Anchor;
  readonly record: number;
  readonly recordCount: number;
  readonly folding: Folding;
  readonly onFold: (folding: Folding) => void;
  readonly onClose: () => void;
}

/** What can be folded, starting at a line of a record. */
export function FoldMenu({ at, record, recordCount, folding, onFold, onClose }: FoldMenuProps) {
  const from = Math.floor(record / groupSize) * groupSize;
  const to = Math.min(recordCount, from + groupSize) - 1;
  const folded = isFolded(folding, record);
  const outcomes: Readonly<Record<string, () => Folding>> = {
    one: () => (folded ? unfold(folding, record) : toggleFold(folding, record)),
    group: () => group(folding, from, to),
    before: () => group(folding, 0, record - 1),
    behind: () => group(folding, record + 1, recordCount - 1),
    all: () => everythingFolded,
    none: () => nothingFolded,
  };
  return (
    <AnchoredMenu
      at={at}
      label="Fold"
      onClose={onClose}
      onAction={(id) => {
        const outcome = outcomes[id];
        if (outcome) onFold(outcome());
      }}
    >
      <MenuItem
        id="one"
        text={`${folded ? "Unfold" : "Fold"} record ${formatCount(record + 1)}`}
        icon={folded ? UnfoldVertical : FoldVertical}
      />
      {to > from && (
        <MenuItem
          id="group"
          text={`Fold records ${formatCount(from + 1)} to ${formatCount(to + 1)}`}
          icon={ListCollapse}
        />
      )}
      {record > 1 && <MenuItem id="before" text="Fold all records before" icon={ListCollapse} />}
      {record < recordCount - 2 && <MenuItem id="behind" text="Fold all records behind" icon={ListCollapse} />}
      <MenuSeparator />
      <MenuItem id="all" text="Fold all" icon={FoldVertical} />
      <MenuItem id="none" text="Unfold all" icon={UnfoldVertical} />
    </AnchoredMenu>
  );
}
