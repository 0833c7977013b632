import type { FieldPair } from "#shared/rezora/request-body.ts";
import type { PlannedItem } from "./edit-entries.ts";
import { childDesignator, recordDesignator } from "./intended.ts";
import type { SettleParts } from "./settle.ts";

export type FoundRecord =
  | { readonly state: "found"; readonly designator: string; readonly fields: readonly FieldPair[] }
  /** The collection was read whole, and nothing in it can have come of this write. */
  | { readonly state: "none" }
  | { readonly state: "unclear"; readonly message: string }
  | { readonly state: "failed"; readonly message: string };

/** Dates of the API have no fractions of a second, and a run may be looked up by another clock tick. */
const toleranceMs = 60_000;

/**
 * Looks for a new record that nobody told the id of, among all that were made since the write, by the server's own
 * clock. Only one that has every value as it was sent is taken for it; one that has not may be the same record,
 * normalised, so that it is not known then. What other writes made is left out.
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
  // Without a date nobody can tell it from one that was there before.
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

/** In UTC (reference, output data); null: none, or none that can be read. */
function dateOf(record: readonly FieldPair[]): number | null {
  const date = record.find(([name]) => name.endsWith("_date"))?.[1] ?? "";
  const time = Date.parse(`${date.replace(" ", "T")}Z`);
  return Number.isNaN(time) ? null : time;
}

/** By the record's own date; without one it counts as made since. */
export function madeSince(record: readonly FieldPair[], earliest: number): boolean {
  return (dateOf(record) ?? earliest) >= earliest;
}

/** Where the record is that the answer to its POST names by its id; null when the answer names none. */
export function createdDesignator({ designator }: PlannedItem, answer: readonly FieldPair[] | null): string | null {
  if (answer === null) return null;
  const named = recordDesignator(designator, answer);
  if (named !== null) return named;
  const [first] = answer;
  const isLoneId = answer.length === 1 && first !== undefined && /(?:^|_)id$/iu.test(first[0]);
  return isLoneId ? childDesignator(designator, first[1]) : null;
}
