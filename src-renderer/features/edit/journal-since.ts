import { draftIdOf, type JournalEntry } from "#shared/edits.ts";
import { isProven, type Observed } from "../../state/observed.ts";

/**
 * What happened to the record of a journal entry after it: it was renamed, or it is gone. Taken from what was observed
 * in this session and from the later entries; empty when nothing is known.
 */
export function journalSince(
  { connectionId, designator, at, kind, title, entryId }: JournalEntry,
  entries: readonly JournalEntry[],
  observed: Pick<Observed, "presence" | "titles">,
): string {
  if (kind === "delete" || kind === "delete-all") return "";
  const id = draftIdOf(connectionId, designator);
  const known = observed.presence.get(id);
  const isDeleted = entries.some(
    (later) =>
      later.entryId !== entryId &&
      later.at > at &&
      later.kind === "delete" &&
      isProven(later.state) &&
      later.designator === designator,
  );
  if (isDeleted || (known?.exists === false && known.at > at)) return ", not there any more";
  const name = observed.titles.get(id);
  return name !== undefined && name.at >= at && name.title !== title ? `, now ${name.title}` : "";
}
