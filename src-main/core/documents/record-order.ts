import type { RecordQuery } from "#shared/documents.ts";
import { matchingRecords } from "./matching.ts";
import type { Records } from "./records.ts";
import { sortedRecords } from "./sorting.ts";
import type { Source } from "./source.ts";
import type { Task } from "./task.ts";

/** Answers kept per document: going back to an earlier query costs nothing, at 4 bytes a record. */
const kept = 4;

/** The records of a query in its order. */
export interface RecordOrder {
  readonly count: number;
  record(position: number): number;
}

/** Queries of one document, the latest ones remembered. */
export class RecordOrders {
  private readonly source: Source;
  private readonly records: Records;
  private readonly matches = new Map<string, Uint32Array | null>();
  private readonly sorted = new Map<string, Uint32Array>();

  constructor(source: Source, records: Records) {
    this.source = source;
    this.records = records;
  }

  *find(query: RecordQuery): Task<RecordOrder> {
    const { records } = this;
    const matchKey = JSON.stringify([query.filters, query.search, query.only]);
    let matched = this.matches.get(matchKey);
    if (matched === undefined) {
      matched = yield* matchingRecords(this.source, records, query);
      remember(this.matches, matchKey, matched);
    }
    if (query.sort.length === 0) return orderOf(matched, records.list.count);
    const sortKey = JSON.stringify([query.sort, matchKey]);
    let sorted = this.sorted.get(sortKey);
    if (sorted === undefined) {
      const from = matched ?? Uint32Array.from({ length: records.list.count }, (_, record) => record);
      sorted = yield* sortedRecords(records, from, query.sort);
      remember(this.sorted, sortKey, sorted);
    }
    return orderOf(sorted, sorted.length);
  }
}

function orderOf(order: Uint32Array | null, count: number): RecordOrder {
  if (order === null) return { count, record: (position) => position };
  return { count: order.length, record: (position) => order[position] as number };
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.set(key, value);
  const oldest = map.keys().next();
  if (map.size > kept && oldest.done !== true) map.delete(oldest.value);
}
