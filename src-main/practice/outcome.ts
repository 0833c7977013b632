import type { ApiRecord } from "./envelope.ts";

/** The result of a request to a resource, before it is written in a format. */
export type Outcome =
  | { readonly kind: "records"; readonly fields: readonly string[]; readonly records: Iterable<ApiRecord> }
  /** A collection without records: 204. */
  | { readonly kind: "empty" }
  /** POST: one record that contains only the new id. */
  | { readonly kind: "created"; readonly idField: string; readonly id: number }
  /** PUT and DELETE: one record whose status is 200. */
  | { readonly kind: "done" }
  /** `allow`: the allowed methods, for a 405. */
  | {
      readonly kind: "refused";
      readonly status: 400 | 401 | 404 | 405 | 500 | 501;
      readonly message: string;
      readonly allow?: readonly string[];
    };

export const done: Outcome = { kind: "done" };
export const notFound: Outcome = { kind: "refused", status: 404, message: "The resource does not exist" };

export function invalid(message: string): Outcome {
  return { kind: "refused", status: 400, message };
}

/** Reads only the first record, because an empty collection has another status. */
export function listed(fields: readonly string[], records: Iterable<ApiRecord>): Outcome {
  const iterator = records[Symbol.iterator]();
  const first = iterator.next();
  if (first.done === true) return { kind: "empty" };
  return { kind: "records", fields, records: startingWith(first.value, iterator) };
}

function* startingWith(first: ApiRecord, rest: Iterator<ApiRecord>): Generator<ApiRecord> {
  yield first;
  for (let next = rest.next(); next.done !== true; next = rest.next()) yield next.value;
}

export function single(fields: readonly string[], record: ApiRecord | undefined): Outcome {
  return record === undefined ? notFound : { kind: "records", fields, records: [record] };
}
