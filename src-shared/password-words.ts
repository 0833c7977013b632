import type { Connection } from "./connection.ts";
import { canonicalOrigin } from "./rezora/canonical-origin.ts";

/** The parts of a connection that say whether there is a password to log in with. */
export type PasswordFacts = Pick<Connection, "baseUrl" | "hasPassword" | "passwordNeeded" | "passwordOrigin">;

/** Why a connection does not have a usable password, in one or two sentences; empty when it has one. */
export function missingPassword(connection: PasswordFacts): string {
  const { baseUrl, hasPassword, passwordNeeded, passwordOrigin } = connection;
  if (hasPassword) return "";
  if (passwordNeeded) return "The stored password can no longer be read. Enter it again.";
  if (passwordOrigin === undefined) return "There is no password for this connection.";
  const here = canonicalOrigin(baseUrl) ?? "this base URL";
  return canonicalOrigin(passwordOrigin) === null
    ? `It is not known which server the stored password was entered for. Enter it for ${here}.`
    : `The stored password was entered for ${passwordOrigin}. It is not used for ${here}.`;
}
