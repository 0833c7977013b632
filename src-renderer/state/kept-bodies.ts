import type { Exchange } from "#shared/http/exchange.ts";
import type { Place, ServedFormat } from "./place.ts";
import type { WorkspaceState } from "./transitions.ts";

/** Bodies kept by the main process for locations and history; the oldest that is not on screen is dropped first. */
export const keptBodies = 40;

/** Ids of the documents the workspace still shows or may show again. */
export function keptDocuments(state: WorkspaceState): Set<string> {
  const ids = new Set<string>();
  for (const { exchange, bodyKept } of state.history) {
    if (bodyKept && exchange.document) ids.add(exchange.document.documentId);
  }
  return ids;
}

/** Drops the oldest bodies above the limit. A location that showed one of them becomes unfetched again. */
export function forgetBodies(state: WorkspaceState): WorkspaceState {
  const onScreen = state.places.get(state.current ?? "");
  const protectedIds = new Set(
    [onScreen?.exchange, onScreen?.refused?.exchange, ...Object.values(onScreen?.servedBeside ?? {})].map(
      (exchange) => exchange?.exchangeId,
    ),
  );
  const kept = state.history.filter(({ bodyKept }) => bodyKept);
  const surplus = kept
    .toReversed()
    .filter(({ exchange }) => !protectedIds.has(exchange.exchangeId))
    .slice(0, Math.max(0, kept.length - keptBodies));
  if (surplus.length === 0) return state;
  const gone = new Set(surplus.map(({ exchange }) => exchange.exchangeId));
  const places = new Map([...state.places].map(([key, place]) => [key, withoutBodies(place, gone)]));
  const lost = new Set(
    [...places].filter(([key, { exchange }]) => state.places.get(key)?.exchange !== exchange).map(([key]) => key),
  );
  return {
    ...state,
    places,
    records: new Map([...state.records].filter(([key]) => !lost.has(key))),
    history: state.history.map((entry) =>
      gone.has(entry.exchange.exchangeId) ? { ...entry, bodyKept: false } : entry,
    ),
  };
}

/** Drops all bodies when their main process has ended; exchanges keep their headers and handshake. */
export function loseBodies(state: WorkspaceState): WorkspaceState {
  const gone = new Set(state.history.map(({ exchange }) => exchange.exchangeId));
  return {
    ...state,
    places: new Map([...state.places].map(([key, place]) => [key, { ...withoutBodies(place, gone), running: null }])),
    records: new Map(),
    history: state.history.map((entry) => ({ ...entry, bodyKept: false })),
  };
}

function withoutBodies(place: Place, gone: ReadonlySet<string>): Place {
  const lost = place.exchange !== null && gone.has(place.exchange.exchangeId);
  const beside = Object.entries(place.servedBeside).filter(([, exchange]) => !gone.has(exchange.exchangeId));
  const isRefusalGone = place.refused !== null && gone.has(place.refused.exchange.exchangeId);
  if (!lost && !isRefusalGone && beside.length === Object.keys(place.servedBeside).length) return place;
  const servedBeside: Partial<Record<ServedFormat, Exchange>> = Object.fromEntries(beside);
  const refused = isRefusalGone ? null : place.refused;
  return lost
    ? { ...place, exchange: null, panelsOf: place.refused?.exchange ?? place.exchange, refused: null, servedBeside }
    : { ...place, refused, servedBeside };
}
