import { useMemo, type ReactNode } from "react";
import { excerptOf } from "#shared/value-rows.ts";
import { visibleText } from "../visible-text.tsx";
import { Expandable } from "./expandable.tsx";
import { Measured } from "./measured.tsx";
import { useHeldRows } from "./use-held-rows.ts";
import { ValueView, type ValueViewProps } from "./value-view.tsx";

/** Maximum number of characters of a value in a single layout. */
export const maxAtOnce = 2_000;

/** The number of characters of a longer value shown before it is expanded. */
export const maxExcerpt = 400;

export interface HeldValueProps extends Pick<ValueViewProps, "label" | "onHide" | "takesFocus"> {
  readonly text: string;
  /** A character that must be visible. */
  readonly place?: number;
  readonly onCopy: (text: string) => void;
  /** What else can be done with the value where it is shown. */
  readonly actions?: (placeInSight: () => number) => ReactNode;
}

/** A value held by this page, shown in windows of rows. */
export function HeldValue(props: HeldValueProps) {
  return <Measured>{(columns) => <HeldRows {...props} columns={columns} />}</Measured>;
}

function HeldRows({ text, place, onCopy, actions, columns, ...rest }: HeldValueProps & { readonly columns: number }) {
  const rows = useHeldRows(text, columns);
  return (
    <ValueView
      {...rest}
      length={text.length}
      window={rows}
      onCopy={() => onCopy(text)}
      show={place === undefined ? undefined : rows.rowOf(place)}
      actions={actions?.(rows.placeInSight)}
    />
  );
}

export interface LongTextProps extends Pick<HeldValueProps, "label" | "text" | "place" | "onCopy"> {
  /** Longer ones are shown by their beginning. */
  readonly limit?: number;
  readonly draw?: (text: string) => ReactNode;
}

/** A text that may be long: a short one whole; of a long one the part around `place`, and one click to all of it. */
export function LongText({ limit = maxAtOnce, draw = visibleText, ...value }: LongTextProps) {
  const { label, text, place = 0 } = value;
  const excerpt = useMemo(
    () => (text.length <= limit ? null : excerptOf(text, Math.min(maxExcerpt, limit), place)),
    [text, limit, place],
  );
  if (excerpt === null) return draw(text);
  return (
    <Expandable label={label} excerpt={excerpt} draw={draw}>
      {(onHide) => <HeldValue {...value} takesFocus onHide={onHide} />}
    </Expandable>
  );
}
