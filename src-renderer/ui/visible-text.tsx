import { Fragment, type ReactNode } from "react";
import { characterName } from "#shared/character-names.ts";
import { comparedParts } from "#shared/compared-text.ts";
import { codeOf, controlLettersOf } from "#shared/invisible-names.ts";
import { markLabel, markName, mayDeceive, spellPart, visibleParts, type VisiblePart } from "#shared/visible-text.ts";

/** Right-to-left letters: next to other text they would change the direction of their neighbours. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Marks that are elements of their own; in a text of more of them they are spelled out, which costs no elements. */
const maxMarks = 500;

export interface MarkedCharacter {
  readonly codePoint: number;
  readonly count: number;
}

/** The box for an invisible character. Its name is the tooltip and what a screen reader announces. */
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

/** A letter from another script than the rest of its word: underlined, with its name for those who cannot see that. */
function OddLetter({ codePoint }: { readonly codePoint: number }) {
  const name = `${characterName(codePoint)}, ${codeOf(codePoint)}`;
  const letter = String.fromCodePoint(codePoint);
  return (
    <span className="oddletter" role="img" aria-label={name} title={name} data-source={letter}>
      {letter}
    </span>
  );
}

/** Spaces that would go unnoticed, shown as one dot each. */
function MarkedSpaces({ count }: { readonly count: number }) {
  const name = count === 1 ? "1 space" : `${count.toLocaleString("en-US")} spaces`;
  return (
    <span className="ws" role="img" aria-label={name} title={name} data-source={" ".repeat(count)}>
      {count <= maxDots ? "·".repeat(count) : `·×${String(count)}`}
    </span>
  );
}

/** Names the character here when the compared text has another one that may look like it. It is not copied. */
function CharacterCode({ codePoint }: { readonly codePoint: number }) {
  const name = `differs in ${characterName(codePoint)}, ${codeOf(codePoint)}`;
  const shown = isDrawn.test(String.fromCodePoint(codePoint)) ? `${String.fromCodePoint(codePoint)} ` : "";
  return (
    <span className="charcode" role="img" aria-label={name} title={name} data-source="">
      {`${shown}${codeOf(codePoint)}`}
    </span>
  );
}

/** Dots for spaces in a row; more of them are counted. */
const maxDots = 40;
/** Characters that can be shown alone before their code. */
const isDrawn = /[\p{L}\p{N}\p{P}\p{S}]/u;

function drawPart(part: VisiblePart, breaksLines: boolean): ReactNode {
  switch (part.kind) {
    case "text":
      return part.text;
    case "mark":
      return breaksLines && part.codePoint === 10 ? lineFeeds(part.count) : <InvisibleMark {...part} />;
    case "letter":
      return <OddLetter {...part} />;
    case "spaces":
      return <MarkedSpaces {...part} />;
    case "code":
      return <CharacterCode {...part} />;
  }
}

function lineFeeds(count: number): ReactNode {
  return Array.from({ length: count }, (_, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- line feeds have no identity but their position
    <Fragment key={index}>
      <InvisibleMark codePoint={10} count={1} />
      {"\n"}
    </Fragment>
  ));
}

/** The parts of a text, kept apart from the direction of what is beside it. */
function drawParts(parts: readonly VisiblePart[], breaksLines: boolean): ReactNode {
  const each = parts.slice(0, maxMarks);
  const rest = parts.slice(maxMarks);
  return (
    <bdi>
      {each.map((part, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts of a text have no other name
        <Fragment key={index}>{drawPart(part, breaksLines)}</Fragment>
      ))}
      {rest.map((part) => (breaksLines && part.text === "\n" ? "↵\n" : spellPart(part))).join("")}
    </bdi>
  );
}

/**
 * A text with a mark for each character that cannot be seen or is not what it seems, kept apart from the direction of
 * what is beside it. Most texts come back as they are.
 */
export function visibleText(text: string): ReactNode {
  if (mayDeceive(text)) {
    const parts = visibleParts(text);
    return parts.length === 1 && parts[0]?.kind === "text" ? <bdi>{text}</bdi> : drawParts(parts, false);
  }
  return rightToLeft.test(text) ? <bdi>{text}</bdi> : text;
}

const unnoticedSpaces = /^ | $| {2}/u;

/** The same for a value as a whole, or a name that is trusted: spaces at its ends and in rows are marked as well. */
export function visibleValue(text: string): ReactNode {
  return unnoticedSpaces.test(text) ? drawParts(comparedParts(text), false) : visibleText(text);
}

/**
 * The same for a value that is approved or kept as proof, with its lines. Beside others that it is compared with it
 * never looks like one of them, unless it is the same.
 */
export function comparedText(text: string, others: readonly (string | null)[]): ReactNode {
  const parts = comparedParts(text, others);
  return parts.length === 1 && parts[0]?.kind === "text" ? visibleText(text) : drawParts(parts, true);
}

/** The codes that `comparedText` adds, for places that mark in another way what differs. */
export function codesOfDifference(text: string, others: readonly (string | null)[]): ReactNode {
  return comparedParts(text, others).flatMap((part, index) =>
    // oxlint-disable-next-line react/no-array-index-key -- parts of a text have no other name
    part.kind === "code" ? [<CharacterCode key={index} {...part} />] : [],
  );
}

/** The same for a text of several lines, whose line feeds break them. */
export function visibleLines(text: string): ReactNode {
  if (!mayDeceive(text.replaceAll("\n", ""))) return rightToLeft.test(text) ? <bdi>{text}</bdi> : text;
  return text.split("\n").map((line, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- lines of a text have no name but their place
    <Fragment key={index}>
      {index > 0 && "\n"}
      {visibleText(line)}
    </Fragment>
  ));
}

/** The same for a value that may already be a text of our own. */
export function visibleNode(node: ReactNode): ReactNode {
  return typeof node === "string" ? visibleText(node) : node;
}
