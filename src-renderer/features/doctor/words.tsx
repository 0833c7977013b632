import { visibleText, visibleValue } from "../../ui/visible-text.tsx";
import { Fragment } from "react";

/** Plain text in which backticks enclose what is set in the code face. */
export function Words({ text }: { text: string }) {
  return text.split("`").map((piece, index) => {
    // oxlint-disable-next-line react/no-array-index-key -- pieces of one text have no identity but their order
    if (index % 2 === 0) return <Fragment key={index}>{visibleText(piece)}</Fragment>;
    // oxlint-disable-next-line react/no-array-index-key -- pieces of one text have no identity but their order
    return <code key={index}>{visibleValue(piece)}</code>;
  });
}

/** The same text without backticks, for the clipboard and for accessible names. */
export function plainWords(text: string): string {
  return text.replaceAll("`", "");
}
