import type { SeekRequest, SeekResult } from "#shared/documents.ts";
import { fieldText } from "#shared/formats/field.ts";
import { predicateOf } from "./predicate.ts";
import type { RecordOrders } from "./record-order.ts";
import type { Records } from "./records.ts";
import { recordsBetweenYields, type Task } from "./task.ts";

/** Type-ahead over a whole table: the next row whose value in a column starts as was typed. */
export function* seekRow(
  records: Records,
  orders: RecordOrders,
  { query, column, prefix, from }: SeekRequest,
): Task<SeekResult> {
  const order = yield* orders.find(query);
  const place = records.columns.names.indexOf(column);
  const starts = predicateOf({ operator: "starts", value: prefix });
  const fits = (record: number): boolean => {
    if (records.list.marksOf(record) !== 0) {
      const value = records.columns.spread(records.fields(record))[place];
      return value !== undefined && starts.ofText(fieldText(value), false);
    }
    const { cursor } = records;
    cursor.open(record);
    for (let at = 0; at <= place; at++) if (!cursor.next()) return false;
    return starts.ofText(cursor.text(), false);
  };
  if (place < 0) return { position: null };
  for (let step = 0; step < order.count; step++) {
    const position = (from + step) % order.count;
    if (fits(order.record(position))) return { position };
    if (step % recordsBetweenYields === 0) yield;
  }
  return { position: null };
}
