import type { ChangeKind } from "#shared/edits.ts";
import { draftIdOf } from "#shared/edits.ts";
import type { RequestField, Resource } from "#shared/rezora/catalog.ts";
import type { Method } from "#shared/http/exchange.ts";
import { cataloguedWrite, type ApiRoot } from "#shared/rezora/reached-resource.ts";

/** What a write on a resource of the catalogue does. */
export interface EditTarget {
  readonly kind: ChangeKind;
  readonly draftId: string;
  readonly connectionId: string;
  /** The canonical designator, whatever was typed; it is what is reviewed and sent. */
  readonly designator: string;
  readonly resource: Resource;
  /** Fields that the body takes, in the catalogue's order; empty for deletions. */
  readonly fields: readonly RequestField[];
}

/**
 * The change that a method and a designator mean, however the designator is spelled; null when the catalogue does not
 * know the method there, or the designator is incomplete: such a write is sent as typed.
 */
export function editTargetOf(connectionId: string, method: Method, typed: string, root?: ApiRoot): EditTarget | null {
  const write = cataloguedWrite(method, typed, root);
  if (write === null) return null;
  const { kind, resource, designator, fields } = write;
  // A record has one draft; a new record of a collection, or a change of the whole collection, has its own.
  const draftId =
    resource.kind === "record" ? draftIdOf(connectionId, designator) : `${connectionId} ${method} ${designator}`;
  return { kind, draftId, connectionId, designator, resource, fields };
}
