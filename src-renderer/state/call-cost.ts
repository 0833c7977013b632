import type { Change } from "#shared/edits.ts";

/** How many requests a choice sends over the wire. */
export interface CallCost {
  readonly least: number;
  /** With a login for each request whose nonce the server does not take any more. */
  readonly most: number;
}

export const noCall: CallCost = { least: 0, most: 0 };

/** Requests that may each need a new signature: the server then responds to the first one with a challenge. */
export function callsWithLogin(requests: number): CallCost {
  return { least: requests, most: 2 * requests };
}

export function addCosts(costs: readonly CallCost[]): CallCost {
  return costs.reduce((sum, { least, most }) => ({ least: sum.least + least, most: sum.most + most }), noCall);
}

/** So many records of one collection are read by one read of the collection. */
const readTogetherFrom = 4;

/** What a Review of these changes reads before it shows them: each record as it is now, and nothing of new ones. */
export function reviewCost(changes: readonly Pick<Change, "kind" | "designator">[]): CallCost {
  const byCollection = new Map<string, Set<string>>();
  let reads = 0;
  for (const { kind, designator } of changes) {
    if (kind === "delete-all") reads++;
    if (kind !== "update" && kind !== "delete") continue;
    const collection = designator.slice(0, Math.max(0, designator.lastIndexOf("/")));
    byCollection.set(collection, (byCollection.get(collection) ?? new Set()).add(designator));
  }
  for (const { size } of byCollection.values()) reads += size < readTogetherFrom ? size : 1;
  return callsWithLogin(reads);
}

/** `no call`, `1 call, or 2 with the login`, `up to 4 calls`. */
export function costWords({ least, most }: CallCost): string {
  if (most === 0) return "no call";
  if (least === most) return least === 1 ? "1 call" : `${String(least)} calls`;
  if (least === 0) return most === 1 ? "up to 1 call" : `up to ${String(most)} calls`;
  return `${least === 1 ? "1 call" : `${String(least)} calls`}, or ${least * 2 === most ? "" : "up to "}${String(most)} with the login`;
}
