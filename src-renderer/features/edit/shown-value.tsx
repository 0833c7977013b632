import type { ReactNode } from "react";
import { visibleValue } from "../response/cell-look.tsx";

/** A value as it is compared: nothing is left to guess from a blank, and nothing in it is invisible. */
export function shownValue(value: string | null): ReactNode {
  if (value === null) return <i>not sent</i>;
  return value === "" ? <i>empty</i> : visibleValue(value);
}
