import { CircleAlert, TriangleAlert } from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { RequestField } from "#shared/rezora/catalog.ts";
import { Icon } from "../../ui/icon.tsx";
import { invisibleNote } from "../../ui/invisible-note.tsx";
import { problemOf } from "../edit/field-problem.ts";
import type { LineEnding } from "../edit/line-endings.ts";
import { linesOf } from "../edit/takes-lines.ts";
import { beginsLine, maxTyped, useExactText } from "../edit/use-exact-text.ts";
import { kindOfColumn } from "../response/column-kind.ts";

/** Where the focus goes after a value was kept. */
export type AfterKeeping = "stay" | "next" | "previous" | "elsewhere";

export interface CellEditorProps {
  /** `contact_email of Jane Smith` */
  readonly label: string;
  readonly field: RequestField;
  readonly value: string;
  /** A value that was typed into the cell is continued; any other is selected whole. */
  readonly typed: boolean;
  /** The line ending for new lines. */
  readonly ending: LineEnding;
  /** Called on every keystroke, so a row that scrolls away does not lose any. */
  readonly onType: (value: string) => void;
  readonly onKeep: (value: string, after: AfterKeeping) => void;
  readonly onPutBack: () => void;
}

/**
 * A value being edited in its cell: Enter keeps it, Tab keeps it and goes on, Esc restores the old one, and losing the
 * focus keeps it. Alt or Shift with Enter starts a new line.
 */
export function CellEditor({ label, field, value: first, typed, ending, onType, onKeep, onPutBack }: CellEditorProps) {
  const [value, setValue] = useState(first);
  const choice = useRef<HTMLSelectElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const exact = useExactText({ area, value, before: first, ending, onChange: type });
  const { takesLines, severalLines } = linesOf(field, value);
  // A key that ends editing also moves the focus away, which would end it a second time.
  const ended = useRef(false);
  const noteId = useId();
  const problem = problemOf(field, value);
  const unseen = invisibleNote(value);
  useEffect(() => {
    (area.current ?? choice.current)?.focus({ preventScroll: true });
    const end = area.current?.value.length ?? 0;
    area.current?.setSelectionRange(typed ? end : 0, end);
  }, [typed, area]);

  function type(next: string): void {
    if (next.length > maxTyped) {
      // It was pasted; a text area would take too long to lay it out.
      ended.current = true;
      onKeep(next, "stay");
      return;
    }
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
      // The command with these keys then works on the value that was kept.
      keep("stay");
      return;
    }
    if (beginsLine(event, takesLines, false)) exact.beginLine();
    else if (event.key === "Enter") keep("stay");
    else if (event.key === "Tab") keep(event.shiftKey ? "previous" : "next");
    else if (event.key === "Escape") {
      ended.current = true;
      onPutBack();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const look = ["ed", severalLines ? "lines" : "", kindOfColumn(field.name).mono ? "mono" : ""];
  const common = {
    className: look.filter(Boolean).join(" "),
    "aria-label": label,
    "aria-invalid": problem !== null,
    "aria-describedby": problem === null && unseen === null ? undefined : noteId,
    onKeyDown: keyDown,
    onBlur: () => keep("elsewhere"),
  };
  return (
    <span className="edbox">
      {field.values.length > 0 ? (
        <select {...common} ref={choice} value={value} onChange={(event) => type(event.target.value)}>
          {choicesOf(field, first).map((each) => (
            <option key={each.value} value={each.value}>
              {each.text}
            </option>
          ))}
        </select>
      ) : (
        <textarea
          {...common}
          ref={area}
          rows={1}
          value={exact.shown}
          spellCheck={false}
          autoComplete="off"
          onPaste={exact.paste}
          onChange={(event) => exact.change(event.target.value)}
        />
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
    </span>
  );
}

/** The allowed values, and the current one where the server has another. */
function choicesOf({ values }: RequestField, present: string) {
  const choices = values.map(({ value, meaning }) => ({
    value,
    text: value === "" ? "none" : meaning === "" ? value : `${value} ${meaning}`,
  }));
  return choices.some(({ value }) => value === present) ? choices : [{ value: present, text: present }, ...choices];
}
