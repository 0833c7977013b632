import type { ReactNode } from "react";
import { comparedText } from "../../ui/visible-text.tsx";

/**
 * A value as it is compared: spaces and invisible characters are shown as marks. Beside others (null for one that is
 * not there) it never looks like one of them, unless it is the same.
 */
export function shownValue(value: string | null, ...others: readonly (string | null)[]): ReactNode {
  if (value === null) return <i>not sent</i>;
  if (value === "") return <i>empty</i>;
  return comparedText(value, others);
}
