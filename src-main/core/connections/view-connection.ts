import type { Connection } from "#shared/connection.ts";
import type { LoginHistory } from "#shared/login-history.ts";
import { canonicalOrigin } from "#shared/rezora/canonical-origin.ts";
import { isUnencrypted } from "./base-url.ts";
import type { Secrets } from "./secrets.ts";
import type { StoredConnection } from "./stored-connection.ts";
import { inputOf } from "./transfer.ts";

export interface ConnectionState {
  /** Its current address; empty while the practice server is not running. */
  readonly baseUrl: string;
  readonly secret: ReturnType<Secrets["state"]>;
  readonly enteredFor: string | null;
  readonly unlockedUntil: number | null;
  readonly history: LoginHistory;
}

/** What the renderer may know about a connection. */
export function viewConnection(stored: StoredConnection, state: ConnectionState): Connection {
  const { baseUrl, secret, enteredFor, unlockedUntil, history } = state;
  const { practice, linkLocalAcknowledgedFor } = stored;
  const isPublic = usesPublicPassword(stored);
  return {
    ...inputOf(stored),
    baseUrl,
    connectionId: stored.connectionId,
    practice,
    practiceFault: stored.practiceFault,
    hasPassword: isPublic || secret === "present",
    passwordNeeded: !isPublic && secret === "unreadable",
    ...(!isPublic && secret === "elsewhere" && enteredFor !== null ? { passwordOrigin: enteredFor } : {}),
    level: stored.level,
    ...(history.accepted === null ? {} : { login: history }),
    unlockedUntil,
    unencrypted: isUnencrypted(baseUrl),
    unencryptedAcknowledged: stored.unencryptedAcknowledged,
    ...(linkLocalAcknowledgedFor !== undefined && linkLocalAcknowledgedFor === canonicalOrigin(baseUrl)
      ? { linkLocalAcknowledged: true }
      : {}),
  };
}

/** The public practice password is only used for the practice server, whatever a file says. */
export function usesPublicPassword(stored: Pick<StoredConnection, "practice" | "usesPracticePassword">): boolean {
  return stored.practice !== null && stored.usesPracticePassword;
}

/** The user has been warned about a link-local address and about unencrypted http for the current base URL. */
export function withLinkLocalAcknowledged(stored: StoredConnection): StoredConnection {
  const origin = canonicalOrigin(stored.baseUrl);
  if (origin === null) return stored;
  const unencryptedAcknowledged = stored.unencryptedAcknowledged || isUnencrypted(stored.baseUrl);
  return { ...stored, linkLocalAcknowledgedFor: origin, unencryptedAcknowledged };
}
