import { sheetLimits } from "#shared/formats/sheet-xml.ts";
import { CallError } from "../call-error.ts";
import { ChosenValues } from "./chosen-values.ts";
import { number } from "./notice-words.ts";
import type { RecordOrder } from "./record-order.ts";
import type { Records } from "./records.ts";
import { recordsBetweenYields, type Task } from "./task.ts";

const instead = "Export it as CSV or JSON instead.";

/** Throws when a table is larger than a worksheet may be, or one of its values longer than a cell may be. */
export function* checkSheet(records: Records, order: RecordOrder, columns: readonly string[]): Task<void> {
  const { rows, columns: maxColumns, characters } = sheetLimits;
  if (order.count >= rows) {
    throw doesNotFit(`An Excel workbook holds ${number(rows - 1)} records below its header; these are`, order.count);
  }
  const values = new ChosenValues({ records, order, columns });
  if (values.keys.length > maxColumns) {
    throw doesNotFit(`An Excel workbook holds ${number(maxColumns)} columns; these are`, values.keys.length);
  }
  const header = values.keys.find((key) => key.length > characters);
  if (header !== undefined) throw tooLong(`The field name ${header.slice(0, 40)}…`, header.length);
  for (let position = 0; position < order.count; position++) {
    if (position % recordsBetweenYields === 0) yield;
    const record = order.record(position);
    const { start, end } = records.bounds(record);
    // No charset has more characters than bytes, so the values of a short record need not be checked.
    if (end - start <= characters) continue;
    const texts = values.texts(position);
    const column = texts.findIndex((text) => text.length > characters);
    if (column < 0) continue;
    const length = values.lengths(position)[column] ?? 0;
    throw tooLong(`${values.keys[column] ?? ""} of record ${number(record + 1)}`, length);
  }
}

function doesNotFit(limit: string, count: number): CallError {
  return new CallError("does-not-fit", `${limit} ${number(count)}. ${instead}`);
}

function tooLong(what: string, length: number): CallError {
  const limit = `A cell of an Excel workbook holds ${number(sheetLimits.characters)} characters; ${what} has`;
  return doesNotFit(limit, length);
}
