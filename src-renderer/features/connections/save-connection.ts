import type { Connection } from "#shared/connection.ts";
import { call } from "../../api.ts";
import { connectionChanged } from "../../query.ts";
import { changesTo, inputOf, type ConnectionDraft } from "./connection-draft.ts";

/** The password is saved last, because it belongs to the address that was just saved. */
export async function saveConnection(
  before: Connection | null,
  draft: ConnectionDraft,
  password: string,
): Promise<Connection> {
  const input = inputOf(draft);
  let saved: Connection;
  if (before === null) {
    saved = await call("createConnection", input);
  } else {
    const change = changesTo(before, before.practice === null ? input : { ...input, baseUrl: before.baseUrl });
    const { connectionId } = before;
    saved = Object.keys(change).length === 0 ? before : await call("updateConnection", { connectionId, change });
  }
  connectionChanged(saved);
  if (before !== null && draft.practiceFault !== before.practiceFault) {
    const { connectionId } = before;
    saved = await call("setPracticeFault", { connectionId, fault: draft.practiceFault });
    connectionChanged(saved);
  }
  if (password === "") return saved;
  const { connectionId, baseUrl } = saved;
  const withPassword = await call("setPassword", { connectionId, password, baseUrl });
  connectionChanged(withPassword);
  return withPassword;
}
