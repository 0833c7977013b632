import { useRef, type ClipboardEvent, type KeyboardEvent, type RefObject } from "react";
import { copiedCells } from "../../state/own-copy.ts";
import { editedValue, hasLineEnding, shownText, type LineEnding } from "./line-endings.ts";

/** The maximum length of a value in a text area; a longer one would take too long to lay out. */
export const maxTyped = 10_000;

export interface ExactTextParts {
  /** The text area, which knows where the caret is. */
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly value: string;
  /** The value when editing started: typing the same text again restores it, line endings included. */
  readonly before: string;
  /** The line ending for new lines. */
  readonly ending: LineEnding;
  readonly onChange: (value: string) => void;
}

export interface ExactText {
  /** The text in the text area. */
  readonly shown: string;
  /** Takes the text of the text area after an edit. */
  readonly change: (next: string) => void;
  readonly paste: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
  /** Starts a new line at the caret. */
  readonly beginLine: () => void;
}

/**
 * A value in a text area, where an edit changes only what was edited. A text area normalises all line endings to one
 * kind, and an input removes them.
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
      // Without line endings in the value, the text area already behaves this way.
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

/** The value with the selection replaced by a text, without a text area that lays out all of it. */
function withPasted(area: HTMLTextAreaElement, value: string, pasted: string, ending: LineEnding): string {
  const { selectionStart, selectionEnd } = area;
  const shown = shownText(value);
  const before = shown.slice(0, selectionStart) + shownText(pasted);
  return editedValue({ value, next: before + shown.slice(selectionEnd), caret: before.length, ending, pasted });
}

/** Inserted as if typed, so the text area's own undo records it. */
function insert(text: string): void {
  document.execCommand(text === "" ? "delete" : "insertText", false, text);
}

/** Whether a key pressed in a field of several lines, or of one, starts a new line there. */
export function beginsLine(
  { key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent,
  takesLines: boolean,
  enterIsEnough: boolean,
): boolean {
  if (key !== "Enter" || ctrlKey || metaKey || !takesLines) return false;
  return enterIsEnough || shiftKey || altKey;
}
