import { Buffer } from "node:buffer";
import type { CopyRequest } from "#shared/documents.ts";
import type { ExportRequest } from "#shared/exporting.ts";
import { CallError } from "../call-error.ts";
import { checkSheet } from "./fits-sheet.ts";
import type { RecordOrders } from "./record-order.ts";
import type { Records } from "./records.ts";
import { createTableWriter, type TableWriter } from "./table-writer.ts";
import type { Task } from "./task.ts";
import type { ExportPiece, ExportPlan, ExportStep } from "./worker-protocol.ts";

/** Bytes for the clipboard, and about the bytes that an export makes at once. */
const maxCopy = 1_048_576;
/** The window writes cells for the clipboard itself, in fewer bytes than JSON needs. */
const maxCells = maxCopy * 2;
const exportPiece = 524_288;

/** Rows of a query as text for the clipboard. Throws above 1 MB: half a selection would be worse than none. */
export function* copyRecords(records: Records, orders: RecordOrders, request: CopyRequest): Task<{ text: string }> {
  const order = yield* orders.find(request.query);
  const parts = [request, ...(request.more ?? [])].filter(({ from }) => from < order.count);
  const last = Math.min(parts.at(-1)?.to ?? -1, order.count - 1);
  const { columns } = request;
  const writer = createTableWriter(request.as, { records, order, columns, last, guardFormulas: true });
  const longest = request.as === "cells" ? maxCells : maxCopy;
  let text = writer.begin();
  for (const { from, to } of parts) {
    for (let position = from; position <= Math.min(to, last); position++) {
      for (const piece of writer.pieces(position) ?? [writer.record(position)]) {
        text += piece;
        if (text.length > longest) break;
      }
      if (text.length > longest || (position === last && Buffer.byteLength(text) > longest)) {
        throw new CallError("invalid-input", "This is more than 1 MB. Export it to a file instead.");
      }
      yield;
    }
  }
  return { text: text + writer.end() };
}

/** How much an export will write. Throws when its format cannot hold the table: that is said before, not found after. */
export function* planExport(records: Records, orders: RecordOrders, request: ExportRequest): Task<ExportPlan> {
  const order = yield* orders.find(request.query);
  if (!request.columns.some((name) => records.columns.names.includes(name))) {
    throw new CallError("invalid-input", "There is no column to export. Show at least one.");
  }
  if (request.as === "xlsx") yield* checkSheet(records, order, request.columns);
  return { recordCount: order.count };
}

/** A long record that is partly written, and the number of its next piece. */
export interface LongExport {
  readonly exportId: string;
  readonly position: number;
  readonly part: number;
  readonly pieces: Iterator<string>;
}

/**
 * The next piece of an export, from the record at `position` of the query on. `underWay` is what the previous step
 * left: without it, the pieces that are already written are made again.
 */
export function* exportRecords(
  records: Records,
  orders: RecordOrders,
  step: ExportStep,
  underWay: LongExport | null,
): Task<{ readonly piece: ExportPiece; readonly underWay: LongExport | null }> {
  const { request, position } = step;
  if (request.as === "served") throw new CallError("internal", "The served body is not written by a worker.");
  const { columns, guardFormulas, dates, heading } = request;
  const order = yield* orders.find(request.query);
  const table = { records, order, columns, last: order.count - 1, guardFormulas, dates, heading };
  const writer = createTableWriter(request.as, table);
  let part = step.part ?? 0;
  let text = position === 0 && part === 0 ? writer.begin() : "";
  let next = position;
  let pieces = part === 0 ? null : yield* piecesFrom(writer, step, underWay);
  while (next < order.count && text.length < exportPiece) {
    pieces ??= writer.pieces(next)?.[Symbol.iterator]() ?? null;
    if (pieces === null) {
      text += writer.record(next++);
      if (next % 16 === 0) yield;
      continue;
    }
    const one = pieces.next();
    if (one.done === true) {
      pieces = null;
      part = 0;
      next++;
    } else {
      text += one.value;
      part++;
    }
    yield;
  }
  const isLast = next >= order.count;
  if (isLast) text += writer.end();
  const piece = {
    bytes: new Uint8Array(Buffer.from(text)),
    records: next - position,
    altered: writer.altered,
    next: isLast ? null : next,
    part,
  };
  const { exportId } = request;
  return { piece, underWay: pieces === null ? null : { exportId, position: next, part, pieces } };
}

/** The pieces of a long record that are not written yet. */
function* piecesFrom(
  writer: TableWriter,
  { request, position, part = 0 }: ExportStep,
  underWay: LongExport | null,
): Task<Iterator<string> | null> {
  const isKnown = underWay?.exportId === request.exportId && underWay.position === position && underWay.part === part;
  if (isKnown) return underWay.pieces;
  const pieces = writer.pieces(position)?.[Symbol.iterator]() ?? null;
  for (let skipped = 0; skipped < part; skipped++) {
    pieces?.next();
    yield;
  }
  return pieces;
}
