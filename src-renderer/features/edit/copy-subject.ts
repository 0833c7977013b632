import type { ReviewItem } from "#shared/edits.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";

/** What is fetched for a copy before a deletion. */
export interface CopySubject {
  readonly designator: string;
  /** The ids of the records to copy; null for everything that is fetched. */
  readonly ids: readonly string[] | null;
}

/** null where one request cannot fetch everything that is to be deleted. */
export function copySubject(items: readonly Pick<ReviewItem, "designator">[]): CopySubject | null {
  const [first] = items;
  if (first === undefined) return null;
  if (items.length === 1) return { designator: first.designator, ids: null };
  const collections = new Set<string>();
  const ids: string[] = [];
  for (const { designator } of items) {
    const match = matchDesignator(designator);
    const id = match?.resource.kind === "record" ? Object.values(match.ids).at(-1) : undefined;
    if (id === undefined) return null;
    ids.push(id);
    collections.add(designator.slice(0, designator.lastIndexOf("/")));
  }
  const [designator] = collections;
  return designator === undefined || collections.size > 1 ? null : { designator, ids };
}
