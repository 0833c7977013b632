import type { DocumentSummary } from "#shared/documents.ts";
import type { DocumentGrowth, Exchange } from "#shared/http/exchange.ts";
import { isLoginRefusal } from "#shared/login-history.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { arrivingDocument } from "./arriving.ts";
import {
  requestKey,
  type Draft,
  type Place,
  type PlaceChange,
  type Problem,
  type RecentRecord,
  type Running,
  type ServedFormat,
} from "./place.ts";

/** Bodies kept by the main process for places and history; the oldest that is not on screen goes first. */
export const keptBodies = 40;
const longestTrail = 100;
const longestHistory = 500;
const recentRecords = 40;

/** `bodyKept` false: the document was closed, only what the exchange itself says is left. */
export interface HistoryEntry {
  readonly exchange: Exchange;
  readonly bodyKept: boolean;
}

export interface WorkspaceState {
  readonly places: ReadonlyMap<string, Place>;
  /**
   * The record that is looked at in a place, counted from 0 in the order of the body; no entry for none. Apart from the
   * places: walking over records is no news to what shows the request or the answer.
   */
  readonly records: ReadonlyMap<string, number>;
  /** Keys of places in the order they were gone to. */
  readonly trail: readonly string[];
  /** The one on screen; the length of the trail for none. */
  readonly position: number;
  /** Newest first. */
  readonly history: readonly HistoryEntry[];
  readonly recent: readonly RecentRecord[];
}

export const emptyWorkspace: WorkspaceState = {
  places: new Map(),
  records: new Map(),
  trail: [],
  position: 0,
  history: [],
  recent: [],
};

/** The request line as it stands at the first visit of a resource: GET, no suffix, the headers the API asks for. */
export function newDraft(designator: string): Draft {
  return { method: "GET", designator, suffix: "", accept: "*/*", contentType: "text/plain", headers: [], body: "" };
}

export function open(state: WorkspaceState, connectionId: string, draft: Draft): WorkspaceState {
  const { key, places } = prepare(state, connectionId, draft);
  if (state.trail[state.position] === key) return { ...state, places };
  const trail = [...state.trail.slice(0, state.position + 1), key].slice(-longestTrail);
  return { ...state, places, trail, position: trail.length - 1 };
}

/** Has a place at hand without going there: what is fetched for another place shows there, too. */
export function prepare(
  state: Pick<WorkspaceState, "places">,
  connectionId: string,
  draft: Draft,
): { readonly key: string; readonly places: WorkspaceState["places"] } {
  const key = requestKey(connectionId, draft.method, draft.designator);
  const known = state.places.get(key);
  const place: Place = known
    ? { ...known, draft: known.exchange === null ? draft : known.draft }
    : {
        key,
        connectionId,
        draft,
        exchange: null,
        papersOf: null,
        running: null,
        refused: null,
        servedBeside: {},
        problem: null,
        view: null,
        paper: null,
      };
  return { key, places: new Map(state.places).set(key, place) };
}

export function go(state: WorkspaceState, steps: number): WorkspaceState {
  const position = state.position + steps;
  return state.trail[position] === undefined ? state : { ...state, position };
}

export function change(state: WorkspaceState, key: string, changes: PlaceChange): WorkspaceState {
  return withPlace(state, key, (place) => ({ ...place, ...changes }));
}

/** Looks at a record of a place; at none with null. */
export function lookAt(state: WorkspaceState, key: string, record: number | null): WorkspaceState {
  if ((state.records.get(key) ?? null) === record || !state.places.has(key)) return state;
  const records = new Map(state.records);
  if (record === null) records.delete(key);
  else records.set(key, record);
  return { ...state, records };
}

export function begin(state: WorkspaceState, key: string, running: Running): WorkspaceState {
  return withPlace(state, key, (place) => ({ ...place, running, problem: null }));
}

export function grow(state: WorkspaceState, { exchangeId, document }: DocumentGrowth): WorkspaceState {
  const place = placeOfRunning(state, exchangeId);
  if (!place?.running) return state;
  const { running } = place;
  const next = document.table === null ? null : sameColumns(running.document, document);
  return withPlace(state, place.key, () => ({ ...place, running: { ...running, document: next } }));
}

