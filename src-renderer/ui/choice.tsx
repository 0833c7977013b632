import { Check, ChevronDown } from "lucide-react";
import { Button as AriaButton, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import { Icon } from "./icon.tsx";

export interface ChoiceProps<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly text: string }[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  readonly width?: number;
}

/** One of a few, in the room of one. */
export function Choice<Id extends string>({ label, options, selected, onSelect, width }: ChoiceProps<Id>) {
  return (
    <Select
      aria-label={label}
      value={selected}
      onChange={(key) => {
        const chosen = options.find(({ id }) => id === key);
        if (chosen) onSelect(chosen.id);
      }}
    >
      <AriaButton className="in sm" style={width === undefined ? {} : { width }}>
        <SelectValue className="grow ell">{({ selectedText }) => selectedText}</SelectValue>
        <Icon of={ChevronDown} size="xs" />
      </AriaButton>
      <Popover className="pop" offset={4}>
        <ListBox className="menu">
          {options.map(({ id, text }) => (
            <ListBoxItem key={id} id={id} className="mi" textValue={text}>
              <span className="tick">
                <Icon of={Check} size="s" />
              </span>
              {text}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
