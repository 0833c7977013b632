import type { DocumentSummary } from "#shared/documents.ts";
import type { Place } from "./place.ts";

/**
 * The records so far of a response in transit, if the location does not have others to show: what was fetched before
 * stays visible and usable until the new response is complete.
 */
export function arrivingDocument({ running, exchange }: Place): DocumentSummary | null {
  if (running === null || running.beside !== null) return null;
  return (exchange?.document?.table ?? null) === null ? running.document : null;
}

/** The body that a location shows. */
export function shownDocument(place: Place): DocumentSummary | null {
  const { exchange, refused } = place;
  return arrivingDocument(place) ?? (refused?.isShown ? refused.exchange : exchange)?.document ?? null;
}

/** The location as it would be if its response were shown only when complete. */
export function withoutArriving(place: Place): Place {
  return place.running === null || place.running.document === null
    ? place
    : { ...place, running: { ...place.running, document: null } };
}
