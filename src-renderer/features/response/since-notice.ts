import type { SinceFetched } from "../../state/since-fetched.ts";
import type { AnswerNotice } from "./answer-notices.ts";
import { formatAmount, formatTime } from "./format.ts";

/**
 * What is known to have happened to a response since it was fetched, in words; null when nothing is known to have
 * changed.
 */
export function sinceNotice(
  { gone, added, emptiedAt, owner }: SinceFetched,
  designator: string,
  fetchedAt: number,
  /** Whether records that are gone are left out of the view. */
  isLeftOut: boolean,
): AnswerNotice | null {
  const asOf = `This is how it was at ${formatTime(fetchedAt)}.`;
  if (owner !== null) {
    const title = `${owner.designator} is not there any more, as of ${formatTime(owner.at)}.`;
    return notice("gone", title, owner.designator === designator ? asOf : `It took ${designator} with it. ${asOf}`);
  }
  if (emptiedAt !== null) {
    return notice("emptied", `Records here were deleted at ${formatTime(emptiedAt)}, all that can be.`, asOf);
  }
  const lost = gone.ids.length;
  if (lost === 0 && added === 0) return null;
  const parts = [
    ...(lost > 0 ? [`${formatAmount(lost, "record")} ${lost === 1 ? "is" : "are"} not there any more`] : []),
    ...(added > 0 ? [`${formatAmount(added, "record")} ${added === 1 ? "was" : "were"} added`] : []),
  ];
  const rest = isLeftOut ? `Left out of the table. The rest is as it was at ${formatTime(fetchedAt)}.` : asOf;
  return notice("outdated", `Since this was fetched, ${parts.join(" and ")}.`, rest);
}

function notice(key: string, title: string, message: string): AnswerNotice {
  return { key, kind: "info", icon: "told", title, message, actions: [{ id: "send", text: "Refresh" }] };
}
