import type { Connection } from "#shared/connection.ts";
import { useShell } from "../../state/shell.ts";
import { offerUndo } from "../../state/offer-undo.ts";
import { draftOf, type ConnectionDraft } from "./connection-draft.ts";

/** What the dialog begins with when it is opened again by Undo. */
let broughtBack: { readonly connectionId: string | null; readonly draft: ConnectionDraft } | null = null;

/** The fields of the dialog: as they were left, where Undo brought them back, else those of the connection. */
export function beginDraft(connection: Connection | null): ConnectionDraft {
  const isBack = broughtBack !== null && broughtBack.connectionId === (connection?.connectionId ?? null);
  return isBack && broughtBack !== null ? broughtBack.draft : draftOf(connection);
}

/**
 * The dialog closes without saving. Fields that were changed can be brought back; a password cannot, since nothing
 * outside of its field ever holds it.
 */
export function leaveConnection(connection: Connection | null, draft: ConnectionDraft, hasPassword: boolean): void {
  broughtBack = null;
  const connectionId = connection?.connectionId ?? null;
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(connection));
  if (!isChanged && !hasPassword) return;
  const what = connection === null ? "The new connection was not saved." : "The connection was not changed.";
  offerUndo(hasPassword ? `${what} Its password has to be typed again.` : what, () => {
    broughtBack = { connectionId, draft };
    useShell.getState().openDialog({ kind: "connection", connectionId });
  });
}

/** What was typed is saved now. */
export function forgetLeftConnection(): void {
  broughtBack = null;
}
