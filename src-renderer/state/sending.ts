import type { Exchange, RequestSpec } from "#shared/http/exchange.ts";
import { ApiError, call, onEvent } from "../api.ts";
import { queryClient } from "../query.ts";
import { showToast } from "./toast.ts";
import { isCommitting } from "./own-commits.ts";
import { forgetProgress, takeProgress } from "./progress.ts";
import { requestKey, type Draft, type Problem, type ServedFormat } from "./place.ts";
import { keptDocuments } from "./kept-bodies.ts";
import { draftOf, isOwnDraft, newDraft, prepare } from "./transitions.ts";
import { useShell } from "./shell.ts";
import { currentPlace, useWorkspace } from "./workspace.ts";

const running = new Map<string, AbortController>();

/**
 * Sends what the request line of a location holds. Only the user sends: a request is never repeated automatically.
 * `beside` fetches the same resource in another format and keeps it as an alternate response.
 */
export async function send(key: string, beside: ServedFormat | null = null): Promise<void> {
  const place = useWorkspace.getState().places.get(key);
  if (!place || place.running) return;
  const target = beside === null ? goWhereDraftLeads(key) : key;
  const exchangeId = crypto.randomUUID();
  const request = requestOf(place.connectionId, beside === null ? place.draft : sameAgain(place.draft, beside));
  const controller = new AbortController();
  running.set(exchangeId, controller);
  useWorkspace.getState().begin(target, { exchangeId, request, startedAt: Date.now(), beside, document: null });
  try {
    const exchange = await call("sendRequest", { exchangeId, request }, controller.signal);
    forgetEarlyRows(exchange);
    useWorkspace.getState().arrive(exchange);
  } catch (error) {
    useWorkspace.getState().fail(exchangeId, problemOf(error));
  } finally {
    running.delete(exchangeId);
    forgetProgress(exchangeId);
  }
}

/** Rows that were seen before the body showed that its backslashes can be read in two ways lack their marks. */
function forgetEarlyRows({ document }: Exchange): void {
  if (document?.notices.some(({ code }) => code === "csv-backslash") !== true) return;
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[1] === document.documentId });
}

/** The message for the user when a call did nothing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return { code: error.code, message: error.message, detail: error.detail };
  return { code: "internal", message: "Something in the application failed.", detail: String(error) };
}

/** Closes the socket; what had arrived is returned as an incomplete response. */
export function cancel(key: string): void {
  const exchangeId = useWorkspace.getState().places.get(key)?.running?.exchangeId;
  if (exchangeId !== undefined) running.get(exchangeId)?.abort();
}

/** Goes to a resource and fetches it the first time; later visits show what was fetched. */
export function visit(connectionId: string, designator: string): void {
  openLocation(connectionId, designator);
  const place = currentPlace(useWorkspace.getState());
  if (place && !place.exchange && !place.running) void send(place.key);
}

/** Goes to a resource, regardless of the open page and of edits to its request line. Does not send a request. */
export function openLocation(connectionId: string, designator: string): void {
  const before = useWorkspace.getState().places.get(requestKey(connectionId, "GET", designator));
  useWorkspace.getState().openResource(connectionId, designator);
  useShell.setState({ page: "explore", welcome: false });
  if (before === undefined || isOwnDraft(before) || before.draft.body === "") return;
  const { key, draft } = before;
  showToast(`The request line is back at GET ${designator}.`, "plain", [
    { label: "Undo", run: () => useWorkspace.getState().change(key, { draft }) },
  ]);
}

/** Fetches a resource that is needed elsewhere; the current location does not change. */
export function fetchBeside(connectionId: string, designator: string): void {
  const draft = newDraft(designator);
  const { key, places } = prepare(useWorkspace.getState(), connectionId, draft);
  useWorkspace.setState({ places });
  // A request line that was edited there would lead elsewhere.
  useWorkspace.getState().change(key, { draft });
  void send(key);
}

/** Subscribes to progress from the main process and closes documents that can no longer be shown. */
export function watchExchanges(): () => void {
  const ends = [
    onEvent("exchangeProgress", (progress) => {
      // The last event of a finished request may arrive after the response.
      if (running.has(progress.exchangeId)) takeProgress(progress);
    }),
    onEvent("exchangeEnded", ({ exchange, isBodyKept }) =>
      // Of two tabs, only the one that made the commit shows what it read back, and closes it.
      useWorkspace.getState().remember(exchange, isBodyKept && isCommitting(exchange.request.connectionId)),
    ),
    onEvent("documentGrew", (growth) => useWorkspace.getState().grow(growth)),
    useWorkspace.subscribe((now, before) => {
      if (now.history === before.history) return;
      const kept = keptDocuments(now);
      for (const documentId of keptDocuments(before)) {
        if (!kept.has(documentId)) void call("closeDocument", { documentId });
      }
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** An edited request line leads to another location; the one it was edited in gets its own line back. */
function goWhereDraftLeads(key: string): string {
  const { places, open, change } = useWorkspace.getState();
  const place = places.get(key);
  if (!place) return key;
  const { draft, connectionId, exchange } = place;
  const target = requestKey(connectionId, draft.method, draft.designator);
  if (target === key) return key;
  open(connectionId, draft);
  change(target, { draft });
  if (exchange) change(key, { draft: draftOf(exchange.request) });
  return target;
}

function requestOf(connectionId: string, draft: Draft): RequestSpec {
  const carriesBody = draft.method === "POST" || draft.method === "PUT";
  return { connectionId, ...draft, headers: [...draft.headers], body: carriesBody ? draft.body : null };
}

function sameAgain(draft: Draft, suffix: ServedFormat): Draft {
  return { ...draft, method: "GET", suffix };
}
