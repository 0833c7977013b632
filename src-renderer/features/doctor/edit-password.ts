import type { Connection } from "#shared/connection.ts";
import { useShell } from "../../state/shell.ts";

/** Opens the dialog of a connection at its password. */
export function editPassword({ connectionId }: Pick<Connection, "connectionId">): void {
  useShell.getState().openDialog({ kind: "connection", connectionId, focus: "password" });
}
