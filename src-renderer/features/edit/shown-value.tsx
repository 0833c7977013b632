import type { ReactNode } from "react";
import { excerptOf, firstDifference } from "#shared/value-rows.ts";
import { LongText, maxAtOnce, maxExcerpt } from "../../ui/long-value/held-value.tsx";
import { beforeText, moreText } from "../../ui/shortened.ts";
import { comparedText } from "../../ui/visible-text.tsx";
import { copyValue } from "../response/copy-value.ts";

/** null: not there. */
type Value = string | null;

/**
 * A value as it is compared: spaces and invisible characters are shown as marks. Beside other values it never looks
 * like one of them, unless it is the same. A long value is cut around the first difference, and the text says so.
 */
export function shownValue(value: Value, ...others: readonly Value[]): ReactNode {
  return shownDifference(value, others, maxAtOnce);
}

/** Where a value begins to differ from the first of the others; its beginning where there is nothing to compare. */
function differencePlace(value: string, [other = null]: readonly Value[]): number {
  return other === null || other === "" || value === other ? 0 : firstDifference(value, other);
}

/** The same part of each value, so that what differs in it is marked. */
function compareExcerpts(text: string, others: readonly Value[], limit: number, place: number): ReactNode {
  const length = Math.min(maxExcerpt, limit);
  return comparedText(
    text,
    others.map((other) => (other === null ? null : excerptOf(other, length, place).text)),
  );
}

/** The same for places that hold no button, with as many characters as are laid out at once. */
export function shownDifference(value: Value, others: readonly Value[], limit: number): ReactNode {
  if (value === null) return <i>not sent</i>;
  if (value === "") return <i>empty</i>;
  if (value.length <= limit) return comparedText(value, others);
  const place = differencePlace(value, others);
  const { from, text, more } = excerptOf(value, Math.min(maxExcerpt, limit), place);
  return (
    <span>
      {from > 0 && <span className="longmore">{beforeText(from)} </span>}
      {compareExcerpts(text, others, limit, place)}
      {more > 0 && <span className="longmore">{moreText(more)}</span>}
    </span>
  );
}

export interface ComparedValueProps {
  /** `contact_note as it is now` */
  readonly label: string;
  readonly value: Value;
  /** The values that it is compared with: the first difference from the first of these is in sight. */
  readonly others: readonly Value[];
  /** Characters that are laid out at once. */
  readonly limit: number;
}

/** The same with all of a long value one click away. */
export function ComparedValue({ label, value, others, limit }: ComparedValueProps) {
  if (value === null || value === "") return shownValue(value);
  const place = differencePlace(value, others);
  return (
    <LongText
      label={label}
      text={value}
      place={place}
      limit={limit}
      draw={(text) =>
        value.length <= limit ? comparedText(text, others) : compareExcerpts(text, others, limit, place)
      }
      onCopy={(text) => copyValue(label, () => text)}
    />
  );
}
