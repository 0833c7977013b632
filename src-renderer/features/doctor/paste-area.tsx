import { useRef } from "react";
import type { HeaderCheckMark } from "#shared/header-check.ts";
import { markedPieces } from "./differing.ts";

export interface PasteAreaProps {
  readonly text: string;
  /** What differs, in the text as it stands. */
  readonly marks: readonly HeaderCheckMark[];
  readonly onPaste: (text: string) => void;
  readonly onType: (text: string) => void;
}

/** As much as the main process takes; a request head is never longer. */
const maxCharacters = 262_144;

/**
 * A text field with marks in it. A field can show none, so its text is drawn by a copy behind it, letter by letter at
 * the same place; the field itself is what is typed into, read out and selected.
 */
export function PasteArea({ text, marks, onPaste, onType }: PasteAreaProps) {
  const copy = useRef<HTMLDivElement | null>(null);
  const pasted = useRef(false);
  return (
    <div className="pastearea">
      <div className="ta copy" aria-hidden="true" ref={copy}>
        {markedPieces(text, marks).map((piece, index) =>
          piece.marked ? (
            // oxlint-disable-next-line react/no-array-index-key -- pieces of one text have no identity but their order
            <mark key={index}>{piece.text}</mark>
          ) : (
            piece.text
          ),
        )}
        {/* A line end at the very end has no height of its own. */}
        {"\n"}
      </div>
      <textarea
        className="ta"
        aria-label="The customer’s request"
        aria-describedby="paste-hint"
        spellCheck={false}
        autoComplete="off"
        maxLength={maxCharacters}
        value={text}
        onPaste={() => {
          pasted.current = true;
        }}
        onChange={({ target }) => {
          // What is pasted into or behind the old text adds to it; what takes its place is another request.
          const isAnother = pasted.current && (text === "" || !target.value.includes(text));
          pasted.current = false;
          (isAnother ? onPaste : onType)(target.value);
        }}
        onScroll={({ currentTarget }) => {
          if (copy.current) copy.current.scrollTop = currentTarget.scrollTop;
        }}
      />
    </div>
  );
}
