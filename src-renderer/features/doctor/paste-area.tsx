import { useRef } from "react";
import type { HeaderCheckMark } from "#shared/header-check.ts";
import { markedPieces } from "./differing.ts";

export interface PasteAreaProps {
  readonly text: string;
  /** The ranges of the text that differ. */
  readonly marks: readonly HeaderCheckMark[];
  readonly onPaste: (text: string) => void;
  readonly onType: (text: string) => void;
}

/** The maximum that the main process accepts; a request head is never longer. */
const maxCharacters = 262_144;

/**
 * A text field with marks in it. A text area cannot show marks, so a copy under it renders the same text, letter by
 * letter in the same position; the field itself is used for typing, selection and screen readers.
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
        {/* A line ending at the very end of the text has no height of its own. */}
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
          // A paste into or after the old text extends it; a paste that replaces it is another request.
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
