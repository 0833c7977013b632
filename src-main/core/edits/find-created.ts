import type { FieldPair } from "#shared/rezora/request-body.ts";
import type { PlannedItem } from "./edit-entries.ts";
import { childDesignator, recordDesignator } from "./intended.ts";
import type { SettleParts } from "./settle.ts";

export type FoundRecord =
  | { readonly state: "found"; readonly designator: string; readonly fields: readonly FieldPair[] }
  /** The collection was read completely, and no record in it can result from this write. */
  | { readonly state: "none" }
  | { readonly state: "unclear"; readonly message: string }
  | { readonly state: "failed"; readonly message: string };

/** The API's dates have no fractions of a second, and a run may be looked up at another clock tick. */
const toleranceMs = 60_000;

/**
 * Looks for a new record of unknown id among all that were created since the write, by the server's own clock. A record
 * is taken for it only if every value is as it was sent. One with other values may be the same record, normalised, so
 * the outcome is unknown then. Records created by other writes are left out.
 */
export async function findCreated(
  { api, clock, connectionId, known, signal }: SettleParts,
  item: PlannedItem,
  sentAt: number,
): Promise<FoundRecord> {
  const age = clock.now() - sentAt;
  let isDated = false;
  const isCandidate = (record: readonly FieldPair[], serverTime: number | null): boolean => {
    const designator = recordDesignator(item.designator, record);
    if (designator !== null && known.has(designator)) return false;
    if (serverTime !== null && dateOf(record) !== null) {
      isDated = true;
      return madeSince(record, serverTime - age - toleranceMs);
    }
    return resembles(item, record, (value) => value.trim().toLowerCase());
  };
  const picked = await api.pick(connectionId, item.designator, isCandidate, signal);
  if (picked.state === "failed") return picked;
  const { records } = picked;
  if (records.length === 0) return { state: "none" };
  const equal = records.filter((record) => resembles(item, record, (value) => value));
  const [only] = equal;
  const designator = only === undefined ? null : recordDesignator(item.designator, only);
  // Without a date it cannot be distinguished from an earlier record.
  if (equal.length === 1 && only !== undefined && designator !== null && isDated) {
    return { state: "found", designator, fields: only };
  }
  const names = records.slice(0, 3).map((record) => recordDesignator(item.designator, record) ?? "one without an id");
  const more = records.length > names.length ? " and more" : "";
  return { state: "unclear", message: `Read back: this may be ${names.join(", ")}${more}; look whether it is.` };
}

function resembles({ sent }: PlannedItem, record: readonly FieldPair[], as: (value: string) => string): boolean {
  const stored = new Map(record);
  return sent.every(([name, value]) => value === "" || as(stored.get(name) ?? "") === as(value));
}

/** The API's dates are in UTC; null if there is none, or if it is unreadable. */
function dateOf(record: readonly FieldPair[]): number | null {
  const date = record.find(([name]) => name.endsWith("_date"))?.[1] ?? "";
  const time = Date.parse(`${date.replace(" ", "T")}Z`);
  return Number.isNaN(time) ? null : time;
}

/** By the record's own date; without one it counts as created since. */
export function madeSince(record: readonly FieldPair[], earliest: number): boolean {
  return (dateOf(record) ?? earliest) >= earliest;
}

/** The designator of the record whose id the response to its POST contains; null if it contains none. */
export function createdDesignator({ designator }: PlannedItem, answer: readonly FieldPair[] | null): string | null {
  if (answer === null) return null;
  const named = recordDesignator(designator, answer);
  if (named !== null) return named;
  const [first] = answer;
  const isLoneId = answer.length === 1 && first !== undefined && /(?:^|_)id$/iu.test(first[0]);
  return isLoneId ? childDesignator(designator, first[1]) : null;
}
