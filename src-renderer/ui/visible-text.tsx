import { Fragment, type ReactNode } from "react";
import { controlLettersOf } from "#shared/invisible-names.ts";
import { markLabel, markName, mayHideCharacters, spelledOut, splitInvisible } from "#shared/visible-text.ts";

/** Letters that are written from right to left: beside other text they would take their neighbours along. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Marks that are elements of their own; in a text of more of them they are spelled out, which costs no elements. */
const maxMarks = 500;

export interface MarkedCharacter {
  readonly codePoint: number;
  readonly count: number;
}

/** The box for a character that cannot be seen. Its name is its tooltip and what a screen reader says. */
export function InvisibleMark({ codePoint, count }: MarkedCharacter) {
  const name = markName({ codePoint, count });
  // Tab and line feed have arrows that our fonts contain.
  const isArrow = codePoint === 9 || codePoint === 10;
  const letters = isArrow ? null : controlLettersOf(codePoint);
  return (
    <span
      className={isArrow ? "ctl" : "inv"}
      role="img"
      aria-label={name}
      title={name}
      data-source={String.fromCodePoint(codePoint).repeat(count)}
    >
      {letters === null ? markLabel({ codePoint, count }) : `${letters}${count === 1 ? "" : `×${String(count)}`}`}
    </span>
  );
}

/**
 * A text with a mark for each character that cannot be seen, kept apart from the direction of what is beside it. Most
 * texts come back as they are.
 */
export function visibleText(text: string): ReactNode {
  const hides = mayHideCharacters(text);
  if (!hides) return rightToLeft.test(text) ? <bdi>{text}</bdi> : text;
  const pieces = splitInvisible(text);
  if (pieces.length === 1 && pieces[0]?.kind === "text") return <bdi>{text}</bdi>;
  const each = pieces.slice(0, maxMarks);
  const rest = pieces.slice(maxMarks);
  return (
    <bdi>
      {each.map((piece, index) =>
        piece.kind === "text" ? (
          piece.text
        ) : (
          // oxlint-disable-next-line react/no-array-index-key -- pieces of a text have no other name
          <InvisibleMark key={index} {...piece} />
        ),
      )}
      {rest.length > 0 && spelledOut(rest.map((piece) => piece.text).join(""))}
    </bdi>
  );
}

/** The same for a text of several lines, whose line feeds break them. */
export function visibleLines(text: string): ReactNode {
  if (!mayHideCharacters(text.replaceAll("\n", ""))) return text;
  return text.split("\n").map((line, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- lines of a text have no name but their place
    <Fragment key={index}>
      {index > 0 && "\n"}
      {visibleText(line)}
    </Fragment>
  ));
}

/** The same for what may be words of ours already. */
export function visibleNode(node: ReactNode): ReactNode {
  return typeof node === "string" ? visibleText(node) : node;
}
