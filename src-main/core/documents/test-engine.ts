import type {
  CodeFormat,
  CodeLine,
  DocumentSummary,
  FindRequest,
  FindResult,
  Folding,
  LinesWindow,
  RecordQuery,
  RowsWindow,
  VerifyPosition,
  VerifyRequest,
  VerifyResult,
} from "#shared/documents.ts";
import type { ExportFormat } from "#shared/exporting.ts";
import { lineSource, lineText } from "#shared/formats/code-tokens.ts";
import { everyRecord } from "#shared/every-record.ts";
import { MemoryBytes, MovingWindow, type BodyBytes, type WindowSizes } from "./body-bytes.ts";
import { DocumentEngine } from "./engine.ts";
import type { DocumentHead } from "./open-document.ts";
import type { Task } from "./task.ts";
import type { Ask, ExportPiece, OwnQuestion } from "./worker-protocol.ts";

type OwnQuestionName = OwnQuestion["name"];

/** For tests: an engine without a thread, asked in plain calls. */
export interface TestEngine {
  readonly summary: DocumentSummary;
  rows(query?: Partial<RecordQuery>, offset?: number, limit?: number): RowsWindow;
  lines(as: CodeFormat, folding?: Folding, offset?: number, limit?: number): LinesWindow;
  /** All lines of a view as they are seen. */
  text(as: CodeFormat): string;
  /** All lines of a view as they are meant: what was made visible is itself again. */
  source(as: CodeFormat): string;
  find(request: Omit<FindRequest, "documentId">): FindResult;
  /** Step by step to the end, as one. */
  verify(as: VerifyRequest["as"]): Pick<VerifyResult, "compared" | "agreeing" | "firstDifference">;
  ask(name: OwnQuestionName, ask: object): unknown;
  exported(
    as: Exclude<ExportFormat, "served">,
    query?: Partial<RecordQuery>,
    columns?: string[],
    guard?: boolean,
  ): string;
}

export interface TestBody {
  readonly contentType?: string | null;
  readonly complete?: boolean;
  /** Bytes that came and found no room on the disk. */
  readonly dropped?: number;
  readonly expectedBytes?: number | null;
  readonly status?: number;
  /** How many bytes arrive at a time; all at once by default. */
  readonly packets?: readonly number[];
  /** As from a file, with windows of such sizes; in memory by default. */
  readonly windows?: WindowSizes | undefined;
}

export function finished<T>(task: Task<T>): T {
  for (;;) {
    const step = task.next();
    if (step.done === true) return step.value;
  }
}

/** A body in memory, or as from a file when windows are given. */
export function bodyBytes(bytes: Uint8Array, windows?: WindowSizes): BodyBytes {
  if (windows !== undefined) {
    return new MovingWindow(
      (into, at) => into.set(bytes.subarray(at, at + into.length)),
      () => {},
      windows,
    );
  }
  const memory = new SharedArrayBuffer(bytes.length);
  new Uint8Array(memory).set(bytes);
  return new MemoryBytes(memory);
}

export function openEngine(body: string | Uint8Array, options: TestBody = {}): TestEngine {
  const bytes = typeof body === "string" ? new Uint8Array(Buffer.from(body)) : body;
  const head: DocumentHead = {
    contentType: options.contentType ?? null,
    status: options.status ?? 200,
    expectedBytes: options.expectedBytes ?? null,
  };
  const engine = new DocumentEngine("document", bodyBytes(bytes, options.windows), head);
  let arrived = 0;
  for (const packet of options.packets ?? []) {
    arrived = Math.min(bytes.length, arrived + packet);
    finished(engine.arrive(arrived));
  }
  // Each name fixes the type of its question and its answer; the helpers below keep to that.
  const ask = (name: OwnQuestionName, question: object): unknown => {
    // As after a move, nothing that an earlier question looked at is at hand.
    if (options.windows !== undefined) engine.move(bodyBytes(bytes, options.windows));
    return finished(engine.answer({ name, ask: { documentId: "document", ...question } as never }));
  };
  const finish: Ask<"finish"> = {
    byteLength: bytes.length,
    end: { complete: options.complete ?? true, dropped: options.dropped ?? 0, dropReason: "disk-full" },
  };
  const summary = ask("finish", finish) as DocumentSummary;
  const open: Folding = { folded: "none", except: [], groups: [], nodes: [] };
  const lines: TestEngine["lines"] = (as, folding = open, offset = 0, limit = 500) =>
    ask("lines", { as, folding, offset, limit }) as LinesWindow;
  const all = (as: CodeFormat, textOf: (line: CodeLine["tokens"]) => string): string => {
    const texts: string[] = [];
    for (let offset = 0; ; offset += 500) {
      const { window } = lines(as, open, offset);
      if (window.length === 0) return texts.join("\n");
      for (const line of window) texts.push(textOf(line.tokens));
    }
  };
  return {
    summary,
    ask,
    lines,
    rows: (query = {}, offset = 0, limit = 500) =>
      ask("rows", { query: { ...everyRecord, ...query }, offset, limit }) as RowsWindow,
    text: (as) => all(as, lineText),
    source: (as) => all(as, lineSource),
    find: (request) => ask("find", request) as FindResult,
    verify(as) {
      let whole: ReturnType<TestEngine["verify"]> = { compared: 0, agreeing: 0, firstDifference: null };
      for (let from: VerifyPosition | null = { at: 0, byte: 0 }; from !== null;) {
        const step = ask("verify", { as, from }) as VerifyResult;
        whole = {
          compared: whole.compared + step.compared,
          agreeing: whole.agreeing + step.agreeing,
          firstDifference: whole.firstDifference ?? step.firstDifference,
        };
        from = step.next;
      }
      return whole;
    },
    exported(as, query = {}, columns = summary.table?.columns ?? [], guard = true) {
      const pieces: Uint8Array[] = [];
      const request = { as, columns, guardFormulas: guard, query: { ...everyRecord, ...query } };
      let part = 0;
      for (let position: number | null = 0; position !== null;) {
        const piece = ask("export", { request, position, part }) as ExportPiece;
        pieces.push(piece.bytes);
        position = piece.next;
        part = piece.part ?? 0;
      }
      return Buffer.concat(pieces).toString();
    },
  };
}
