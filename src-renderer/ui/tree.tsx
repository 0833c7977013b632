import { Ban, ChevronDown, ChevronRight, type LucideIcon } from "lucide-react";
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { foldCase } from "#shared/canonical-text.ts";
import { spelledOut } from "#shared/visible-text.ts";
import type { Anchor } from "./data-grid/anchored-popover.tsx";
import { Icon } from "./icon.tsx";
import { visibleText } from "./visible-text.tsx";

export interface TreeItem {
  readonly id: string;
  readonly depth: 0 | 1;
  readonly text: string;
  readonly icon: LucideIcon;
  /** Colour of the icon, where it shows a result. */
  readonly tone?: "c-ok" | "c-danger";
  /** A second line, such as what the item is about. */
  readonly detail?: string | undefined;
  /** At the right edge, such as how many records were fetched. */
  readonly count?: string | undefined;
  /** Number of pending changes in it; part of its accessible name. */
  readonly pending?: number;
  /** Undefined for an item without children. */
  readonly expanded?: boolean | undefined;
  readonly selected?: boolean;
  /** Why it cannot be opened. */
  readonly off?: string | undefined;
  /** Aligned with the edge of the tree, without space for the fold mark. */
  readonly flush?: boolean;
  /** For text that is compared character by character. */
  readonly mono?: boolean;
}

export interface TreeGroup {
  readonly id: string;
  readonly title: string;
  readonly items: readonly TreeItem[];
  readonly note?: string | undefined;
}

export interface TreeProps {
  readonly label: string;
  readonly groups: readonly TreeGroup[];
  readonly onOpen: (id: string) => void;
  readonly onToggle: (id: string, expanded: boolean) => void;
  /** Called when the context menu of an item is requested with the pointer or the keyboard. */
  readonly onMenu?: ((id: string, at: Anchor) => void) | undefined;
  /** Replaces one item with an input. */
  readonly replaced?: { readonly id: string; readonly content: ReactNode } | null;
}

/** Collapsible groups of items. One tab stop; arrows, Home, End and type-ahead move inside (ARIA tree pattern). */
export function Tree({ label, groups, onOpen, onToggle, onMenu, replaced = null }: TreeProps) {
  const prefix = useId();
  const root = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: "", at: 0 });
  const [reached, setReached] = useState<string | null>(null);
  const items = groups.flatMap((group) => group.items);
  const tabStop =
    items.find(({ id }) => id === reached)?.id ?? items.find(({ selected }) => selected)?.id ?? items[0]?.id ?? null;

  function focusItem(id: string | undefined): void {
    if (id === undefined) return;
    setReached(id);
    root.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(id)}"]`)?.focus();
  }

  function walk(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.target instanceof HTMLInputElement || event.altKey || event.ctrlKey || event.metaKey) return;
    const index = items.findIndex(({ id }) => id === tabStop);
    const item = items[index];
    if (!item) return;
    const handled = ((): boolean => {
      switch (event.key) {
        case "ArrowDown":
          focusItem(items[index + 1]?.id);
          return true;
        case "ArrowUp":
          focusItem(items[index - 1]?.id);
          return true;
        case "Home":
          focusItem(items[0]?.id);
          return true;
        case "End":
          focusItem(items.at(-1)?.id);
          return true;
        case "ArrowRight":
          if (item.expanded === false && item.off === undefined) onToggle(item.id, true);
          else if (item.expanded && items[index + 1]?.depth === 1) focusItem(items[index + 1]?.id);
          return true;
        case "ArrowLeft":
          if (item.expanded) onToggle(item.id, false);
          else if (item.depth === 1) focusItem(items.slice(0, index).findLast(({ depth }) => depth === 0)?.id);
          return true;
        case "ContextMenu":
          return openMenu(item.id);
        case "F10":
          return event.shiftKey && openMenu(item.id);
        case "Enter":
        case " ":
          if (item.off === undefined) onOpen(item.id);
          return true;
        default:
          return typeAhead(event, index);
      }
    })();
    if (handled) event.preventDefault();
  }

  function openMenu(id: string): boolean {
    const element = root.current?.querySelector(`[data-item="${CSS.escape(id)}"]`);
    if (!element || onMenu === undefined) return false;
    const { left, bottom } = element.getBoundingClientRect();
    onMenu(id, { x: left + 24, y: bottom });
    return true;
  }

  function typeAhead(event: KeyboardEvent<HTMLDivElement>, from: number): boolean {
    if (event.key.length !== 1) return false;
    const fresh = event.timeStamp - typed.current.at > 700;
    const text = (fresh ? "" : typed.current.text) + foldCase(event.key);
    typed.current = { text, at: event.timeStamp };
    const start = fresh ? from + 1 : from;
    const round = [...items.slice(start), ...items.slice(0, start)];
    focusItem(round.find((item) => foldCase(item.text).startsWith(text))?.id);
    return true;
  }

  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the items inside take the focus, as ARIA asks
    <div className="tree" role="tree" aria-label={label} ref={root} onKeyDown={walk}>
      {groups.map((group) => (
        <div key={group.id} role="group" aria-labelledby={`${prefix}${group.id}`}>
          <div className="treehead" role="presentation" id={`${prefix}${group.id}`}>
            {group.title}
          </div>
          {group.items.map((item) =>
            replaced?.id === item.id ? (
              <div key={item.id} role="treeitem" aria-level={2} aria-selected={false} className="idasked" tabIndex={-1}>
                {replaced.content}
              </div>
            ) : (
              <Item
                key={item.id}
                item={item}
                tabStop={item.id === tabStop}
                onReach={() => setReached(item.id)}
                onOpen={() => onOpen(item.id)}
                onToggle={() => onToggle(item.id, !item.expanded)}
                onMenu={onMenu && ((at) => onMenu(item.id, at))}
              />
            ),
          )}
          {group.note !== undefined && (
            <div className="treenote" role="presentation">
              {group.note}
            </div>
          )}
        </div>
      ))}
    </div>
  );
}

