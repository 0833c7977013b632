import { connectionsNow, settingsNow, updateSettings } from "../../query.ts";
import { report } from "../../state/report.ts";
import { useShell } from "../../state/shell.ts";
import { keyOfStop, useStops, walked, type Stop, type StopLocation } from "../../state/stops.ts";
import { newDraft } from "../../state/transitions.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { showToast } from "../../state/toast.ts";

/** The number of stops to move. In a browser tab the browser's history moves, and this one follows it. */
let move = (steps: number): void => walk(steps);

export function walkBy(how: (steps: number) => void): void {
  move = how;
}

export function goBack(): void {
  move(-1);
}

export function goForward(): void {
  move(1);
}

/** Shows another stop of the history, with a message when it is on another connection. */
export function walk(steps: number): void {
  const before = useStops.getState();
  const after = walked(before, steps);
  const stop = after.stops[after.at];
  if (after === before || stop === undefined) return;
  useStops.setState(after);
  showStop(stop);
  const words = connectionChange(before.stops[before.at], stop, steps, nameOf);
  if (words !== null) showToast(words, "plain");
}

function nameOf(connectionId: string): string | undefined {
  return connectionsNow().find((connection) => connection.connectionId === connectionId)?.name;
}

/** The message about a step to another connection; null when the connection stays the same. */
export function connectionChange(
  from: Stop | undefined,
  to: Stop,
  steps: number,
  name: (connectionId: string) => string | undefined,
): string | null {
  if (from === undefined || to.connectionId === null || from.connectionId === to.connectionId) return null;
  const known = name(to.connectionId);
  return known === undefined ? null : `${steps < 0 ? "Back" : "Forward"} on ${known}.`;
}

/** The destination of Back or Forward, for its tooltip: the resource or page, and the connection where that changes. */
export function stopWords(
  direction: "Back" | "Forward",
  from: Stop | undefined,
  to: Stop | undefined,
  name: (connectionId: string) => string | undefined,
): string {
  if (to === undefined) return direction;
  const known = to.connectionId === null ? undefined : name(to.connectionId);
  const what = to.page === "explore" ? locationWords(to, known) : pageTitles[to.page];
  const isElsewhere = from?.connectionId !== to.connectionId && known !== undefined && to.page !== "welcome";
  const where = isElsewhere && what !== known ? ` on ${known}` : "";
  return `${direction} to ${what}${where}`;
}

const pageTitles = { doctor: "Doctor", history: "History", settings: "Settings", welcome: "Welcome" } as const;
const stepWords = { GET: "", PUT: "Edit ", POST: "New in ", DELETE: "Delete " } as const;

function locationWords({ location }: Stop, connectionName: string | undefined): string {
  return location === null ? (connectionName ?? "Explore") : locationText(location);
}

/** A location in words: its resource, and what is done there. */
export function locationText({ method, designator }: StopLocation): string {
  return `${stepWords[method]}${designator}`;
}

function showStop(stop: Stop): void {
  const key = keyOfStop(stop);
  const { places, open, leave } = useWorkspace.getState();
  if (key === null || stop.connectionId === null || stop.location === null) leave();
  else if (places.has(key)) useWorkspace.setState({ current: key });
  // Its responses were dropped, or belong to a page of this tab that was reloaded; the request is not sent again.
  else open(stop.connectionId, { ...newDraft(stop.location.designator), method: stop.location.method });
  useShell.setState({ page: stop.page === "welcome" ? "explore" : stop.page, welcome: stop.page === "welcome" });
  const { connectionId } = stop;
  if (connectionId !== null && connectionId !== settingsNow()?.lastConnectionId && nameOf(connectionId) !== undefined) {
    report(updateSettings({ lastConnectionId: connectionId }));
  }
}
