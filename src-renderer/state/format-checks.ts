import { create } from "zustand";
import { checkedFormats } from "#shared/checked-formats.ts";
import type { FormatCheck, FormatCheckProgress } from "#shared/format-check.ts";
import { call, onEvent } from "../api.ts";
import { requestKey, type Place } from "./place.ts";
import { problemOf } from "./sending.ts";
import { newDraft } from "./transitions.ts";
import { useWorkspace } from "./workspace.ts";

/** A format comparison in progress. */
export interface RunningCheck {
  readonly checkId: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly progress: FormatCheckProgress | null;
  /** Bytes received of the current response. */
  readonly receivedBytes: number;
}

/** The format comparison of one location; a new run keeps the last result until it has its own. */
export interface PlaceCheck {
  readonly running: RunningCheck | null;
  readonly result: FormatCheck | null;
}

const unchecked: PlaceCheck = { running: null, result: null };
/** The number of results kept; the one that changed longest ago is dropped first. */
const remembered = 20;

interface FormatChecks {
  readonly checks: ReadonlyMap<string, PlaceCheck>;
}

const useFormatChecks = create<FormatChecks>()(() => ({ checks: new Map() }));
const controllers = new Map<string, AbortController>();

export function useFormatCheck(placeKey: string): PlaceCheck {
  return useFormatChecks(({ checks }) => checks.get(placeKey)) ?? unchecked;
}

function change(placeKey: string, change: Partial<PlaceCheck>): void {
  useFormatChecks.setState(({ checks }) => {
    const next = new Map(checks);
    next.delete(placeKey);
    next.set(placeKey, { ...unchecked, ...checks.get(placeKey), ...change });
    const [oldest] = next.keys();
    if (next.size > remembered && oldest !== undefined && next.get(oldest)?.running === null) next.delete(oldest);
    return { checks: next };
  });
}

/** Fetches the resource in the request line of a location in three formats and compares them. */
export async function startFormatCheck(place: Place): Promise<void> {
  const { connectionId, draft } = place;
  const key = placeToRead(place);
  if (controllers.has(key)) return;
  const controller = new AbortController();
  controllers.set(key, controller);
  const checkId = crypto.randomUUID();
  const running = { checkId, startedAt: Date.now(), progress: null, receivedBytes: 0 };
  const workspace = useWorkspace.getState();
  workspace.change(key, { problem: null });
  change(key, { running });
  try {
    const request = { checkId, connectionId, designator: draft.designator };
    const result = await call("checkFormats", request, controller.signal);
    workspace.arriveFormats(
      key,
      checkedFormats.flatMap((format) => result.answers[format] ?? []),
    );
    change(key, { running: null, result });
  } catch (error) {
    // Shown at the request line with a remedy, as for any other request.
    workspace.change(key, { problem: problemOf(error) });
    change(key, { running: null });
  } finally {
    controllers.delete(key);
  }
}

/** The location that reads this resource: a different one when the request line was edited or its method writes. */
function placeToRead({ key, connectionId, draft: { designator } }: Place): string {
  const target = requestKey(connectionId, "GET", designator);
  if (target === key) return key;
  const { open, change } = useWorkspace.getState();
  open(connectionId, newDraft(designator));
  change(target, { panel: "formats" });
  return target;
}

/** Closes the socket or stops the comparison; what has arrived is kept. */
export function cancelFormatCheck(placeKey: string): void {
  controllers.get(placeKey)?.abort();
}

/** Subscribes to progress from the main process; the returned function unsubscribes. */
export function watchFormatChecks(): () => void {
  const ends = [
    onEvent("formatCheckProgress", (progress) => {
      update(progress.checkId, (running) => ({ ...running, progress, receivedBytes: 0 }));
    }),
    // The exchanges of a check are named after it: `ID.json`.
    onEvent("exchangeProgress", ({ exchangeId, receivedBytes }) => {
      update(exchangeId.replace(/\.\w+$/u, ""), (running) => ({ ...running, receivedBytes }));
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function update(checkId: string, next: (running: RunningCheck) => RunningCheck): void {
  for (const [key, { running }] of useFormatChecks.getState().checks) {
    if (running?.checkId === checkId) change(key, { running: next(running) });
  }
}
