import type { Cell } from "#shared/documents.ts";
import { LongText, maxExcerpt } from "../../ui/long-value/held-value.tsx";
import { visibleValue } from "../../ui/visible-text.tsx";
import type { ColumnKind } from "../response/column-kind.ts";
import { copyValue } from "../response/copy-value.ts";
import { ServedText } from "../response/served-value.tsx";
import { cellValue } from "../response/whole-cell.ts";
import type { ValuePlace } from "../response/whole-value.ts";
import type { ValueLook } from "./record-look.tsx";

/** A value of which only a part is shown at first. */
export type LongCell = Exclude<Cell, { readonly kind: "missing" | "null" }>;

/** Whether a value is longer than the part that is laid out initially. */
export function isLong(cell: Cell | undefined, budget: number): cell is LongCell {
  if (cell === undefined) return false;
  return cellValue(cell).length > budget || (typeof cell === "object" && cell.kind === "cut");
}

/** The frame of a long value; its content is a ValueText. */
export function longLook(cell: LongCell, { mono }: ColumnKind): ValueLook {
  const isSource = typeof cell === "object" && cell.kind !== "cut";
  return { className: mono || isSource ? "v c" : "v", content: null };
}

interface ValueTextProps {
  readonly cell: LongCell;
  /** The whole value, if this page has it: as edited or stored. */
  readonly held: string | undefined;
  readonly place: ValuePlace;
  /** Characters that are laid out initially. */
  readonly budget: number;
}

/** The beginning of a long value in the inspector, and a button that shows the rest. */
export function ValueText({ cell, held, place, budget }: ValueTextProps) {
  const { column } = place;
  if (typeof cell === "object" && cell.kind === "cut" && held === undefined) {
    return (
      <ServedText
        {...place}
        beginning={cell.text}
        length={cell.length}
        shown={Math.min(maxExcerpt, budget)}
        draw={visibleValue}
      />
    );
  }
  const text = held ?? cellValue(cell);
  return (
    <LongText
      label={column}
      text={text}
      limit={Math.min(budget, text.length - 1)}
      draw={visibleValue}
      onCopy={() => copyValue(column, () => text)}
    />
  );
}
