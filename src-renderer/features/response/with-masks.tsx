import { Fragment, type ReactNode } from "react";
import { visibleText } from "../../ui/visible-text.tsx";

/** Text with its masks set in the face in which they cannot be read as a value. */
export function withMasks(text: string): ReactNode {
  return text.split(/(•+)/u).map((piece, index) =>
    index % 2 === 1 ? (
      // oxlint-disable-next-line react/no-array-index-key -- pieces of a text have no other name
      <span key={index} className="mask">
        {piece}
      </span>
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- pieces of a text have no other name
      <Fragment key={index}>{visibleText(piece)}</Fragment>
    ),
  );
}
