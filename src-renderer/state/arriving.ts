import type { DocumentSummary } from "#shared/documents.ts";
import type { Place } from "./place.ts";

/**
 * The records so far of an answer on its way, where a place has no other records to show: what was fetched before
 * stays in sight, and of use, until the new answer is whole.
 */
export function arrivingDocument({ running, exchange }: Place): DocumentSummary | null {
  if (running === null || running.beside !== null) return null;
  return (exchange?.document?.table ?? null) === null ? running.document : null;
}

/** The body that a place shows. */
export function shownDocument(place: Place): DocumentSummary | null {
  const { exchange, refused } = place;
  return arrivingDocument(place) ?? (refused?.isShown ? refused.exchange : exchange)?.document ?? null;
}

/** The place as it would be if its answer were shown only when it is whole. */
export function withoutArriving(place: Place): Place {
  return place.running === null || place.running.document === null
    ? place
    : { ...place, running: { ...place.running, document: null } };
}