export function arrive(state: WorkspaceState, answer: Exchange): WorkspaceState {
  const place = placeOfRunning(state, answer.exchangeId);
  const known = place?.running?.document ?? null;
  const exchange = { ...answer, document: answer.document && sameColumns(known, answer.document) };
  const history = [{ exchange, bodyKept: exchange.document !== null }, ...state.history].slice(0, longestHistory);
  const told = { ...state, history };
  if (!place?.running) return forgetBodies(told);
  if (leavesRecords(place, exchange)) {
    const refused = { exchange, isShown: false };
    return forgetBodies(withPlace(told, place.key, () => ({ ...place, running: null, refused })));
  }
  const { beside } = place.running;
  const usable = exchange.failure === null && exchange.document !== null;
  // A record that was chosen while the rest arrived stays chosen.
  const isShown =
    known !== null && known.documentId === exchange.document?.documentId && arrivingDocument(place) === known;
  const chosen = isShown ? state.records.get(place.key) : undefined;
  if (beside !== null && usable) {
    const servedBeside = { ...place.servedBeside, [beside]: exchange };
    return forgetBodies(
      withPlace(told, place.key, () => ({ ...place, running: null, refused: null, view: beside, servedBeside })),
    );
  }
  const shown = withPlace(told, place.key, () => ({
    ...place,
    running: null,
    refused: null,
    exchange,
    servedBeside: {},
  }));
  return forgetBodies(lookAt(shown, place.key, chosen ?? onlyRecord(exchange)));
}

/** Takes an exchange that a review or a commit made: it is listed for its handshake, and not shown unless it is opened. */
export function remember(state: WorkspaceState, exchange: Exchange): WorkspaceState {
  const history = [{ exchange, bodyKept: false }, ...state.history].slice(0, longestHistory);
  return { ...state, history };
}

/** Takes the answers of a three-format check: all of them into the history, those that can be shown to their place. */
export function arriveFormats(state: WorkspaceState, key: string, answers: readonly Exchange[]): WorkspaceState {
  const entries = answers.map((exchange) => ({ exchange, bodyKept: exchange.document !== null }));
  const history = [...entries.toReversed(), ...state.history].slice(0, longestHistory);
  return forgetBodies(showFormats({ ...state, history }, key, answers, "csv"));
}

/** Shows the answers of a check that are still kept, `first` in front and the others beside it. */
export function showFormats(
  state: WorkspaceState,
  key: string,
  answers: readonly Exchange[],
  first: ServedFormat,
): WorkspaceState {
  const kept = new Set(state.history.filter(({ bodyKept }) => bodyKept).map(({ exchange }) => exchange.exchangeId));
  const served = answers.filter(
    ({ exchangeId, request, document }) => kept.has(exchangeId) && document?.format === request.suffix,
  );
  const exchange = served.find(({ request }) => request.suffix === first) ?? served[0];
  // What is on its way there now is newer.
  if (exchange === undefined || state.places.get(key)?.running) return state;
  const servedBeside: Partial<Record<ServedFormat, Exchange>> = Object.fromEntries(
    served.filter((each) => each !== exchange).map((each) => [each.request.suffix, each]),
  );
  const shown = withPlace(state, key, (place) => ({ ...place, exchange, refused: null, servedBeside, problem: null }));
  return lookAt(shown, key, onlyRecord(exchange));
}

export function fail(state: WorkspaceState, exchangeId: string, problem: Problem): WorkspaceState {
  const place = placeOfRunning(state, exchangeId);
  if (!place) return state;
  return withPlace(state, place.key, () => ({ ...place, running: null, problem }));
}

/** A document was read again, in another way: it is the same one wherever it is shown. */
export function reread(state: WorkspaceState, document: DocumentSummary): WorkspaceState {
  const again = (exchange: Exchange): Exchange =>
    exchange.document?.documentId === document.documentId ? { ...exchange, document } : exchange;
  const places = new Map(state.places);
  for (const [key, place] of places) {
    const beside = Object.entries(place.servedBeside).map(([format, exchange]) => [format, again(exchange)]);
    places.set(key, {
      ...place,
      exchange: place.exchange && again(place.exchange),
      refused: place.refused && { ...place.refused, exchange: again(place.refused.exchange) },
      servedBeside: Object.fromEntries(beside) as Place["servedBeside"],
    });
  }
  return { ...state, places, history: state.history.map((entry) => ({ ...entry, exchange: again(entry.exchange) })) };
}

export function showKept(state: WorkspaceState, exchangeId: string): WorkspaceState {
  const entry = state.history.find(({ exchange }) => exchange.exchangeId === exchangeId);
  if (!entry) return state;
  const { request } = entry.exchange;
  const draft: Draft = { ...request, body: request.body ?? "" };
  const opened = open(state, request.connectionId, draft);
  const key = requestKey(request.connectionId, request.method, request.designator);
  const shown = withPlace(opened, key, (place) =>
    entry.bodyKept || entry.exchange.document === null
      ? { ...place, draft, exchange: entry.exchange, papersOf: null, refused: null, servedBeside: {}, problem: null }
      : { ...place, draft, exchange: null, papersOf: entry.exchange, refused: null, servedBeside: {}, problem: null },
  );
  return lookAt(shown, key, null);
}