interface ItemProps {
  readonly item: TreeItem;
  readonly tabStop: boolean;
  readonly onReach: () => void;
  readonly onOpen: () => void;
  readonly onToggle: () => void;
  readonly onMenu: ((at: Anchor) => void) | undefined;
}

function Item({ item, tabStop, onReach, onOpen, onToggle, onMenu }: ItemProps) {
  const {
    id,
    depth,
    text,
    icon,
    tone,
    detail,
    count,
    pending = 0,
    expanded,
    selected = false,
    off,
    flush = false,
    mono = false,
  } = item;
  const className = [
    "ti",
    depth === 1 ? "d1" : "",
    off === undefined ? "" : "off",
    flush ? "rec" : "",
    detail === undefined ? "" : "two",
  ];
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree answers the keys for its items
    <div
      className={className.filter(Boolean).join(" ")}
      role="treeitem"
      data-item={id}
      aria-level={depth + 1}
      aria-selected={selected}
      aria-expanded={expanded}
      aria-disabled={off === undefined ? undefined : true}
      title={off}
      tabIndex={tabStop ? 0 : -1}
      onFocus={onReach}
      onClick={() => off === undefined && onOpen()}
      onContextMenu={(event) => {
        if (onMenu === undefined) return;
        event.preventDefault();
        event.currentTarget.focus();
        onMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      {expanded !== undefined && (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- a target for the pointer; left and right do the same
        <span
          className="fold"
          onClick={(event) => {
            if (off !== undefined) return;
            event.stopPropagation();
            onToggle();
          }}
        >
          <Icon of={expanded ? ChevronDown : ChevronRight} size="xs" tone="tw" />
        </span>
      )}
      <Icon of={icon} {...(tone === undefined ? {} : { tone })} />
      {pending > 0 && <span className="sr">{nameWithPending(item, pending)}</span>}
      {detail === undefined ? (
        <span className={mono ? "mono ell" : "ell"} aria-hidden={pending > 0}>
          {visibleText(text)}
        </span>
      ) : (
        <span className="lines">
          <span className="row">
            <span className="ell">{visibleText(text)}</span>
            {count !== undefined && <span className="ct">{count}</span>}
          </span>
          <span className="ell detail">{visibleText(detail)}</span>
        </span>
      )}
      {pending > 0 && (
        <span className="pcount" aria-hidden="true">
          {pending.toLocaleString("en-US")}
        </span>
      )}
      {count !== undefined && detail === undefined && (
        <span className={flush && !mono ? "ct hide-n" : "ct"} aria-hidden={pending > 0}>
          {count}
        </span>
      )}
      {off !== undefined && (
        <span className="offmark">
          <Icon of={Ban} size="s" />
        </span>
      )}
    </div>
  );
}

/** `contacts, 24 pending, 248 records` */
function nameWithPending({ text, count }: TreeItem, pending: number): string {
  const records = count === undefined ? "" : `, ${count} ${count === "1" ? "record" : "records"}`;
  return `${spelledOut(text)}, ${pending.toLocaleString("en-US")} pending${records}`;
}
