import type { Row } from "#shared/documents.ts";
import { draftIdOf } from "#shared/edits.ts";
import { headingOf } from "#shared/rezora/catalog.ts";
import { matchDesignator } from "#shared/rezora/uri.ts";
import { call } from "../../api.ts";
import { useStoredValues } from "../../state/stored-values.ts";
import { shortened } from "../../ui/shortened.ts";
import { recordAt } from "../resources/recent-records.ts";
import { textOf } from "../response/value-text.ts";
import { isCut } from "../response/whole-cell.ts";
import { newRecord, type CopiedRecord } from "./edit-actions.ts";

/** The record of a fetched response, counted from 0 in the order of the body. */
export interface FetchedPlace {
  readonly connectionId: string;
  /** The designator that the response was fetched from: the collection, or the record itself. */
  readonly designator: string;
  readonly documentId: string;
  readonly record: number;
}

/**
 * A fetched record with all its values as they are on the server, including what commits of this session have stored
 * since. Does not call the API. Rejects with a sentence when a value is too long to be carried.
 */
export async function copyOfFetched({
  connectionId,
  designator,
  documentId,
  record,
}: FetchedPlace): Promise<CopiedRecord> {
  const { columns, row } = await call("getRecord", { documentId, record });
  const long = columns.find((_, index) => isCut(row.cells[index]));
  if (long !== undefined) throw new Error(`${long} is longer than 1 MB, so this record cannot be copied.`);
  const served = servedValues(columns, row);
  const path = matchDesignator(designator)?.resource.path;
  const known = recordAt(designator, (name) => served.get(name));
  const values = known === null ? served : storedValues(connectionId, known.designator, served);
  const heading = path === undefined ? null : headingOf(path, (name) => values.get(name));
  return { designator: known?.designator ?? designator, title: shortened(heading ?? designator), values };
}

/** Goes to the form of a new record that starts as a copy of a fetched one. */
export async function duplicateFetched(place: FetchedPlace): Promise<void> {
  const copied = await copyOfFetched(place);
  const [collection = ""] = place.designator.split("/");
  newRecord(place.connectionId, collection, copied);
}

function servedValues(columns: readonly string[], { cells }: Row): Map<string, string> {
  return new Map(columns.map((column, index) => [column, textOf(cells[index]) ?? ""]));
}

/** Values that commits of this session proved, in place of the fetched ones. */
function storedValues(
  connectionId: string,
  designator: string,
  served: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const stored = useStoredValues.getState().records.get(draftIdOf(connectionId, designator)) ?? [];
  return new Map([...served, ...[...stored].map(([name, { value }]) => [name, value ?? ""] as const)]);
}
