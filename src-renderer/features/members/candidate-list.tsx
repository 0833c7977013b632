import { Check } from "lucide-react";
import { useEffect, useId, useState, type KeyboardEvent } from "react";
import type { Row } from "#shared/documents.ts";
import { headingOf, type Resource } from "#shared/rezora/catalog.ts";
import { Icon } from "../../ui/icon.tsx";
import { useRowWindow } from "../../ui/use-row-window.ts";
import { cellText } from "../resources/fetched-records.ts";
import type { Rows } from "../response/use-rows.ts";
import type { Member } from "./membership.ts";
import { visibleText } from "../../ui/visible-text.tsx";

export interface CandidateListProps {
  readonly label: string;
  readonly resource: Resource;
  readonly idField: string;
  readonly columns: readonly string[];
  readonly rows: Rows;
  /** `isMember`: on the server. `isChosen`: after these changes. */
  readonly stateOf: (id: string) => { readonly isMember: boolean; readonly isChosen: boolean };
  readonly onToggle: (member: Member) => void;
}

const rowHeight = 32;

/** Everybody who can be a member, with a checkbox; any number, loaded in windows. */
export function CandidateList(props: CandidateListProps) {
  const { label, resource, idField, columns, rows, stateOf, onToggle } = props;
  const { matched, rowAt, onRange } = rows;
  const idPrefix = useId();
  const [active, setActive] = useState(0);
  /** Rows that a pressed pointer was dragged over; all of them get the state of the first one. */
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null);
  useEffect(() => {
    const end = (): void => setDrag(null);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
    return () => {
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
    };
  }, []);
  const {
    scroller,
    rows: placed,
    first,
    last,
    top,
    height,
    page,
    showRow,
    onScroll,
  } = useRowWindow({ count: matched, rowHeight, covered: 0, padding: 0 });
  useEffect(() => {
    if (last >= first) onRange(first, last);
  }, [first, last, onRange]);
  const at = Math.min(active, Math.max(0, matched - 1));

  function memberOf(row: Row): Member & { readonly email: string } {
    const valueOf = (name: string): string | undefined => cellText(row.cells[columns.indexOf(name)]);
    const id = valueOf(idField) ?? "";
    const email = valueOf(columns.find((name) => name.endsWith("_email")) ?? "") ?? "";
    return { id, title: headingOf(resource.path, valueOf) ?? id, email };
  }

  function toggle(index: number): void {
    const row = rowAt(index);
    if (row === undefined) return;
    const { id, title } = memberOf(row);
    onToggle({ id, title });
  }

  /** Gives all rows in a range the state that the first one gets, and skips those that already have it. */
  function toggleRange(from: number, to: number): void {
    const start = rowAt(from);
    if (start === undefined) return;
    const wanted = !stateOf(memberOf(start).id).isChosen;
    for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
      const row = rowAt(index);
      if (row !== undefined && stateOf(memberOf(row).id).isChosen !== wanted) toggle(index);
    }
    setActive(to);
  }

  function keyDown(event: KeyboardEvent): void {
    const target = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: matched - 1,
    }[event.key];
    if (target !== undefined) {
      const next = Math.min(Math.max(target, 0), Math.max(0, matched - 1));
      setActive(next);
      showRow(next);
    } else if (event.key === " " || event.key === "Enter") toggle(at);
    else return;
    event.preventDefault();
  }

  const isDragged = (index: number): boolean =>
    drag !== null &&
    drag.from !== drag.to &&
    index >= Math.min(drag.from, drag.to) &&
    index <= Math.max(drag.from, drag.to);
  const shown = [];
  for (let index = first; index <= last; index++) {
    const row = rowAt(index);
    const member = row && memberOf(row);
    const { isMember, isChosen } = stateOf(member?.id ?? "");
    const changed = isMember !== isChosen;
    shown.push(
      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list has the keys, as a listbox does
      <div
        key={index}
        id={`${idPrefix}-${index}`}
        role="option"
        tabIndex={-1}
        aria-selected={isChosen}
        aria-posinset={index + 1}
        aria-setsize={matched}
        className={["candidate", index === at || isDragged(index) ? "at" : "", changed ? "chg" : ""]
          .filter(Boolean)
          .join(" ")}
        style={{ top: top(index) }}
        onPointerDown={(event) => {
          if (event.button === 0 && event.pointerType !== "touch") setDrag({ from: index, to: index });
        }}
        onPointerEnter={() => {
          if (drag !== null) setDrag({ ...drag, to: index });
        }}
        // A press that ends on another row is not a click.
        onPointerUp={() => {
          if (drag !== null && drag.from !== index) toggleRange(drag.from, index);
        }}
        onClick={() => {
          setActive(index);
          toggle(index);
        }}
      >
        <span className="check">{isChosen && <Icon of={Check} />}</span>
        <span className="cname ell">{member && visibleText(member.title)}</span>
        {changed && <span className="sr">{isChosen ? ", will be added" : ", will be removed"}</span>}
        <span className="cmail mono sm ink-3 ell">{member?.email}</span>
        <span className="mono sm ink-3 cid">{member?.id}</span>
      </div>,
    );
  }
  return (
    <div
      ref={scroller}
      className="candidates"
      role="listbox"
      aria-label={label}
      aria-multiselectable="true"
      aria-activedescendant={matched === 0 ? undefined : `${idPrefix}-${at}`}
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={keyDown}
    >
      <div role="presentation" style={{ height, position: "relative" }}>
        <div role="presentation" className="gridrows" ref={placed}>
          {shown}
        </div>
      </div>
    </div>
  );
}
