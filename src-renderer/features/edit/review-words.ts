import type { Review, ReviewItem, Run } from "#shared/edits.ts";
import { formatAmount, formatCount } from "../response/format.ts";

/** Items of a review that a commit would send. */
export function sendableItems({ items }: Review): readonly ReviewItem[] {
  return items.filter(({ state }) => state === "ready" || state === "moved");
}

/** `Commit 3 changes`, `Delete 9 records`, `Undo 3 changes`. */
export function commitTitle(review: Review): string {
  const items = sendableItems(review);
  const wipe = items.find(({ wipe: found }) => found !== null)?.wipe;
  if (wipe) return `Delete ${formatAmount(wipe.removes, "record")}`;
  if (review.undoes !== null) return `${undoVerb(review)} ${formatAmount(items.length, "change")}`;
  return `Commit ${formatAmount(items.length, "change")}`;
}

/** The undo of an undo is a redo. */
export function undoVerb({ redoes }: Pick<Review, "redoes">): "Undo" | "Redo" {
  return redoes === true ? "Redo" : "Undo";
}

export function reviewTitle(review: Review): string {
  if (review.undoes !== null) {
    return `Review ${undoVerb(review).toLowerCase()} of ${formatAmount(review.items.length, "change")}`;
  }
  return `Review ${formatAmount(review.items.length, "change")}`;
}

/** `3 PUTs` or `2 PUTs and 1 DELETE`. */
export function methodsText(items: readonly Pick<ReviewItem, "method">[]): string {
  const counts = (["POST", "PUT", "DELETE"] as const)
    .map((method) => [method, items.filter((item) => item.method === method).length] as const)
    .filter(([, count]) => count > 0)
    .map(([method, count]) => formatAmount(count, method));
  return counts.length < 2 ? counts.join("") : `${counts.slice(0, -1).join(", ")} and ${counts.at(-1) ?? ""}`;
}

export function requestsText({ wireRequests: { least, most } }: Review): string {
  return least === most
    ? formatAmount(least, "wire request")
    : `${formatCount(least)} to ${formatAmount(most, "wire request")}`;
}

/** Conflicts that still need a decision. */
export function openConflicts(review: Review, hasAnswer: (item: number, field: string) => boolean): number {
  let open = 0;
  for (const [index, { state, fields }] of review.items.entries()) {
    if (state !== "moved") continue;
    open += fields.filter((field) => field.state === "conflict" && !hasAnswer(index, field.name)).length;
  }
  return open;
}

export function countsOf({ items }: Run): { readonly done: number; readonly altered: number; readonly left: number } {
  const done = items.filter(({ outcome }) => outcome.state === "stored" || outcome.state === "altered").length;
  return {
    done,
    altered: items.filter(({ outcome }) => outcome.state === "altered").length,
    left: items.length - done,
  };
}

/** For at least one write it is not known whether it was carried out. */
export function hasOpenOutcome({ items }: Run): boolean {
  return items.some(({ outcome }) => outcome.state === "unknown" || outcome.state === "sending");
}
