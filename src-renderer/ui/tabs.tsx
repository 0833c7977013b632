import { useRef, useState, type KeyboardEvent } from "react";

export interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly text: string }[];
  /** null: none of them is shown. */
  readonly selected: Id | null;
  readonly onSelect: (id: Id) => void;
  /** Id of the element with `role="tabpanel"`. */
  readonly panelId: string;
}

/**
 * Text tabs that may all be off, since they share their panel with a segmented control.
 * React Aria's tab list always selects one, so this one walks its focus itself.
 */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect, panelId }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const [reached, setReached] = useState(0);
  const current = Math.max(0, selected === null ? reached : tabs.findIndex(({ id }) => id === selected));

  function walk(event: KeyboardEvent<HTMLDivElement>) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("[role=tab]") ?? [])];
    const from = buttons.findIndex((button) => button === document.activeElement);
    const next = (from + step + buttons.length) % buttons.length;
    setReached(next);
    buttons[next]?.focus();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the tabs inside take the focus, as ARIA asks
    <div className="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={walk}>
      {tabs.map(({ id, text }, index) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`${panelId}-${id}`}
          aria-selected={selected === id}
          aria-controls={panelId}
          data-selected={selected === id ? "" : undefined}
          tabIndex={index === current ? 0 : -1}
          onClick={() => onSelect(id)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
