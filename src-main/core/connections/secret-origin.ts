import { canonicalOrigin } from "#shared/rezora/canonical-origin.ts";
import type { StoredConnection } from "./stored-connection.ts";

/**
 * What a password of a practice connection is bound to: the practice server inside this application, whose port changes
 * at every start. It is not an origin, so no base URL ever has it.
 */
const practiceOrigin = "practice:";

/** What a password of this connection must have been entered for. Empty where the base URL is not valid. */
export function secretOriginOf({ practice, baseUrl }: Pick<StoredConnection, "practice" | "baseUrl">): string {
  return practice === null ? (canonicalOrigin(baseUrl) ?? "") : practiceOrigin;
}
