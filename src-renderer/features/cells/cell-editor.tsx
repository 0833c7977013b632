import { CircleAlert, TriangleAlert } from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { RequestField } from "#shared/rezora/catalog.ts";
import { Icon } from "../../ui/icon.tsx";
import { invisibleNote } from "../../ui/invisible-note.tsx";
import { problemOf } from "../edit/field-problem.ts";
import { kindOfColumn } from "../response/column-kind.ts";

/** Where the focus goes after a value was kept. */
export type AfterKeeping = "stay" | "next" | "previous" | "elsewhere";

export interface CellEditorProps {
  /** `contact_email of Jane Smith` */
  readonly label: string;
  readonly field: RequestField;
  readonly value: string;
  /** A value that was typed into the cell is gone on with; another is chosen whole. */
  readonly typed: boolean;
  /** Told of every letter, so that a row that scrolls away loses none. */
  readonly onType: (value: string) => void;
  readonly onKeep: (value: string, after: AfterKeeping) => void;
  readonly onPutBack: () => void;
}

/** A value being edited in its cell: Enter keeps, Tab keeps and goes on, Esc puts back, leaving keeps. */
export function CellEditor({ label, field, value: first, typed, onType, onKeep, onPutBack }: CellEditorProps) {
  const [value, setValue] = useState(first);
  const input = useRef<HTMLInputElement | HTMLSelectElement | null>(null);
  // Leaving is told by the focus, too, after a key has ended it already.
  const ended = useRef(false);
  const noteId = useId();
  const problem = problemOf(field, value);
  const unseen = invisibleNote(value);
  useEffect(() => {
    const element = input.current;
    element?.focus({ preventScroll: true });
    if (!typed && element instanceof HTMLInputElement) element.select();
  }, [typed]);

  function type(next: string): void {
    setValue(next);
    onType(next);
  }

  function keep(after: AfterKeeping): void {
    if (ended.current) return;
    ended.current = true;
    onKeep(value, after);
  }

  function keyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      // The command that has these keys finds the value kept.
      keep("stay");
      return;
    }
    if (event.key === "Enter") keep("stay");
    else if (event.key === "Tab") keep(event.shiftKey ? "previous" : "next");
    else if (event.key === "Escape") {
      ended.current = true;
      onPutBack();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const common = {
    ref: (element: HTMLInputElement | HTMLSelectElement | null) => {
      input.current = element;
    },
    className: kindOfColumn(field.name).mono ? "ed mono" : "ed",
    "aria-label": label,
    "aria-invalid": problem !== null,
    "aria-describedby": problem === null && unseen === null ? undefined : noteId,
    value,
    onKeyDown: keyDown,
    onBlur: () => keep("elsewhere"),
  };
  return (
    <>
      {field.values.length > 0 ? (
        <select {...common} onChange={(event) => type(event.target.value)}>
          {choicesOf(field, first).map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.text}
            </option>
          ))}
        </select>
      ) : (
        <input {...common} spellCheck={false} autoComplete="off" onChange={(event) => type(event.target.value)} />
      )}
      {problem !== null ? (
        <span className="edmsg" id={noteId}>
          <Icon of={CircleAlert} size="s" />
          {problem}
        </span>
      ) : (
        unseen !== null && (
          <span className="edmsg unseen" id={noteId}>
            <Icon of={TriangleAlert} size="s" />
            {unseen}
          </span>
        )
      )}
    </>
  );
}

/** The allowed values, and the present one where the server has another. */
function choicesOf({ values }: RequestField, present: string) {
  const choices = values.map(({ value, meaning }) => ({
    value,
    text: value === "" ? "none" : meaning === "" ? value : `${value} ${meaning}`,
  }));
  return choices.some(({ value }) => value === present) ? choices : [{ value: present, text: present }, ...choices];
}
