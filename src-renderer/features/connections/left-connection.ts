import type { Connection } from "#shared/connection.ts";
import { useShell } from "../../state/shell.ts";
import { offerUndo } from "../../state/offer-undo.ts";
import { draftOf, type ConnectionDraft } from "./connection-draft.ts";

/** The initial state of the dialog when Undo reopens it. */
let broughtBack: { readonly connectionId: string | null; readonly draft: ConnectionDraft } | null = null;

/** The fields of the dialog: as they were left, where Undo restored them, else those of the connection. */
export function beginDraft(connection: Connection | null): ConnectionDraft {
  const isBack = broughtBack !== null && broughtBack.connectionId === (connection?.connectionId ?? null);
  return isBack && broughtBack !== null ? broughtBack.draft : draftOf(connection);
}

/**
 * The dialog closes without saving. Changed fields can be restored; a password cannot, since it is never stored
 * anywhere but in its field.
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

/** The fields are saved now, so there is nothing left to restore. */
export function forgetLeftConnection(): void {
  broughtBack = null;
}
