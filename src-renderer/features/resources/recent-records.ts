import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect } from "react";
import { draftIdOf } from "#shared/edits.ts";
import { headingOf, resources } from "#shared/rezora/catalog.ts";
import { designatorOfId, matchDesignator } from "#shared/rezora/uri.ts";
import type { Place } from "../../state/place.ts";
import { observe } from "../../state/observing.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import { useRecordOf, useWorkspace } from "../../state/workspace.ts";
import { wholeRecord } from "../record/whole-record.ts";
import { textOf } from "../response/value-text.ts";
import { cellText } from "./fetched-records.ts";

/**
 * Records which record is being viewed: the one in the inspector, or the one that a location fetched. Does not call the
 * API. It is a separate component, so moving between records renders nothing else.
 */
export function RememberRecords({ place }: { place: Place }): null {
  const { connectionId, exchange } = place;
  const document = exchange?.status === 200 && exchange.document?.table ? exchange.document : null;
  const record = useDeferredValue(useRecordOf(place.key));
  const designator = exchange?.request.designator ?? null;
  const fetchedAt = exchange?.startedAt ?? 0;

  const { data } = useQuery(wholeRecord(document, record));
  useEffect(() => {
    if (!data || designator === null) return;
    const valueOf = (field: string): string | undefined => cellText(data.row.cells[data.columns.indexOf(field)]);
    const idOf = (field: string): string | undefined => textOf(data.row.cells[data.columns.indexOf(field)]);
    const recent = recordAt(designator, valueOf, idOf);
    if (recent === null) return;
    // The values shown may be older than what was observed since.
    const { presence, titles } = useStoredValues.getState();
    const id = draftIdOf(connectionId, recent.designator);
    const known = presence.get(id);
    if (known?.exists === false && known.at > fetchedAt) return;
    const later = titles.get(id);
    const title = later !== undefined && later.at > fetchedAt ? later.title : recent.title;
    useWorkspace.getState().rememberRecord({ connectionId, designator: recent.designator, title });
    observe([{ connectionId, designator: recent.designator, at: fetchedAt, seen: { kind: "named", title } }]);
  }, [data, connectionId, designator, fetchedAt]);
  return null;
}

/** Designator and name of a record of a collection; null for records without a name, as associations have none. */
export function recordAt(
  designator: string,
  valueOf: (field: string) => string | undefined,
  /** As `valueOf`, without values that were cut. */
  idOf = valueOf,
): { readonly designator: string; readonly title: string } | null {
  const resource = matchDesignator(designator)?.resource;
  if (!resource) return null;
  const title = headingOf(resource.path, valueOf);
  if (title === null) return null;
  if (resource.kind === "record") return { designator, title };
  const own = resources.find(({ path }) => path === `${resource.path}/ID`);
  const leads = own ? designatorOfId(own.path, idOf) : null;
  return leads === null ? null : { designator: leads, title };
}
