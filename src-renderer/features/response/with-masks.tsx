import { Fragment, type ReactNode } from "react";
import { visibleText } from "../../ui/visible-text.tsx";

/** Text with its masks set in a face in which they cannot be mistaken for a value. */
export function withMasks(text: string): ReactNode {
  return text.split(/(•+)/u).map((piece, index) =>
    index % 2 === 1 ? (
      // oxlint-disable-next-line react/no-array-index-key -- pieces of a text have no other identity
      <span key={index} className="mask">
        {piece}
      </span>
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- pieces of a text have no other identity
      <Fragment key={index}>{visibleText(piece)}</Fragment>
    ),
  );
}
