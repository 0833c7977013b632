import type { DocumentSummary } from "#shared/documents.ts";
import type { DocumentGrowth, Exchange, RequestSpec } from "#shared/http/exchange.ts";
import { isLoginRefusal } from "#shared/login-history.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { arrivingDocument } from "./arriving.ts";
import { forgetBodies } from "./kept-bodies.ts";
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

const maxHistory = 500;
const recentRecords = 40;

/** `bodyKept` false: the document was closed, and only the exchange itself is left. */
export interface HistoryEntry {
  readonly exchange: Exchange;
  readonly bodyKept: boolean;
}

export interface WorkspaceState {
  readonly places: ReadonlyMap<string, Place>;
  /**
   * The selected record of a location, counted from 0 in the order of the body; no entry for none. Separate from the
   * locations: selecting another record does not affect what shows the request or the response.
   */
  readonly records: ReadonlyMap<string, number>;
  /** Key of the location on screen; null for none. `stops.ts` has the history. */
  readonly current: string | null;
  /** Newest first. */
  readonly history: readonly HistoryEntry[];
  readonly recent: readonly RecentRecord[];
}

export const emptyWorkspace: WorkspaceState = {
  places: new Map(),
  records: new Map(),
  current: null,
  history: [],
  recent: [],
};

/** The initial request line of a resource: GET, no suffix, the headers the API asks for. */
export function newDraft(designator: string): Draft {
  return { method: "GET", designator, suffix: "", accept: "*/*", contentType: "text/plain", headers: [], body: "" };
}

export function open(state: WorkspaceState, connectionId: string, draft: Draft): WorkspaceState {
  const { key, places } = prepare(state, connectionId, draft);
  return { ...state, places, current: key };
}

/**
 * Opens a resource as a click on it does: its GET and its last response. If its request line was edited to request
 * something else, it is reset.
 */
export function openResource(state: WorkspaceState, connectionId: string, designator: string): WorkspaceState {
  const opened = open(state, connectionId, newDraft(designator));
  const key = requestKey(connectionId, "GET", designator);
  return withPlace(opened, key, (place) => {
    if (isOwnDraft(place)) return place;
    const draft = place.exchange === null ? newDraft(designator) : draftOf(place.exchange.request);
    return { ...place, draft, problem: null };
  });
}

/** Whether sending the request line of a location requests the resource that the location shows. */
export function isOwnDraft({ key, connectionId, draft }: Place): boolean {
  return requestKey(connectionId, draft.method, draft.designator) === key;
}

/** The request line that an exchange was sent with. */
export function draftOf(request: RequestSpec): Draft {
  return { ...request, body: request.body ?? "" };
}

/** Prepares a location without going there. */
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
        panelsOf: null,
        running: null,
        refused: null,
        servedBeside: {},
        problem: null,
        view: null,
        panel: null,
      };
  return { key, places: new Map(state.places).set(key, place) };
}

export function change(state: WorkspaceState, key: string, changes: PlaceChange): WorkspaceState {
  return withPlace(state, key, (place) => ({ ...place, ...changes }));
}

/** Selects a record of a location; null: none. */
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
  const history = [{ exchange, bodyKept: exchange.document !== null }, ...state.history].slice(0, maxHistory);
  const told = { ...state, history };
  if (!place?.running) return forgetBodies(told);
  if (leavesRecords(place, exchange)) {
    const refused = { exchange, isShown: false };
    return forgetBodies(withPlace(told, place.key, () => ({ ...place, running: null, refused })));
  }
  const { beside } = place.running;
  const usable = exchange.failure === null && exchange.document !== null;
  // A record selected while the rest arrived stays selected.
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

/** Adds an exchange of a review or a commit to the history, for its handshake; it is not shown until it is opened. */
export function remember(state: WorkspaceState, exchange: Exchange, bodyKept = false): WorkspaceState {
  const history = [{ exchange, bodyKept }, ...state.history].slice(0, maxHistory);
  return bodyKept ? forgetBodies({ ...state, history }) : { ...state, history };
}

