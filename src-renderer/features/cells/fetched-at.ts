import type { Place } from "../../state/place.ts";

/** When the records of a document were requested, in milliseconds since the epoch; anything stored later is newer. */
export function fetchedAtOf({ exchange, running, servedBeside }: Place, documentId: string): number {
  const exchanges = [exchange, ...Object.values(servedBeside)];
  const found = exchanges.find((each) => each?.document?.documentId === documentId);
  return found?.startedAt ?? running?.startedAt ?? 0;
}
