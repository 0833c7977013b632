import { Fragment, type ReactNode } from "react";
import { excerptOf, firstDifference } from "#shared/value-rows.ts";
import { LongText, maxExcerpt } from "../../ui/long-value/held-value.tsx";
import { beforeText, moreText, shortened } from "../../ui/shortened.ts";
import { InvisibleMark } from "../../ui/visible-text.tsx";
import { visibleValue } from "../response/cell-look.tsx";
import { copyValue } from "../response/copy-value.ts";

const lineFeed = <InvisibleMark codePoint={10} count={1} />;

/** A value as it is compared: spaces and invisible characters are shown as marks. A long one is cut, and says so. */
export function shownValue(value: string | null): ReactNode {
  if (value === null) return <i>not sent</i>;
  if (value === "") return <i>empty</i>;
  return markedLines(shortened(value));
}

function markedLines(value: string): ReactNode {
  const lines = value.split("\n");
  if (lines.length === 1) return visibleValue(value);
  return lines.map((line, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- lines of a text have no name but their place
    <Fragment key={index}>
      {visibleValue(line)}
      {index < lines.length - 1 && (
        <>
          {lineFeed}
          {"\n"}
        </>
      )}
    </Fragment>
  ));
}

/** Where a value begins to differ from another; its beginning where there is nothing to compare. */
function differencePlace(value: string, other: string | null): number {
  return other === null || other === "" || value === other ? 0 : firstDifference(value, other);
}

/** What is around the first difference, for places that hold no button. */
export function shownDifference(value: string | null, other: string | null, limit: number): ReactNode {
  if (value === null || value.length <= limit)
    return value === null || value === "" ? shownValue(value) : markedLines(value);
  const { from, text, more } = excerptOf(value, Math.min(maxExcerpt, limit), differencePlace(value, other));
  return (
    <span>
      {from > 0 && <span className="longmore">{beforeText(from)} </span>}
      {markedLines(text)}
      {more > 0 && <span className="longmore">{moreText(more)}</span>}
    </span>
  );
}

export interface ComparedValueProps {
  /** `contact_note as it is now` */
  readonly label: string;
  readonly value: string | null;
  /** What it is compared with: the first difference is in sight. */
  readonly other: string | null;
  /** Characters that are laid out at once. */
  readonly limit: number;
}

/** The same with all of a long value one click away. */
export function ComparedValue({ label, value, other, limit }: ComparedValueProps) {
  if (value === null || value === "") return shownValue(value);
  return (
    <LongText
      label={label}
      text={value}
      place={differencePlace(value, other)}
      limit={limit}
      draw={markedLines}
      onCopy={(text) => copyValue(label, () => text)}
    />
  );
}
