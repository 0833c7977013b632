import { noStops, useStops, type NumberedStop, type StopHistory } from "../../state/stops.ts";
import { addressOf } from "./addresses.ts";
import { walk, walkBy } from "./walking.ts";

/** A browser tab has its own address and history; an application window has neither. */
export function isInTab(): boolean {
  return location.protocol === "http:";
}

/** The entries of the browser's history that this tab made, across reloads; another tab has others. */
interface EntryState {
  readonly tab: string;
  readonly stop: number;
}

const storageKey = "rezora-stops";

interface KeptStops {
  readonly tab: string;
  readonly history: StopHistory;
}

let tab = "";

/**
 * Restores the history that this tab had before it was reloaded; null when the tab is new. It contains names of
 * resources, as the browser's own history does, and lasts as long as the tab.
 */
export function keptHistory(): StopHistory | null {
  const kept = readKept();
  tab = kept?.tab ?? crypto.randomUUID();
  const state = entryState(history.state);
  if (kept === null || state === null) return null;
  const at = kept.history.stops.findIndex(({ id }) => id === state.stop);
  return at < 0 ? null : { ...kept.history, at, cause: "walked" };
}

function readKept(): KeptStops | null {
  try {
    // Written by this application, for this tab.
    return JSON.parse(sessionStorage.getItem(storageKey) ?? "null") as KeptStops | null;
  } catch {
    return null;
  }
}

function entryState(state: unknown): EntryState | null {
  if (typeof state !== "object" || state === null || !("tab" in state) || !("stop" in state)) return null;
  return state.tab === tab && typeof state.stop === "number" ? { tab, stop: state.stop } : null;
}

/**
 * Keeps the browser's history and the application's in sync: each stop is an entry with its address, and Back and
 * Forward of either move through both. `onAddress` is called when an address is opened that is not part of this
 * history: typed, or from a bookmark. The returned function unsubscribes.
 */
export function followBrowserHistory(onAddress: (hash: string) => boolean): () => void {
  walkBy((steps) => history.go(steps));
  // A typed address already has an entry when its stop is made.
  let hasEntry = false;
  const write = (now: StopHistory, before: StopHistory): void => {
    sessionStorage.setItem(storageKey, JSON.stringify({ tab, history: now } satisfies KeptStops));
    const stop = now.stops[now.at];
    if (stop === undefined) return;
    const isNew = now.cause === "made" && stop.id !== before.stops[before.at]?.id && before.at >= 0;
    if (isNew && !hasEntry) history.pushState(stateOf(stop), "", `/${addressOf(stop)}`);
    else if (addressOf(stop) !== location.hash || entryState(history.state)?.stop !== stop.id) {
      history.replaceState(stateOf(stop), "", `/${addressOf(stop)}`);
    }
    if (isNew) hasEntry = false;
  };
  const unsubscribe = useStops.subscribe(write);
  const follow = (): void => {
    const state = entryState(history.state);
    if (state === null) {
      hasEntry = onAddress(location.hash);
      // An address that cannot be opened does not become a stop; the address of the current one is restored.
      if (!hasEntry) history.back();
      return undefined;
    }
    const { stops, at } = useStops.getState();
    const found = stops.findIndex(({ id }) => id === state.stop);
    if (found >= 0) return walk(found - at);
    // The stop was dropped, with its connection or as the oldest one: continue in the same direction.
    history.go(state.stop < (stops[at]?.id ?? 0) ? -1 : 1);
    return undefined;
  };
  addEventListener("popstate", follow);
  write(useStops.getState(), noStops);
  return () => {
    unsubscribe();
    removeEventListener("popstate", follow);
  };
}

function stateOf({ id }: NumberedStop): EntryState {
  return { tab, stop: id };
}
