import { useRef, type ClipboardEvent, type KeyboardEvent, type RefObject } from "react";
import { copiedCells } from "../../state/own-copy.ts";
import { editedValue, hasLineEnding, shownText, type LineEnding } from "./line-endings.ts";

/** Characters of a value that a text area is given: a longer one would take it too long to lay out. */
export const maxTyped = 10_000;

export interface ExactTextParts {
  /** The text area, which knows where the caret is. */
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly value: string;
  /** As editing began: typing back to it gives it back, line endings and all. */
  readonly before: string;
  /** For lines that are new. */
  readonly ending: LineEnding;
  readonly onChange: (value: string) => void;
}

export interface ExactText {
  /** What the text area has. */
  readonly shown: string;
  /** Takes what the text area has after an edit. */
  readonly change: (next: string) => void;
  readonly paste: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
  /** Begins a new line where the caret is. */
  readonly beginLine: () => void;
}

/**
 * A value in a text area, of which an edit changes what was edited and nothing else. A text area has one kind of line
 * ending, and would take all others away; an input has none.
 */
export function useExactText({ area, value, before, ending, onChange }: ExactTextParts): ExactText {
  const pasted = useRef<string | null>(null);

  return {
    shown: shownText(value),
    change(next) {
      const caret = area.current?.selectionEnd ?? null;
      const isBefore = next === shownText(before);
      onChange(isBefore ? before : editedValue({ value, next, caret, ending, pasted: pasted.current }));
    },
    paste(event) {
      const text = event.clipboardData.getData("text/plain");
      const own = copiedCells(text);
      const exact = own?.length === 1 && own[0]?.length === 1 ? (own[0][0] ?? "") : text;
      // Without line endings the text area already does this.
      const isLong = exact.length > maxTyped;
      if (exact === text && !hasLineEnding(text) && !isLong) return;
      event.preventDefault();
      if (isLong) {
        onChange(withPasted(event.currentTarget, value, exact, ending));
        return;
      }
      pasted.current = exact;
      insert(shownText(exact));
      pasted.current = null;
    },
    beginLine: () => insert("\n"),
  };
}

/** The value with a text in place of the selection, without a text area that lays out all of it. */
function withPasted(area: HTMLTextAreaElement, value: string, pasted: string, ending: LineEnding): string {
  const { selectionStart, selectionEnd } = area;
  const shown = shownText(value);
  const before = shown.slice(0, selectionStart) + shownText(pasted);
  return editedValue({ value, next: before + shown.slice(selectionEnd), caret: before.length, ending, pasted });
}

/** As if it was typed, so that the text area's own undo knows it. */
function insert(text: string): void {
  document.execCommand(text === "" ? "delete" : "insertText", false, text);
}

/** Whether a key that was pressed in a field of several lines, or of one, begins a new line there. */
export function beginsLine(
  { key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent,
  takesLines: boolean,
  enterIsEnough: boolean,
): boolean {
  if (key !== "Enter" || ctrlKey || metaKey || !takesLines) return false;
  return enterIsEnough || shiftKey || altKey;
}
