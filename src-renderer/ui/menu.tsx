import { Check, type LucideIcon } from "lucide-react";
import { startTransition, useState, type ReactElement, type ReactNode } from "react";
import {
  Header,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from "react-aria-components";
import { spelledOut } from "#shared/visible-text.ts";
import { Icon } from "./icon.tsx";
import { Kbd } from "./kbd.tsx";
import { Underlay } from "./underlay.tsx";
import { useFilled } from "./use-filled.ts";
import { visibleText } from "./visible-text.tsx";

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly children: ReactNode;
  readonly onAction?: (id: string) => void;
  /** If present, the menu selects one of its items, and the selected one has a tick. */
  readonly selected?: string;
  readonly placement?: "bottom start" | "bottom end" | "top start" | "top end";
  readonly minWidth?: number;
}

export function Menu({
  trigger,
  label,
  children,
  onAction,
  selected,
  placement = "bottom start",
  minWidth,
}: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const filled = useFilled(isOpen);
  return (
    // It is made in slices: as much work as a screen of rows.
    <MenuTrigger isOpen={isOpen} onOpenChange={(open) => startTransition(() => setOpen(open))}>
      {trigger}
      {isOpen && <Underlay onClose={() => setOpen(false)} />}
      <Popover
        isNonModal
        className={filled ? "pop filled" : "pop unfilled"}
        placement={placement}
        offset={4}
        style={minWidth === undefined ? {} : { minWidth }}
      >
        {filled && (
          <AriaMenu
            className="menu"
            aria-label={label}
            {...(onAction ? { onAction: (key) => onAction(String(key)) } : {})}
            {...(selected === undefined
              ? {}
              : { selectionMode: "single" as const, selectedKeys: [selected], disallowEmptySelection: true })}
          >
            {children}
          </AriaMenu>
        )}
      </Popover>
    </MenuTrigger>
  );
}

export interface MenuItemProps {
  readonly id: string;
  /** Plain words, for type-ahead and screen readers. */
  readonly text: string;
  readonly icon?: LucideIcon | undefined;
  readonly keys?: string | undefined;
  /** Replaces `text` when it is more than plain text. */
  readonly children?: ReactNode;
  /** At the right edge. */
  readonly end?: ReactNode;
  /** Reserves space for the tick of a selected item. */
  readonly choice?: boolean;
  readonly isDisabled?: boolean;
  /** Why the item is disabled. It stays reachable and can be chosen: the caller then shows the reason. */
  readonly notNow?: string | undefined;
  /** The menu stays open after this item is chosen. */
  readonly stays?: boolean;
}

export function MenuItem(props: MenuItemProps) {
  const { id, text, icon, keys, children, end, choice = false, isDisabled = false, notNow, stays = false } = props;
  return (
    <AriaMenuItem
      id={id}
      className={notNow === undefined ? "mi" : "mi dis"}
      textValue={spelledOut(text)}
      isDisabled={isDisabled}
      {...(notNow === undefined ? {} : { "aria-label": spelledOut(`${text}. ${notNow}`) })}
      {...(stays ? { shouldCloseOnSelect: false } : {})}
    >
      {choice && (
        <span className="tick">
          <Icon of={Check} size="s" />
        </span>
      )}
      {icon && <Icon of={icon} />}
      {children ?? visibleText(text)}
      {(end !== undefined || keys !== undefined) && (
        <span className="end">
          {end}
          {keys !== undefined && <Kbd keys={keys} />}
        </span>
      )}
    </AriaMenuItem>
  );
}

export function MenuSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <AriaMenuSection>
      <Header>{title}</Header>
      {children}
    </AriaMenuSection>
  );
}

export interface MenuChoicesProps<Id extends string> {
  readonly label: string;
  /** `one` of the options is always chosen, or `any` number of them. */
  readonly mode: "one" | "any";
  readonly options: readonly { readonly id: Id; readonly text: string }[];
  readonly selected: readonly Id[];
  readonly onChange: (selected: readonly Id[]) => void;
}

/** Options inside a menu of actions; choosing one leaves the menu open for the action. */
export function MenuChoices<Id extends string>({ label, mode, options, selected, onChange }: MenuChoicesProps<Id>) {
  return (
    <AriaMenuSection
      selectionMode={mode === "one" ? "single" : "multiple"}
      disallowEmptySelection={mode === "one"}
      selectedKeys={selected}
      onSelectionChange={(keys) => {
        onChange(options.filter(({ id }) => keys === "all" || keys.has(id)).map(({ id }) => id));
      }}
    >
      <Header>{label}</Header>
      {options.map(({ id, text }) => (
        <MenuItem key={id} id={id} text={text} choice stays />
      ))}
    </AriaMenuSection>
  );
}

export function MenuSeparator() {
  return <Separator className="menusep" />;
}
