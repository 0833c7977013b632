import type { Change } from "#shared/edits.ts";

/** The number of wire requests that a command sends. */
export interface CallCost {
  readonly least: number;
  /** Includes a repeated request for each nonce that the server no longer accepts. */
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

/** From this many records of one collection on, the whole collection is read instead. */
const readTogetherFrom = 4;

/** What a Review of these changes reads first: the current state of each record; nothing for new ones. */
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
