import { create } from "zustand";
import type { Method } from "#shared/http/exchange.ts";
import { settingsNow } from "../query.ts";
import { requestKey } from "./place.ts";
import { useShell, type Page } from "./shell.ts";
import { currentPlace, useWorkspace } from "./workspace.ts";

/** What was on screen at one step of the history. */
export interface Stop {
  readonly page: Page | "welcome";
  readonly connectionId: string | null;
  /** The resource that was open; null for none. */
  readonly location: StopLocation | null;
}

export interface StopLocation {
  readonly method: Method;
  readonly designator: string;
}

/** Each stop has an id, which the browser's history carries. */
export interface NumberedStop extends Stop {
  readonly id: number;
}

export interface StopHistory {
  readonly stops: readonly NumberedStop[];
  /** Index of the stop on screen; -1 before the first. */
  readonly at: number;
  readonly nextId: number;
  /** How the stop on screen was reached. */
  readonly cause: "made" | "replaced" | "walked";
}

export const noStops: StopHistory = { stops: [], at: -1, nextId: 1, cause: "made" };

const maxStops = 100;

/** The only history of the window; Back and Forward of the application and of the browser share it. */
export const useStops = create<StopHistory>()(() => noStops);

export function isSameStop(one: Stop, other: Stop): boolean {
  return (
    one.page === other.page &&
    one.connectionId === other.connectionId &&
    one.location?.method === other.location?.method &&
    one.location?.designator === other.location?.designator
  );
}

/** Whether a stop shows the GET of this resource. */
export function isSameLocation(stop: Stop | undefined, connectionId: string, designator: string): boolean {
  return (
    stop?.page === "explore" &&
    stop.connectionId === connectionId &&
    stop.location?.method === "GET" &&
    stop.location.designator === designator
  );
}

/** Adds what is on screen now, unless it is the current stop. The forward stops are dropped. */
export function withStop(history: StopHistory, stop: Stop): StopHistory {
  const current = history.stops[history.at];
  if (current !== undefined && isSameStop(current, stop)) return history;
  const numbered = { ...stop, id: history.nextId };
  const stops = [...history.stops.slice(0, history.at + 1), numbered].slice(-maxStops);
  return { stops, at: stops.length - 1, nextId: history.nextId + 1, cause: "made" };
}

/** Replaces the current stop, which is no longer useful, by what is on screen now. */
export function withStopReplaced(history: StopHistory, stop: Stop): StopHistory {
  const current = history.stops[history.at];
  if (current === undefined) return withStop(history, stop);
  if (isSameStop(current, stop)) return history;
  const stops = history.stops.with(history.at, { ...stop, id: current.id });
  return { ...history, stops, cause: "replaced" };
}

/** Returns the same history when there is nothing in that direction. */
export function walked(history: StopHistory, steps: number): StopHistory {
  const at = history.at + steps;
  return steps === 0 || history.stops[at] === undefined ? history : { ...history, at, cause: "walked" };
}

/** Removes the stops of a removed connection. The current stop stays, without its resource. */
export function withoutConnection(history: StopHistory, connectionId: string): StopHistory {
  const isKept = (stop: NumberedStop, index: number): boolean =>
    stop.connectionId !== connectionId || index === history.at;
  const stops = history.stops.filter(isKept).map((stop) => {
    return stop.connectionId === connectionId ? { ...stop, connectionId: null, location: null } : stop;
  });
  const at = history.stops.slice(0, history.at).filter(isKept).length;
  return { ...history, stops, at: Math.min(at, stops.length - 1) };
}

/** The stop of this connection that was on screen last; undefined when there was none. */
export function lastLocationOn({ stops }: StopHistory, connectionId: string): StopLocation | undefined {
  const stop = stops.findLast((each) => each.connectionId === connectionId && each.location !== null);
  return stop?.location ?? undefined;
}

function stopNow(): Stop {
  const { page, welcome } = useShell.getState();
  const place = currentPlace(useWorkspace.getState());
  return {
    page: page === "explore" && welcome ? "welcome" : page,
    connectionId: place?.connectionId ?? settingsNow()?.lastConnectionId ?? null,
    location: place === null ? null : locationOf(place.key, place.connectionId),
  };
}

/** Read from the key of the location: its request line may already be edited. */
function locationOf(key: string, connectionId: string): StopLocation {
  const [method = "GET", ...designator] = key.slice(connectionId.length + 1).split(" ");
  return { method: method as Method, designator: designator.join(" ") };
}

export function keyOfStop({ connectionId, location }: Stop): string | null {
  return connectionId === null || location === null
    ? null
    : requestKey(connectionId, location.method, location.designator);
}

/** Adds a stop for what is on screen, unless it is the current one. */
export function addStop(): void {
  useStops.setState((history) => withStop(history, stopNow()));
}

/** Adds a stop for each change of the screen; changes in one task are one stop. The returned function unsubscribes. */
export function watchStops(): () => void {
  let isAwaited = false;
  const addSoon = (): void => {
    if (isAwaited) return;
    isAwaited = true;
    queueMicrotask(() => {
      isAwaited = false;
      addStop();
    });
  };
  addStop();
  const unsubscribes = [
    useWorkspace.subscribe((now, before) => {
      if (now.current !== before.current) addSoon();
    }),
    useShell.subscribe((now, before) => {
      if (now.page !== before.page || now.welcome !== before.welcome) addSoon();
    }),
  ];
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
  };
}

/** Replaces the stop that the current one was opened from. */
export function replaceStop(): void {
  useStops.setState((history) => withStopReplaced(history, stopNow()));
}