/** The same, turned to its handshake: that is kept when the body is not. */
export function showHandshake(state: WorkspaceState, exchangeId: string): WorkspaceState {
  const shown = showKept(state, exchangeId);
  const key = shown.trail[shown.position];
  return shown === state || key === undefined ? state : change(shown, key, { paper: "handshake" });
}

export function rememberRecord(state: WorkspaceState, recent: RecentRecord): WorkspaceState {
  const others = state.recent.filter(
    ({ connectionId, designator }) => connectionId !== recent.connectionId || designator !== recent.designator,
  );
  return { ...state, recent: [recent, ...others].slice(0, recentRecords) };
}

export function forgetConnection(state: WorkspaceState, connectionId: string): WorkspaceState {
  const places = new Map([...state.places].filter(([, place]) => place.connectionId !== connectionId));
  const onScreen = state.trail[state.position];
  const before = state.trail.slice(0, state.position).filter((key) => places.has(key));
  const trail = state.trail.filter((key) => places.has(key));
  return {
    places,
    records: new Map([...state.records].filter(([key]) => places.has(key))),
    trail,
    position: onScreen !== undefined && places.has(onScreen) ? before.length : trail.length,
    history: state.history.filter(({ exchange }) => exchange.request.connectionId !== connectionId),
    recent: state.recent.filter((recent) => recent.connectionId !== connectionId),
  };
}

/** Goes nowhere: no resource is on screen, back leads to the one that was. */
export function leave(state: WorkspaceState): WorkspaceState {
  const trail = state.trail.slice(0, state.position + 1);
  return { ...state, trail, position: trail.length };
}

/** Ids of the documents the workspace still shows or may show again. */
export function keptDocuments(state: WorkspaceState): Set<string> {
  const ids = new Set<string>();
  for (const { exchange, bodyKept } of state.history) {
    if (bodyKept && exchange.document) ids.add(exchange.document.documentId);
  }
  return ids;
}

/** A record asked for by its id is looked at as soon as it arrives; of a list nobody has chosen one yet. */
function onlyRecord({ status, document, request }: Exchange): number | null {
  if (status !== 200 || document?.table?.recordCount !== 1) return null;
  return matchDesignator(request.designator)?.resource.kind === "record" ? 0 : null;
}

/** Columns that are the same stay the same object: a table that only grows is not built anew. */
function sameColumns(known: DocumentSummary | null, next: DocumentSummary): DocumentSummary {
  const columns = known?.table?.columns;
  if (next.table === null || columns === undefined || columns.length !== next.table.columns.length) return next;
  if (!next.table.columns.every((column, index) => column === columns[index])) return next;
  return { ...next, table: { ...next.table, columns } };
}

function placeOfRunning(state: WorkspaceState, exchangeId: string): Place | undefined {
  for (const place of state.places.values()) if (place.running?.exchangeId === exchangeId) return place;
  return undefined;
}

function withPlace(state: WorkspaceState, key: string, update: (place: Place) => Place): WorkspaceState {
  const place = state.places.get(key);
  return place ? { ...state, places: new Map(state.places).set(key, update(place)) } : state;
}

/** Gives up the oldest bodies above the limit. A place that showed one of them is as if it had never been fetched. */
function forgetBodies(state: WorkspaceState): WorkspaceState {
  const onScreen = state.places.get(state.trail[state.position] ?? "");
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

function withoutBodies(place: Place, gone: ReadonlySet<string>): Place {
  const lost = place.exchange !== null && gone.has(place.exchange.exchangeId);
  const beside = Object.entries(place.servedBeside).filter(([, exchange]) => !gone.has(exchange.exchangeId));
  const isRefusalGone = place.refused !== null && gone.has(place.refused.exchange.exchangeId);
  if (!lost && !isRefusalGone && beside.length === Object.keys(place.servedBeside).length) return place;
  const servedBeside: Partial<Record<ServedFormat, Exchange>> = Object.fromEntries(beside);
  const refused = isRefusalGone ? null : place.refused;
  return lost
    ? { ...place, exchange: null, papersOf: place.refused?.exchange ?? place.exchange, refused: null, servedBeside }
    : { ...place, refused, servedBeside };
}

/** A login that is refused takes no records off the screen: they stay, with the refusal above them. */
function leavesRecords({ exchange: before }: Place, now: Exchange): boolean {
  const isGood = before !== null && before.status !== null && before.status < 300 && before.document !== null;
  return isGood && now.request.method === "GET" && now.status === 401 && isLoginRefusal(now.login);
}
