import type { CodeFormat } from "#shared/documents.ts";
import { CallError } from "../call-error.ts";
import { buildView, type CodeView } from "./code-view.ts";
import { findInView, type FindMemory } from "./finding.ts";
import { readLines } from "./line-window.ts";
import { OpenDocument, type DocumentHead } from "./open-document.ts";
import { RecordOrders } from "./record-order.ts";
import type { Records } from "./records.ts";
import { readRows, readWholeRecord } from "./rows.ts";
import type { Task } from "./task.ts";
import { verifyView } from "./verifying.ts";
import type { Answer, Question, QuestionName } from "./worker-protocol.ts";
import { copyRecords, exportRecords, planExport } from "./writing.ts";

/** Everything a worker can tell of one document. Pure: no threads, no clock, no files. */
export class DocumentEngine {
  private readonly document: OpenDocument;
  private readonly views = new Map<CodeFormat, CodeView>();
  private orders: RecordOrders | null = null;
  private memory: FindMemory | null = null;
  private state: "arriving" | "finishing" | "finished" = "arriving";

  constructor(documentId: string, memory: ArrayBufferLike, head: DocumentHead) {
    this.document = new OpenDocument(documentId, memory, head);
  }

  get byteLength(): number {
    return this.document.source.length;
  }

  arrive(byteLength: number): Task<void> {
    return this.document.arrive(byteLength);
  }

  *answer({ name, ask }: Question): Task<Answer<QuestionName>> {
    if (name === "finish") {
      this.state = "finishing";
      const summary = yield* this.document.finish(ask.byteLength, ask.end);
      this.state = "finished";
      return summary;
    }
    // A worker that took over from a dead one may be asked before its index is whole again.
    while (this.state === "finishing") yield;
    if (this.state === "arriving") throw new CallError("invalid-input", "This answer is still arriving.");
    switch (name) {
      case "rows":
        return yield* readRows(this.table(), this.ordersOf(), ask);
      case "record": {
        const table = this.table();
        if (ask.record >= table.list.count) throw new CallError("not-found", "This answer has no such record.");
        return readWholeRecord(table, ask.record);
      }
      case "lines":
        return yield* readLines(yield* this.view(ask.as), ask);
      case "find": {
        const view = yield* this.view(ask.as);
        const { result, memory } = yield* findInView(this.document, view, ask, this.memory);
        this.memory = memory;
        return result;
      }
      case "verify":
        return yield* verifyView(this.document, ask.as === "table" ? null : yield* this.view(ask.as), ask);
      case "copy":
        return yield* copyRecords(this.table(), this.ordersOf(), ask);
      case "plan":
        return yield* planExport(this.table(), this.ordersOf(), ask);
      case "export":
        return yield* exportRecords(this.table(), this.ordersOf(), ask);
    }
  }

  private table(): Records {
    const { table } = this.document;
    if (table === null) throw new CallError("invalid-input", "This answer is no list of records, so it has no table.");
    return table;
  }

  private ordersOf(): RecordOrders {
    this.orders ??= new RecordOrders(this.document.source, this.table());
    return this.orders;
  }

  private *view(as: CodeFormat): Task<CodeView> {
    let view = this.views.get(as);
    if (view === undefined) {
      view = yield* buildView(this.document, as);
      this.views.set(as, view);
    }
    return view;
  }
}
