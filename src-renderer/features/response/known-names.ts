import { designatorOfId } from "#shared/rezora/uri.ts";
import type { Resource } from "#shared/rezora/catalog.ts";
import { formatCount } from "./format.ts";

/** What is known about the names of the members of a list or a group. */
export interface KnownNames {
  /** Different ids in the table. */
  readonly total: number;
  /** How many of them belong to a fetched record. */
  readonly known: number;
  /** An id whose record was not fetched; null when all were. */
  readonly missing: string | null;
  /** When the collection of the members was fetched, as a time of day; null when it was not. */
  readonly fetchedAt: string | null;
}

export interface NamesOffer {
  readonly title: string;
  readonly message: string;
  readonly button: string;
  /** What the button fetches, with one GET. */
  readonly designator: string;
}

/** Counts in one pass, because a list may have a hundred thousand contacts. */
export function countKnown(
  ids: ReadonlySet<string>,
  isKnown: (id: string) => boolean,
): Pick<KnownNames, "total" | "known" | "missing"> {
  let known = 0;
  let missing: string | null = null;
  for (const id of ids) {
    if (isKnown(id)) known++;
    else missing ??= id;
  }
  return { total: ids.size, known, missing };
}

/** The strip about names that were not fetched, and the one fetch that gets them; null when all are known. */
export function namesOffer(members: Resource, { total, known, missing, fetchedAt }: KnownNames): NamesOffer | null {
  if (missing === null) return null;
  const { path } = members;
  if (fetchedAt === null) {
    const title = known === 0 ? "The names are not known." : countWords(known, total);
    return { title, message: `The ${path} were not fetched.`, button: `Fetch ${path}`, designator: path };
  }
  const message =
    known === 0 ? `The ${path} fetched at ${fetchedAt} are others.` : `from the ${path} fetched at ${fetchedAt}.`;
  const title = known === 0 ? "The names are not known." : countWords(known, total).slice(0, -1);
  const record = total - known === 1 ? designatorOfId(`${path}/ID` as Resource["path"], () => missing) : null;
  return record === null
    ? { title, message, button: `Fetch ${path} again`, designator: path }
    : { title, message, button: "Fetch the other one", designator: record };
}

function countWords(known: number, total: number): string {
  return `${formatCount(known)} of ${formatCount(total)} ${total === 1 ? "name is" : "names are"} known.`;
}
