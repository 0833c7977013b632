import type { Connection } from "#shared/connection.ts";
import type { RequestSpec } from "#shared/http/exchange.ts";
import { apiRootOf, cataloguedWrite } from "#shared/rezora/reached-resource.ts";
import { CallError } from "../call-error.ts";

/**
 * Refuses a write that the catalogue knows, in whatever spelling: it is read again, compared, written down and proved by
 * `core/edits`. What asks over the bridge does not get to choose another way. While locked, the lock is the reason.
 */
export function checkNeedsNoReview(
  connection: Pick<Connection, "baseUrl" | "apiVersion" | "unlockedUntil">,
  { method, designator }: Pick<RequestSpec, "method" | "designator">,
): void {
  if (connection.unlockedUntil === null) return;
  const write = cataloguedWrite(method, designator, apiRootOf(connection));
  if (write === null) return;
  throw new CallError(
    "review-needed",
    `${method} ${write.designator} goes through Review, and nothing was sent. Press Review to see what would change.`,
  );
}
