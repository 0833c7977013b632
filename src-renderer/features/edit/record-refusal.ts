import type { Method } from "#shared/http/exchange.ts";
import { protectionOf } from "#shared/rezora/protection.ts";
import { editTargetOf } from "./edit-target.ts";

/** Why the API would not take such a write at a designator, in one sentence; undefined when nothing is known against it. */
export function refusalOf(
  connectionId: string,
  method: Method,
  designator: string | null,
  valueOf: (name: string) => string | undefined,
): string | undefined {
  const target = designator === null ? null : editTargetOf(connectionId, method, designator);
  if (target === null) return `The API has no ${method} here.`;
  return protectionOf(target.resource.path, method, valueOf) ?? undefined;
}
