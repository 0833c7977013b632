import type { Connection } from "#shared/connection.ts";
import type { RequestSpec } from "#shared/http/exchange.ts";
import { apiRootOf, cataloguedWrite } from "#shared/rezora/reached-resource.ts";
import { CallError } from "../call-error.ts";

/**
 * Refuses a write to a resource of the catalogue, in any spelling, because `core/edits` must review, record and verify
 * it. A caller on the bridge cannot bypass that. While writes are locked, the lock is the reason given.
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
