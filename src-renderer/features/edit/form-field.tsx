import { CircleAlert, PencilLine } from "lucide-react";
import { memo, useId, useRef, useState, type ReactNode } from "react";
import { Label, TextArea, TextField as AriaTextField } from "react-aria-components";
import type { RequestField } from "#shared/rezora/catalog.ts";
import { pieceOf } from "#shared/value-rows.ts";
import { LinkButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useFirstFocus } from "../../ui/use-first-focus.ts";
import { InvisibleNote, invisibleNote } from "../../ui/invisible-note.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { kindOfColumn } from "../response/column-kind.ts";
import { problemOf } from "./field-problem.ts";
import type { LineEnding } from "./line-endings.ts";
import { LongField } from "./long-field.tsx";
import { linesOf } from "./takes-lines.ts";
import { beginsLine, maxTyped, useExactText } from "./use-exact-text.ts";
import { shownValue } from "./shown-value.tsx";

export interface FormFieldProps {
  readonly field: RequestField;
  readonly value: string;
  /** As it was read; null for a record that does not exist yet. */
  readonly before: string | null;
  /** The server's message about the field after a commit; null when there is none. */
  readonly refused: string | null;
  /** The line ending for new lines. */
  readonly ending: LineEnding;
  /** The maximum length of a value edited in a text area; a longer one is edited in parts. */
  readonly limit: number;
  /** A placeholder that says what an empty field takes. */
  readonly placeholder?: string;
  /** Takes the focus when the form appears. */
  readonly takesFocus?: boolean;
  /** Another note about the value, for example that another record has it. */
  readonly children?: ReactNode;
  readonly onChange: (name: string, value: string) => void;
  readonly onPutBack: (name: string) => void;
}

/**
 * One field with its full name, its previous value, and what is wrong with it. It renders when one of these changes,
 * and not on every keystroke in another field.
 */
export const FormField = memo(function FormField(props: FormFieldProps) {
  const { field, value, before, refused, ending, limit, onPutBack } = props;
  const { placeholder = "empty", takesFocus = false, children } = props;
  const { name, values, required, constraint } = field;
  const onChange = (next: string): void => props.onChange(name, next);
  const noteId = useId();
  const unseenId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  useFirstFocus(area, takesFocus);
  const exact = useExactText({
    area,
    value: value.length > 2 * limit ? "" : value,
    before: before ?? "",
    ending,
    onChange,
  });
  const { takesLines, severalLines } = linesOf(field, value);
  const changed = before !== null && value !== before;
  // Required fields that are still empty are counted above the form; a field is not marked as wrong before it was
  // edited.
  const problem = (before === null && value === "" ? null : problemOf(field, value)) ?? refused;
  const look = [
    "in area",
    severalLines ? "lines" : "",
    kindOfColumn(name).mono ? "mono" : "",
    changed && problem === null ? "chg" : "",
    problem === null ? "" : "bad",
  ];
  const note =
    problem !== null ? (
      <span className="msg c-danger" id={noteId}>
        <Icon of={CircleAlert} size="s" />
        {problem}
      </span>
    ) : changed ? (
      <span className="msg" id={noteId}>
        <Icon of={PencilLine} size="s" tone="c-write" />
        <span className="ink-2 ell">was {shownValue(before, value)}</span>
        <LinkButton extraClass="putback" aria-label={`Put back ${name}`} onPress={() => onPutBack(name)}>
          Put back
        </LinkButton>
      </span>
    ) : null;
  const [isTyping, setTyping] = useState(false);
  // A value that grows while it is typed keeps its text area.
  const isLong = value.length > (isTyping ? 2 * limit : limit);
  const noted = isLong ? pieceOf(value, 0, maxTyped) : value;
  const unseen = invisibleNote(noted) === null ? [] : [unseenId];
  const describedBy = [...(note === null ? [] : [noteId]), ...unseen].join(" ") || undefined;
  const caption = (
    <>
      {name}
      {required === true && <span className="required"> required</span>}
      {constraint !== "" && <span className="ink-3"> {constraint}</span>}
    </>
  );

  if (values.length > 0) {
    return (
      <div className="ff">
        <span className="k">{caption}</span>
        <Segmented
          label={name}
          options={values.map((allowed) => ({
            id: allowed.value,
            text:
              allowed.value === ""
                ? "none"
                : allowed.meaning === ""
                  ? allowed.value
                  : `${allowed.value} ${allowed.meaning}`,
          }))}
          selected={values.some((allowed) => allowed.value === value) ? value : null}
          onSelect={onChange}
        />
        {note}
      </div>
    );
  }
  if (isLong) {
    return (
      <div className="ff long" role="group" aria-label={name}>
        <span className="k">{caption}</span>
        <LongField name={name} value={value} ending={ending} describedBy={describedBy} onChange={onChange} />
        {note}
        <InvisibleNote value={noted} id={unseenId} />
      </div>
    );
  }
  return (
    <AriaTextField
      className="ff"
      value={exact.shown}
      onChange={exact.change}
      isInvalid={problem !== null}
      validationBehavior="aria"
    >
      <Label className="k">{caption}</Label>
      <span className={look.filter(Boolean).join(" ")}>
        <TextArea
          ref={area}
          rows={1}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          onPaste={exact.paste}
          onFocus={() => setTyping(true)}
          onBlur={() => setTyping(false)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            if (beginsLine(event, takesLines, severalLines)) exact.beginLine();
          }}
          onKeyUp={(event) => {
            // This selects the text as an input does on Tab; with several lines, the next keystroke would delete them.
            if (event.key === "Tab" && !severalLines) event.currentTarget.select();
          }}
          aria-describedby={describedBy}
        />
      </span>
      {note}
      {children}
      <InvisibleNote value={value} id={unseenId} />
    </AriaTextField>
  );
});
