import type { CsvChoice } from "#shared/csv-choice.ts";
import type { CodeFormat, DocumentSummary, VerifyRequest, VerifyResult } from "#shared/documents.ts";
import { isEveryRecord } from "#shared/every-record.ts";
import { CallError } from "../call-error.ts";
import { ArrivingViews } from "./arriving-views.ts";
import type { BodyBytes } from "./body-bytes.ts";
import { buildView, type CodeView } from "./code-view.ts";
import { filledCounts, findRows, widestValues } from "./column-facts.ts";
import { findBytes } from "./finding-bytes.ts";
import { findInView, type FindMemory } from "./finding.ts";
import { readLines } from "./line-window.ts";
import { readValueRows, readValueText } from "./long-values.ts";
import { OpenDocument, type DocumentEnd, type DocumentHead } from "./open-document.ts";
import { RecordOrders } from "./record-order.ts";
import type { Records } from "./records.ts";
import { readRows, readWholeRecord } from "./rows.ts";
import { seekRow } from "./seeking.ts";
import { Source } from "./source.ts";
import type { Task } from "./task.ts";
import { verifyLines } from "./verifying-lines.ts";
import { verifyValues } from "./verifying.ts";
import type { Answer, ExportPiece, ExportStep, OwnQuestion, QuestionName } from "./worker-protocol.ts";
import { copyRecords, exportRecords, planExport, type LongExport } from "./writing.ts";

/** Everything a worker can answer about one document. Pure: no threads, no clock, no files. */
export class DocumentEngine {
  private document: OpenDocument;
  private readonly views = new Map<CodeFormat, CodeView>();
  private early: ArrivingViews | null = new ArrivingViews();
  private orders: RecordOrders | null = null;
  private memory: FindMemory | null = null;
  private longExport: LongExport | null = null;
  private state: "arriving" | "finishing" | "finished" = "arriving";

  constructor(documentId: string, body: BodyBytes, head: DocumentHead) {
    this.document = new OpenDocument(documentId, new Source(body), head);
  }

  /**
   * Switches to a new location of the same bytes; what is known about them stays. Returns the bytes of memory released.
   */
  move(body: BodyBytes): number {
    return this.document.source.move(body);
  }

  /** Returns the bytes of memory released. */
  close(): number {
    return this.document.source.close();
  }

  arrive(byteLength: number): Task<void> {
    return this.document.arrive(byteLength);
  }

  /** The document once its end has been read, for questions about several documents. */
  *whole(): Task<OpenDocument> {
    // A worker that took over from a dead one may be asked before its index is whole again.
    while (this.state === "finishing") yield;
    if (this.state === "arriving") throw new CallError("invalid-input", "This response is still arriving.");
    return this.document;
  }

  *answer({ name, ask }: OwnQuestion): Task<Answer<QuestionName>> {
    if (name === "finish") {
      this.state = "finishing";
      const summary = yield* this.document.finish(ask.byteLength, ask.end);
      this.early = null;
      this.state = "finished";
      return summary;
    }
    if (name === "glance") return this.document.glance();
    if (name === "read-as") return yield* this.readAs(ask.charset, ask.end);
    // A worker that took over from a dead one may be asked before its index is whole again.
    while (this.state === "finishing") yield;
    if (this.state === "arriving") refuseWhatWaits({ name, ask } as OwnQuestion);
    switch (name) {
      case "rows":
        return yield* readRows(this.table(), this.ordersOf(), ask);
      case "record": {
        const table = this.table();
        if (ask.record >= table.list.count) throw new CallError("not-found", "This answer has no such record.");
        return readWholeRecord(table, ask.record, ask.cellLimit);
      }
      case "value-rows":
        return yield* readValueRows(this.table(), ask);
      case "value-text":
        return readValueText(this.table(), ask);
      case "lines":
        return yield* readLines(yield* this.view(ask.as), ask);
      case "find": {
        const view = yield* this.view(ask.as);
        yield* view.count();
        const { result, memory } = yield* findInView(this.document, view, ask, this.memory);
        this.memory = memory;
        return result;
      }
      case "find-bytes":
        return yield* findBytes(this.document.source, ask);
      case "locate":
        yield* (yield* this.view("raw")).count();
        return this.document.raw.placeOf(ask.byteOffset);
      case "seek":
        return yield* seekRow(this.table(), this.ordersOf(), ask);
      case "widest":
        return yield* widestValues(this.table(), ask.records);
      case "filled":
        return yield* filledCounts(this.document.source, this.table());
      case "find-rows":
        return yield* findRows(this.table(), this.ordersOf(), ask);
      case "verify":
        return yield* this.verify(ask);
      case "reread":
        return yield* this.reread(ask.choice);
      case "copy":
        return yield* copyRecords(this.table(), this.ordersOf(), ask);
      case "plan":
        return yield* planExport(this.table(), this.ordersOf(), ask);
      case "export":
        return yield* this.export(ask);
    }
  }

