import type { ReviewItem } from "#shared/edits.ts";
import { shortened } from "../../ui/shortened.ts";
import { foldPrefix } from "../response/fold-prefix.ts";
import { formatAmount } from "../response/format.ts";

/** Up to this many changes are shown with their values; of more, only the first one is, and the rest are rows. */
const maxOpen = 3;

/** Positions of the items that are open initially: all of a few, else those that need a decision, else the first. */
export function openedAtFirst(items: readonly ReviewItem[]): ReadonlySet<number> {
  const places = [...items.keys()];
  if (items.length <= maxOpen) return new Set(places);
  const urgent = places.filter((place) => wantsAttention(items[place]));
  return new Set(urgent.length > 0 ? urgent : [0]);
}

function wantsAttention(item: ReviewItem | undefined): boolean {
  if (item === undefined || item.wipe !== null) return item !== undefined;
  if (item.state === "moved") return item.fields.some(({ state }) => state === "conflict");
  return item.state === "refused" || item.state === "gone";
}

/** Characters of a row beside its method and its buttons. */
const maxCharacters = 60;

/** The names of the fields where a row has room for them, else their number; `delete` for a deletion. */
export function fieldsText({ kind, fields, designator, title }: ReviewItem): string {
  if (kind === "delete" || kind === "delete-all") return "delete";
  const changed = fields.filter(({ state }) => state !== "theirs").map(({ name }) => name);
  const { shown } = foldPrefix(changed);
  const names = changed.map(changed.length === 1 ? withoutResource : shown).join(", ");
  const room = maxCharacters - designator.length - title.length;
  return names.length <= room ? names : formatAmount(changed.length, "field");
}

/** `email` for `contact_email`: a single name has no other names to share its prefix with. */
function withoutResource(name: string): string {
  const end = name.indexOf("_");
  return end > 0 && end + 1 < name.length ? name.slice(end + 1) : name;
}

export function discardLabel({ title, designator }: Pick<ReviewItem, "title" | "designator">): string {
  return `Discard ${shortened(title || designator)}`;
}
