import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Cell } from "#shared/documents.ts";
import { draftIdOf } from "#shared/edits.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { headingOf, resources, type Resource } from "#shared/rezora/catalog.ts";
import { call } from "../../api.ts";
import { everyRecord } from "#shared/every-record.ts";
import { requestKey } from "../../state/place.ts";
import { useWorkspace } from "../../state/workspace.ts";
import type { SinceFetched } from "../../state/since-fetched.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import { useSince } from "../response/use-since.ts";
import { textOf } from "../response/value-text.ts";

/** A record of a fetched collection, as far as a list of names needs it. */
export interface FetchedRecord {
  readonly id: string;
  /** null: this resource's records have no name. */
  readonly title: string | null;
}

export interface FetchedRecords {
  readonly total: number;
  readonly records: readonly FetchedRecord[];
}

/** A tree and a picker show at most this many; the table shows all of them. */
export const maxListed = 100;

/** What was last fetched from a collection, without a request to the API; null while nothing was. */
export function useFetchedRecords(
  connectionId: string,
  designator: string,
  resource: Resource | null,
  search = "",
): FetchedRecords | null {
  const exchange = useWorkspace(
    (state) => state.places.get(requestKey(connectionId, "GET", designator))?.exchange ?? null,
  );
  const table = exchange?.status === 200 ? exchange.document : null;
  const listed = useQuery({
    queryKey: ["rows", table?.documentId, search],
    enabled: resource !== null && table?.table !== null && table !== null,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const query = { ...everyRecord, search };
      return call("getRows", { documentId: table?.documentId ?? "", query, offset: 0, limit: maxListed }, signal);
    },
  });
  const since = useSince(connectionId, designator, exchange?.startedAt ?? 0);
  const titles = useStoredValues((state) => state.titles);
  if (!resource || !exchange || !listed.data || !table?.table) return null;
  const { columns } = table.table;
  const records = listed.data.rows.flatMap(({ cells }) => recordOf(resource, columns, cells) ?? []);
  const nameOf = (id: string): string | undefined => {
    const known = titles.get(draftIdOf(connectionId, `${designator}/${id}`));
    return known !== undefined && known.at > exchange.startedAt ? known.title : undefined;
  };
  return recordsSince({ total: listed.data.matched, records }, since, nameOf);
}

/** Fetched names, updated by what was observed since: renamed records, without those that are gone. */
export function recordsSince(
  fetched: FetchedRecords,
  { gone, lessBy, emptiedAt }: SinceFetched,
  nameOf: (id: string) => string | undefined,
): FetchedRecords {
  // Which of them the server kept is not known before they are fetched again.
  if (emptiedAt !== null) return { total: 0, records: [] };
  const ids = new Set(gone.ids);
  return {
    total: Math.max(0, fetched.total - lessBy),
    records: fetched.records
      .filter(({ id }) => !ids.has(id))
      .map((record) => ({ ...record, title: nameOf(record.id) ?? record.title })),
  };
}

/** How many records an exchange returned; undefined when it did not return a table. */
export function recordCount(exchange: Exchange | null | undefined): number | undefined {
  if (exchange?.status === 204) return 0;
  return exchange?.status === 200 ? exchange.document?.table?.recordCount : undefined;
}

/** The text of a cell where it has one; for a long value its beginning, which is enough for a name. */
export function cellText(cell: Cell | undefined): string | undefined {
  if (cell === undefined || typeof cell === "string") return cell;
  return "text" in cell ? cell.text : undefined;
}

function recordOf(resource: Resource, columns: readonly string[], cells: readonly Cell[]): FetchedRecord | null {
  const valueOf = (field: string): string | undefined => cellText(cells[columns.indexOf(field)]);
  // An association has its own id first; the id that leads to it is the one in its path.
  const own = resources.find(({ path }) => path === `${resource.path}/ID`);
  const idName = own?.ids.at(-1) ?? "";
  const id = textOf(cells[columns.indexOf(idName)]);
  return id === undefined || id === "" ? null : { id, title: headingOf(resource.path, valueOf) };
}