  /** Reads everything again. Questions that arrive in the meantime wait, and cached texts are discarded. */
  private *readAs(charset: string, end: DocumentEnd): Task<DocumentSummary> {
    yield* this.whole();
    this.state = "finishing";
    const { length } = this.document.source;
    this.document = this.document.readAs(charset);
    this.views.clear();
    this.orders = null;
    this.memory = null;
    this.longExport = null;
    const summary = yield* this.document.finish(length, end);
    this.state = "finished";
    return summary;
  }

  /**
   * Counts the remaining lines of views that were answered before their last line was known, and the remaining raw
   * lines.
   */
  *countOn(): Task<void> {
    if (this.state !== "finished") return;
    for (const view of this.views.values()) yield* view.count();
    yield* (yield* this.view("raw")).count();
  }

  private *export(step: ExportStep): Task<ExportPiece> {
    const { piece, underWay } = yield* exportRecords(this.table(), this.ordersOf(), step, this.longExport);
    this.longExport = underWay;
    return piece;
  }

  private *verify({ as, from }: VerifyRequest): Task<VerifyResult> {
    const { table, source } = this.document;
    const view = as === "table" ? null : yield* this.view(as);
    if (view !== null) yield* view.count();
    if (as !== "raw" && table !== null) return yield* verifyValues(this.document, table, view, { as, from });
    if (view !== null) return yield* verifyLines(source, view, from);
    return { unit: "value", compared: 0, agreeing: 0, firstDifference: null, done: 0, total: 0, next: null };
  }

  /**
   * Discards everything derived from the old reading. Requests that arrive before the new reading is complete wait for
   * it.
   */
  private *reread(choice: CsvChoice | null): Task<DocumentSummary> {
    this.state = "finishing";
    this.views.clear();
    this.orders = null;
    this.memory = null;
    this.longExport = null;
    try {
      return yield* this.document.rereadCsv(choice);
    } finally {
      this.state = "finished";
    }
  }

  private table(): Records {
    const { table } = this.document;
    if (table === null) throw new CallError("invalid-input", "This answer is no list of records, so it has no table.");
    return table;
  }

  private ordersOf(): RecordOrders {
    if (this.state !== "finished") return new RecordOrders(this.document.source, this.table());
    this.orders ??= new RecordOrders(this.document.source, this.table());
    return this.orders;
  }

  private *view(as: CodeFormat): Task<CodeView> {
    if (this.early !== null) return yield* this.early.view(this.document, as);
    let view = this.views.get(as);
    if (view === undefined) {
      view = buildView(this.document, as);
      this.views.set(as, view);
    }
    return view;
  }
}

/** Questions that can be answered from what has arrived. */
const immediate: ReadonlySet<QuestionName> = new Set(["record", "value-rows", "value-text", "lines", "widest"]);

/**
 * While a body arrives, the received part can be shown and copied in its order. Sorting and searching need the whole
 * body.
 */
function refuseWhatWaits({ name, ask }: OwnQuestion): void {
  const isShown = immediate.has(name) || ((name === "rows" || name === "copy") && isEveryRecord(ask.query));
  if (!isShown) throw new CallError("invalid-input", "This waits until the whole answer is here.");
}
