import type { Connection } from "#shared/connection.ts";
import { missingPassword } from "#shared/password-words.ts";
import { canonicalOrigin } from "#shared/rezora/canonical-origin.ts";

/** What the dialog shows about the stored password. */
export interface KeptPassword {
  /** It is used to sign in at the base URL as typed. */
  readonly isUsed: boolean;
  /** A password is stored, for this base URL or another one. */
  readonly canForget: boolean;
  /** A password is stored for an origin other than that of the saved base URL, which is the typed one. */
  readonly canMove: boolean;
  /** Why it is not used; empty where it is used, or where none is stored. */
  readonly hint: string;
}

const none: KeptPassword = { isUsed: false, canForget: false, canMove: false, hint: "" };

/** @param typed The base URL in the dialog, saved or not. */
export function keptPassword(connection: Connection | null, typed: string): KeptPassword {
  if (connection === null) return none;
  const { hasPassword, passwordNeeded, passwordOrigin, practice } = connection;
  if (passwordNeeded) return { ...none, hint: missingPassword(connection) };
  if (practice !== null) return { ...none, isUsed: hasPassword, canForget: hasPassword };
  const saved = canonicalOrigin(connection.baseUrl);
  const enteredFor = hasPassword ? saved : (passwordOrigin ?? null);
  if (enteredFor === null) return none;
  // While the typed text is not yet a base URL, nothing is said about it.
  const origin = canonicalOrigin(typed) ?? saved;
  const isUsed = origin === enteredFor;
  const facts = { baseUrl: origin ?? "", hasPassword: isUsed, passwordNeeded: false, passwordOrigin: enteredFor };
  const canMove = !hasPassword && origin === saved && canonicalOrigin(enteredFor) !== null;
  return { isUsed, canForget: true, canMove, hint: missingPassword(facts) };
}
