import { useState, type RefObject } from "react";
import type { CodeLine } from "#shared/documents.ts";
import { foldName } from "./code-line.tsx";

/** Characters of a line that are spoken. */
const spokenLength = 200;

export interface CursorText {
  readonly lineCount: number;
  readonly lineAt: (index: number) => CodeLine | undefined;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly showLine: (index: number) => void;
  readonly firstInSight: () => number;
  readonly onFold: (line: CodeLine, together: boolean) => void;
  readonly onRecord: (record: number) => void;
}

/** The line that keys act on, and its announcement for a screen reader. */
export function useCodeCursor(text: CursorText) {
  const { lineCount, lineAt, scroller, showLine, firstInSight, onFold, onRecord } = text;
  const [cursor, setCursor] = useState<number | null>(null);
  const [spoken, setSpoken] = useState("");

  function moveTo(index: number): void {
    setCursor(index);
    showLine(index);
    const line = lineAt(index);
    const words = line?.tokens.map(([, token]) => token).join("");
    if (line) setSpoken(`Line ${line.number}: ${words?.slice(0, spokenLength) ?? ""}`);
  }

  function fold(line: CodeLine): void {
    onFold(line, false);
    setSpoken(`${foldName(line)} ${line.fold === "open" ? "folded" : "unfolded"}`);
  }

  /** Moves, folds, unfolds or selects the record; false for other keys. */
  function press(key: string): boolean {
    const line = cursor === null ? undefined : lineAt(cursor);
    switch (key) {
      case "ArrowDown":
      case "ArrowUp": {
        if (lineCount === 0) return false;
        const next = cursor === null ? firstInSight() : cursor + (key === "ArrowDown" ? 1 : -1);
        moveTo(Math.min(Math.max(next, 0), lineCount - 1));
        return true;
      }
      case "ArrowLeft":
        // If scrolled sideways, the key scrolls back first.
        if (line?.fold !== "open" || (scroller.current?.scrollLeft ?? 0) > 0) return false;
        fold(line);
        return true;
      case "ArrowRight":
        if (line?.fold !== "folded") return false;
        fold(line);
        return true;
      case "Enter":
        if (line === undefined || line.record === null) return false;
        onRecord(line.record);
        return true;
      default:
        return false;
    }
  }

  return { cursor, setCursor, spoken, press };
}
