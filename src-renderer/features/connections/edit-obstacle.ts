import { isRefusedNow } from "#shared/login-standing.ts";
import { connectionsNow, useConnection } from "../../query.ts";

const waits = "This login is refused now. Editing waits for one that works.";

/** Why nothing can be edited on a connection now; undefined when editing is possible. */
export function useEditObstacle(connectionId: string): string | undefined {
  return isRefusedNow(useConnection(connectionId)?.login) ? waits : undefined;
}

/** The same for code outside components. */
export function editObstacleNow(connectionId: string): string | undefined {
  const connection = connectionsNow().find((each) => each.connectionId === connectionId);
  return isRefusedNow(connection?.login) ? waits : undefined;
}
