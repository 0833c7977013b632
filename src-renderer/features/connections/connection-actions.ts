import { ApiError, call } from "../../api.ts";
import { connectionChanged, connectionsNow, settingsNow, updateSettings } from "../../query.ts";
import { useDoctor } from "../../state/doctor.ts";
import { dropDraftsOf } from "../../state/edits.ts";
import { report } from "../../state/report.ts";
import { useShell } from "../../state/shell.ts";
import { requestKey } from "../../state/place.ts";
import { addStop, lastLocationOn, useStops, withoutConnection } from "../../state/stops.ts";
import { newDraft } from "../../state/transitions.ts";
import { useWorkspace } from "../../state/workspace.ts";

/** Switches to a connection: to the resource last seen on it, or to none. Nothing is fetched. */
export function turnTo(connectionId: string): void {
  const { places, open, leave } = useWorkspace.getState();
  const last = lastLocationOn(useStops.getState(), connectionId);
  const place = last && places.get(requestKey(connectionId, last.method, last.designator));
  if (place) useWorkspace.setState({ current: place.key });
  else if (last) open(connectionId, { ...newDraft(last.designator), method: last.method });
  else leave();
  useDoctor.getState().showVerdict(null);
  // The Doctor continues with the new connection; every other page is left for its data.
  useShell.setState(({ page }) => ({ welcome: false, page: page === "doctor" ? page : "explore" }));
  report(updateSettings({ lastConnectionId: connectionId }));
  addStop();
}

/** The user knows that requests to it can be read on the way. */
export async function acknowledgeUnencrypted(connectionId: string): Promise<void> {
  connectionChanged(await call("acknowledgeUnencrypted", { connectionId }));
}

/** The user knows that the base URL leads to a link-local or metadata address. */
export async function acknowledgeLinkLocal(connectionId: string): Promise<void> {
  connectionChanged(await call("acknowledgeLinkLocal", { connectionId }));
}

/** Asks in a window of the main process whether the stored password may be used for the current base URL. */
export async function movePassword(connectionId: string): Promise<void> {
  connectionChanged(await call("movePassword", { connectionId }));
}

export async function detectLevel(connectionId: string): Promise<void> {
  connectionChanged(await call("detectLevel", { connectionId }));
}

/** Moves a connection one place up (-1) or down (1) in every list of connections. */
export async function moveConnection(connectionId: string, step: -1 | 1): Promise<void> {
  const ids = connectionsNow().map((connection) => connection.connectionId);
  const from = ids.indexOf(connectionId);
  const neighbour = ids[from + step];
  if (from < 0 || neighbour === undefined) return;
  ids[from + step] = connectionId;
  ids[from] = neighbour;
  await call("reorderConnections", { connectionIds: ids });
}

export async function removeConnection(connectionId: string): Promise<void> {
  await call("removeConnection", { connectionId });
  dropDraftsOf(connectionId);
  useWorkspace.getState().forgetConnection(connectionId);
  useStops.setState((history) => withoutConnection(history, connectionId));
  const [next] = connectionsNow().filter((connection) => connection.connectionId !== connectionId);
  if (next && settingsNow()?.lastConnectionId === connectionId) turnTo(next.connectionId);
}

/** Downloads the connections as a file, which contains no secrets. */
export async function exportConnections(): Promise<void> {
  const { text } = await call("exportConnections", {});
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "rezora-connections.json";
  link.click();
  URL.revokeObjectURL(url);
}

/** Lets the user choose a file, and shows which connections it would add. */
export function chooseImport(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = "application/json,.json";
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) report(importFile(file));
  });
  input.click();
}

/** Bytes that the main process accepts; a larger file is not sent to it, because it would be refused. */
const maxFileBytes = 1_048_576;

async function importFile(file: File): Promise<void> {
  if (file.size > maxFileBytes) {
    const reason = `${file.name} is larger than 1 MB, which is too large for a file of connections.`;
    throw new ApiError("invalid-input", "No connections were imported from this file.", reason);
  }
  const text = await file.text();
  const { entries } = await call("previewImport", { text });
  useShell.getState().openDialog({ kind: "import", fileName: file.name, text, entries });
}
