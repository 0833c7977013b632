import type { Connection } from "#shared/connection.ts";
import { canonicalOrigin } from "#shared/rezora/canonical-origin.ts";
import type { LoginTestRequest } from "#shared/login-test.ts";
import { checkBaseUrl, isUnencrypted } from "./base-url.ts";
import type { Connections, Login } from "./connections.ts";

/** What a request needs to know about a connection. */
export type TrialConnection = Pick<Connections, "get" | "prepare" | "login" | "setLevel" | "observeLogin">;

/**
 * A connection as typed in the dialog, as far as a detection of its level needs it. It is never stored.
 *
 * @param sessionKey Names a digest session for this trial only, so no nonce of the saved connection is used.
 */
export function createTrialConnection(
  connections: Pick<Connections, "get" | "prepare" | "login">,
  request: LoginTestRequest,
  { connectionId, sessionKey }: { readonly connectionId: string; readonly sessionKey: string },
): TrialConnection {
  const saved = request.connectionId === null ? null : connections.get(request.connectionId);
  const isPractice = saved !== null && saved.practice !== null;
  const typedUrl = isPractice ? saved.baseUrl : checkBaseUrl(request.input.baseUrl);
  let connection: Connection = {
    ...request.input,
    connectionId,
    practice: saved?.practice ?? null,
    practiceFault: saved?.practiceFault ?? null,
    baseUrl: typedUrl,
    hasPassword: true,
    passwordNeeded: false,
    level: { level: "unknown", evidence: "", observedAt: 0 },
    unlockedUntil: null,
    unencrypted: isUnencrypted(typedUrl),
    unencryptedAcknowledged: request.unencryptedAcknowledged,
    linkLocalAcknowledged: request.linkLocalAcknowledged,
  };

  function credentials(): Login["credentials"] {
    const { userName, quoteQop, extendedUserName, latin1Login } = connection;
    const enteredFor = canonicalOrigin(connection.baseUrl) ?? "";
    const kept = saved === null ? null : connections.login(saved.connectionId).credentials;
    // As everywhere else, a stored password is only used for the origin it was entered for.
    const password = request.password ?? (kept?.enteredFor === enteredFor ? kept.password : null);
    if (password === null) return null;
    return {
      userName,
      password,
      quoteQop,
      extendedUserName,
      enteredFor,
      ...(latin1Login === true ? { latin1: true } : {}),
    };
  }

  return {
    get: () => connection,
    async prepare() {
      if (isPractice) {
        const { baseUrl } = await connections.prepare(saved.connectionId);
        connection = { ...connection, baseUrl };
      }
      // Without a password the saved connection gives the reason: none was entered, or it is for another server.
      if (credentials() === null) connection = { ...connection, ...withoutPassword(saved, connection.baseUrl) };
      return connection;
    },
    login: () => ({ credentials: credentials(), sessionKey }),
    // Nothing of a trial is stored.
    observeLogin: () => undefined,
    async setLevel(_id, _login, level) {
      connection = { ...connection, level };
      return connection;
    },
  };
}

function withoutPassword(saved: Connection | null, baseUrl: string): Partial<Connection> {
  if (saved === null) return { hasPassword: false };
  const { passwordNeeded, hasPassword } = saved;
  const passwordOrigin = hasPassword ? canonicalOrigin(saved.baseUrl) : saved.passwordOrigin;
  const isElsewhere = typeof passwordOrigin === "string" && passwordOrigin !== canonicalOrigin(baseUrl);
  return { hasPassword: false, passwordNeeded, ...(isElsewhere ? { passwordOrigin } : {}) };
}
