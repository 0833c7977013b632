import type { ReactNode } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { visibleNode } from "./visible-text.tsx";

export interface SegmentedProps<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly text: ReactNode }[];
  /** null: none, since something else than these is shown. */
  readonly selected: Id | null;
  readonly onSelect: (id: Id) => void;
}

/** One of several views of the same thing. */
export function Segmented<Id extends string>({ label, options, selected, onSelect }: SegmentedProps<Id>) {
  return (
    <ToggleButtonGroup
      className="seg"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection={selected !== null}
      selectedKeys={selected === null ? [] : [selected]}
      onSelectionChange={(keys) => {
        const chosen = options.find(({ id }) => keys.has(id));
        if (chosen) onSelect(chosen.id);
      }}
    >
      {options.map(({ id, text }) => (
        <ToggleButton key={id} id={id}>
          {visibleNode(text)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
