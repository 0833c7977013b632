import { memo, useCallback, useMemo, type ReactNode } from "react";
import type { RecordComparison, ValueDifference } from "#shared/login-comparison.ts";
import { usePortions } from "../../ui/use-portions.ts";
import { comparedText, visibleText, visibleValue } from "../../ui/visible-text.tsx";

export interface ComparedValuesProps {
  readonly values: RecordComparison["values"];
  readonly head: ReactNode;
}

/** The number of rows rendered in one frame. */
const rowsAtOnce = 100;
const weightOfRow = (): number => 1;

/**
 * Values that differ, possibly thousands: their rows are rendered over several frames, so the page stays responsive.
 */
export function ComparedValues({ values, head }: ComparedValuesProps) {
  const indexes = useMemo(() => values.map((_, index) => index), [values]);
  const contentAt = useCallback((index: number) => values[index], [values]);
  const contents = usePortions({
    indexes,
    firstInSight: 0,
    contentAt,
    weightOf: weightOfRow,
    limit: rowsAtOnce,
    of: values,
  });
  return (
    <table className="pt box" aria-label="Values that differ" aria-rowcount={values.length + 1}>
      {head}
      <tbody>
        {indexes.map((index) => {
          const value = contents.get(index);
          return value && <ValueRow key={index} value={value} />;
        })}
      </tbody>
    </table>
  );
}

const ValueRow = memo(function ValueRow({ value }: { value: ValueDifference }) {
  return (
    <tr>
      <th scope="row" className="k">
        {value.id === "" ? "–" : visibleValue(value.id)}
      </th>
      <td className="k">{visibleText(value.field)}</td>
      <Texts both={value} absent="no such field" />
    </tr>
  );
});

interface TextsProps {
  readonly both: { readonly left: string | null; readonly right: string | null };
  readonly absent: string;
}

/** The value of each side, as two cells. */
export function Texts({ both, absent }: TextsProps) {
  return [both.left, both.right].map((text, index) => (
    <td key={index === 0 ? "left" : "right"} className="v">
      {text === null ? (
        <span className="ink-3">{absent}</span>
      ) : (
        comparedText(text, [index === 0 ? both.right : both.left])
      )}
    </td>
  ));
}
