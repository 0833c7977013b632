import { canonicalOrigin } from "#shared/rezora/canonical-origin.ts";
import type { StoredConnection } from "./stored-connection.ts";

/**
 * What the password of a practice connection is bound to: the practice server inside this application, whose port
 * changes at every start. It is not a valid origin, so no base URL ever matches it.
 */
const practiceOrigin = "practice:";

/** The origin that a password of this connection must have been entered for. Empty if the base URL is invalid. */
export function secretOriginOf({ practice, baseUrl }: Pick<StoredConnection, "practice" | "baseUrl">): string {
  return practice === null ? (canonicalOrigin(baseUrl) ?? "") : practiceOrigin;
}
