import { Check, ChevronDown } from "lucide-react";
import {
  Button as AriaButton,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Select,
  SelectValue,
} from "react-aria-components";
import { Icon } from "./icon.tsx";
import { spelledOut } from "#shared/visible-text.ts";
import { visibleText } from "./visible-text.tsx";

interface ChoiceOption<Id extends string> {
  readonly id: Id;
  readonly text: string;
  readonly group?: string;
}

export interface ChoiceProps<Id extends string> {
  readonly label: string;
  readonly options: readonly ChoiceOption<Id>[];
  /** Titles over options, in this order; those without a group come first. */
  readonly groups?: readonly { readonly id: string; readonly title: string }[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  readonly width?: number;
}

/** A select for a few options. */
export function Choice<Id extends string>({ label, options, groups = [], selected, onSelect, width }: ChoiceProps<Id>) {
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
        <SelectValue className="grow ell">
          {() => visibleText(options.find(({ id }) => id === selected)?.text ?? "")}
        </SelectValue>
        <Icon of={ChevronDown} size="xs" />
      </AriaButton>
      <Popover className="pop" offset={4}>
        <ListBox className="menu">
          {options.filter(({ group }) => group === undefined).map(optionItem)}
          {groups.map(({ id, title }) => (
            <ListBoxSection key={id}>
              <Header>{title}</Header>
              {options.filter(({ group }) => group === id).map(optionItem)}
            </ListBoxSection>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

function optionItem({ id, text }: ChoiceOption<string>) {
  return (
    <ListBoxItem key={id} id={id} className="mi" textValue={spelledOut(text)}>
      <span className="tick">
        <Icon of={Check} size="s" />
      </span>
      {visibleText(text)}
    </ListBoxItem>
  );
}
