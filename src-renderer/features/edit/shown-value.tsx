import type { ReactNode } from "react";

/** A value as it is compared: nothing is left to guess from a blank. */
export function shownValue(value: string | null): ReactNode {
  if (value === null) return <i>not sent</i>;
  return value === "" ? <i>empty</i> : value;
}
