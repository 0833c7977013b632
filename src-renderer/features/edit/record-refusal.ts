import type { Method } from "#shared/http/exchange.ts";
import { protectionOf } from "#shared/rezora/protection.ts";
import { editObstacleNow } from "../connections/edit-obstacle.ts";
import { editTargetOf } from "./edit-target.ts";

/**
 * Why a write cannot be made at a designator, in one sentence: the login is currently refused, or the API would reject
 * the write. undefined when nothing is known against it.
 */
export function refusalOf(
  connectionId: string,
  method: Method,
  designator: string | null,
  valueOf: (name: string) => string | undefined,
): string | undefined {
  const obstacle = editObstacleNow(connectionId);
  if (obstacle !== undefined) return obstacle;
  const target = designator === null ? null : editTargetOf(connectionId, method, designator);
  if (target === null) return `The API has no ${method} here.`;
  return protectionOf(target.resource.path, method, valueOf) ?? undefined;
}