/**
 * Shows in a location what a commit read back since `since`, which saves a request. Returns the same state when nothing
 * of it is kept.
 */
export function showReadBack(state: WorkspaceState, key: string, since: number): WorkspaceState {
  const found = state.history.find(
    ({ exchange: { request, startedAt, status, document }, bodyKept }) =>
      requestKey(request.connectionId, request.method, request.designator) === key &&
      startedAt >= since &&
      (status === 204 || (status === 200 && document !== null && bodyKept)),
  )?.exchange;
  if (found === undefined || state.places.get(key)?.exchange === found) return state;
  const shown = withPlace(state, key, (place) => ({
    ...place,
    draft: draftOf(found.request),
    exchange: found,
    panelsOf: null,
    servedBeside: {},
    problem: null,
  }));
  return lookAt(lookAt(shown, key, null), key, onlyRecord(found));
}

/** Adds the responses of a format comparison to the history, and those that can be shown to their location. */
export function arriveFormats(state: WorkspaceState, key: string, answers: readonly Exchange[]): WorkspaceState {
  const entries = answers.map((exchange) => ({ exchange, bodyKept: exchange.document !== null }));
  const history = [...entries.toReversed(), ...state.history].slice(0, maxHistory);
  return forgetBodies(showFormats({ ...state, history }, key, answers, "csv"));
}

/** Shows the kept responses of a format comparison: `first` as the main one, the others as alternates. */
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
  // The request running there is newer.
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

/** Replaces a document that was read again, in another way, wherever it is shown. */
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
  const draft = draftOf(request);
  const opened = open(state, request.connectionId, draft);
  const key = requestKey(request.connectionId, request.method, request.designator);
  const shown = withPlace(opened, key, (place) =>
    entry.bodyKept || entry.exchange.document === null
      ? { ...place, draft, exchange: entry.exchange, panelsOf: null, refused: null, servedBeside: {}, problem: null }
      : { ...place, draft, exchange: null, panelsOf: entry.exchange, refused: null, servedBeside: {}, problem: null },
  );
  return lookAt(shown, key, null);
}

/** Shows a kept exchange at its Handshake panel, which is available even if the body is not kept. */
export function showHandshake(state: WorkspaceState, exchangeId: string): WorkspaceState {
  const shown = showKept(state, exchangeId);
  const key = shown.current;
  return shown === state || key === null ? state : change(shown, key, { panel: "handshake" });
}

export function rememberRecord(state: WorkspaceState, recent: RecentRecord): WorkspaceState {
  const others = state.recent.filter(
    ({ connectionId, designator }) => connectionId !== recent.connectionId || designator !== recent.designator,
  );
  return { ...state, recent: [recent, ...others].slice(0, recentRecords) };
}

export function forgetConnection(state: WorkspaceState, connectionId: string): WorkspaceState {
  const places = new Map([...state.places].filter(([, place]) => place.connectionId !== connectionId));
  return {
    places,
    records: new Map([...state.records].filter(([key]) => places.has(key))),
    current: state.current !== null && places.has(state.current) ? state.current : null,
    history: state.history.filter(({ exchange }) => exchange.request.connectionId !== connectionId),
    recent: state.recent.filter((recent) => recent.connectionId !== connectionId),
  };
}

/** Leaves all locations: no resource is on screen, and Back leads to the last one. */
export function leave(state: WorkspaceState): WorkspaceState {
  return { ...state, current: null };
}

/** A record requested by its id is selected when it arrives; in a list nothing is selected yet. */
function onlyRecord({ status, document, request }: Exchange): number | null {
  if (status !== 200 || document?.table?.recordCount !== 1) return null;
  return matchDesignator(request.designator)?.resource.kind === "record" ? 0 : null;
}

/** Unchanged columns stay the same object: a table that only grows is not rebuilt. */
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

/** A refused login does not hide the records: they stay, with the refusal above them. */
function leavesRecords({ exchange: before }: Place, now: Exchange): boolean {
  const isGood = before !== null && before.status !== null && before.status < 300 && before.document !== null;
  return isGood && now.request.method === "GET" && now.status === 401 && isLoginRefusal(now.login);
}
