import type { Connection } from "#shared/connection.ts";
import { useShell } from "../../state/shell.ts";

/** Opens the dialog of a connection with the focus on its password. */
export function editPassword({ connectionId }: Pick<Connection, "connectionId">): void {
  useShell.getState().openDialog({ kind: "connection", connectionId, focus: "password" });
}
