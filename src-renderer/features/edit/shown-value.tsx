import type { ReactNode } from "react";
import { excerptOf, firstDifference } from "#shared/value-rows.ts";
import { LongText, maxAtOnce, maxExcerpt } from "../../ui/long-value/held-value.tsx";
import { beforeText, moreText } from "../../ui/shortened.ts";
import { comparedText } from "../../ui/visible-text.tsx";
import { copyValue } from "../response/copy-value.ts";

/** null: there is no value. */
type Value = string | null;

/**
 * A value shown for comparison: spaces and invisible characters are shown as marks. Different values never look the
 * same. A long value is cut around the first difference, and the text says so.
 */
export function shownValue(value: Value, ...others: readonly Value[]): ReactNode {
  return shownDifference(value, others, maxAtOnce);
}

/** Where a value begins to differ from the first of the others; 0 where there is nothing to compare. */
function differencePlace(value: string, [other = null]: readonly Value[]): number {
  return other === null || other === "" || value === other ? 0 : firstDifference(value, other);
}

/** The same part of each value, so the difference is marked. */
function compareExcerpts(text: string, others: readonly Value[], limit: number, place: number): ReactNode {
  const length = Math.min(maxExcerpt, limit);
  return comparedText(
    text,
    others.map((other) => (other === null ? null : excerptOf(other, length, place).text)),
  );
}

/** The same for positions that cannot hold a button, limited to the characters that are laid out initially. */
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
  /** The values it is compared with; the first difference from the first of them is visible. */
  readonly others: readonly Value[];
  /** Characters that are laid out initially. */
  readonly limit: number;
}

/** The same with a button that shows all of a long value. */
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
