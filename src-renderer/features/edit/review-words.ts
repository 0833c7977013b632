import type { ItemState, Review, ReviewItem, Run } from "#shared/edits.ts";
import { formatAmount } from "../response/format.ts";

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
    : `${String(least)} to ${formatAmount(most, "wire request")}`;
}

/** Conflicts that still want an answer. */
export function openConflicts(review: Review, hasAnswer: (item: number, field: string) => boolean): number {
  let open = 0;
  for (const [index, { state, fields }] of review.items.entries()) {
    if (state !== "moved") continue;
    open += fields.filter((field) => field.state === "conflict" && !hasAnswer(index, field.name)).length;
  }
  return open;
}

export const stateWords: Readonly<Record<ItemState, string>> = {
  waiting: "Waiting",
  sending: "Sending",
  stored: "Stored",
  altered: "Stored differently",
  refused: "Refused",
  moved: "Moved",
  unknown: "Unknown",
  "not-executed": "Not carried out",
};

export function countsOf({ items }: Run): { readonly done: number; readonly altered: number; readonly left: number } {
  const done = items.filter(({ outcome }) => outcome.state === "stored" || outcome.state === "altered").length;
  return {
    done,
    altered: items.filter(({ outcome }) => outcome.state === "altered").length,
    left: items.length - done,
  };
}

/** Of some write it is not known whether it was carried out. */
export function hasOpenOutcome({ items }: Run): boolean {
  return items.some(({ outcome }) => outcome.state === "unknown" || outcome.state === "sending");
}

/** `3 changes stored. 1 was normalised by the server.` */
/** Stop was pressed while a write was on its way. */
export const stoppingSentence = "Stopping. The write on its way has 10 s to end.";

export function runSentence(run: Run): string {
  const { done, altered, left } = countsOf(run);
  const verb = run.items.every(({ method }) => method === "DELETE") ? "carried out" : "stored";
  const parts = [`${formatAmount(done, "change")} ${verb}.`];
  if (altered > 0) parts.push(`${String(altered)} ${altered === 1 ? "was" : "were"} stored differently by the server.`);
  if (left > 0 && run.state !== "running") parts.push(`${formatAmount(left, "change")} not sent or not proven.`);
  return parts.join(" ");
}
