import type { ChangeKind, JournalCommit } from "#shared/edits.ts";
import { formatAmount, formatCount } from "../response/format.ts";

const verbs: readonly (readonly [ChangeKind, string])[] = [
  ["create", "created"],
  ["update", "changed"],
  ["delete", "deleted"],
  ["delete-all", "emptied"],
];

/** `4 records changed`, `3 records created, 1 deleted`. */
export function commitSummary({ kinds }: Pick<JournalCommit, "kinds">): string {
  const parts = verbs.flatMap(([kind, verb]) => {
    const count = kinds[kind] ?? 0;
    return count === 0 ? [] : [{ count, verb, noun: kind === "delete-all" ? "collection" : "record" }];
  });
  return parts
    .map(({ count, verb, noun }, index) =>
      index > 0 && noun === parts[0]?.noun ? `${formatCount(count)} ${verb}` : `${formatAmount(count, noun)} ${verb}`,
    )
    .join(", ");
}

/** The outcome of a commit in a few words: `Stored`, `3 of 4 stored`, `2 of 4 undone`. */
export function commitWord({
  writes,
  stored,
  undone,
  isOpen,
}: Pick<JournalCommit, "writes" | "stored" | "undone" | "isOpen">): string {
  if (undone > 0) return undone === stored ? "Undone" : `${formatCount(undone)} of ${formatCount(stored)} undone`;
  if (isOpen) return "Unknown in part";
  if (stored === 0) return "Nothing stored";
  return stored === writes ? "Stored" : `${formatCount(stored)} of ${formatCount(writes)} stored`;
}
