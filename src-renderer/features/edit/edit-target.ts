import type { ChangeKind } from "#shared/edits.ts";
import { draftIdOf } from "#shared/edits.ts";
import type { RequestField, Resource } from "#shared/rezora/catalog.ts";
import type { Method } from "#shared/http/exchange.ts";
import { matchDesignator, openPlaces } from "#shared/rezora/uri.ts";

/** What a write on a resource of the catalogue does. */
export interface EditTarget {
  readonly kind: ChangeKind;
  readonly draftId: string;
  readonly connectionId: string;
  readonly designator: string;
  readonly resource: Resource;
  /** Fields that the body takes, in the catalogue's order; empty for deletions. */
  readonly fields: readonly RequestField[];
}

/**
 * The change that a method and a designator stand for; null when the catalogue does not know the method there, or the
 * address is not whole: such a write is sent as it is typed.
 */
export function editTargetOf(connectionId: string, method: Method, designator: string): EditTarget | null {
  if (method === "GET" || designator.includes("?") || openPlaces(designator).length > 0) return null;
  const resource = matchDesignator(designator)?.resource;
  if (resource === undefined) return null;
  const { confidence, requestFields } = resource.methods[method];
  if (confidence === "absent" || confidence === "unknown") return null;
  const kind = kindOf(method, resource.kind);
  if (kind === null) return null;
  // A record has one draft; what is to be made in a collection, or to become of all of it, has one of its own.
  const draftId =
    resource.kind === "record" ? draftIdOf(connectionId, designator) : `${connectionId} ${method} ${designator}`;
  return { kind, draftId, connectionId, designator, resource, fields: requestFields };
}

function kindOf(method: Exclude<Method, "GET">, kind: Resource["kind"]): ChangeKind | null {
  switch (method) {
    case "POST":
      return kind === "collection" ? "create" : null;
    case "PUT":
      return kind === "record" ? "update" : null;
    case "DELETE":
      return kind === "record" ? "delete" : "delete-all";
  }
}
