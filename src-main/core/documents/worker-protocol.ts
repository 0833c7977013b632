import type {
  FilledCounts,
  FilledRequest,
  FindRowsRequest,
  FoundRows,
  WidestRequest,
  WidestValues,
} from "#shared/column-facts.ts";
import type { RereadRequest } from "#shared/csv-choice.ts";
import type {
  BytePlace,
  CopyRequest,
  DocumentSummary,
  FindBytesRequest,
  FindBytesResult,
  FindRequest,
  FindResult,
  LinesRequest,
  LinesWindow,
  LocateByteRequest,
  RecordRequest,
  RowsRequest,
  RowsWindow,
  SeekRequest,
  SeekResult,
  VerifyRequest,
  VerifyResult,
  ValueRowsRequest,
  ValueRowsWindow,
  ValueText,
  ValueTextRequest,
  WholeRecord,
} from "#shared/documents.ts";
import type { ExportRequest } from "#shared/exporting.ts";
import type { CheckedFormat } from "#shared/format-check.ts";
import type { FailureCode } from "#shared/reply.ts";
import type { BodyPlace } from "./body-bytes.ts";
import type { DocumentsComparison } from "./comparing/compare-formats.ts";
import type { DocumentEnd, DocumentHead } from "./open-document.ts";

/** What an export of a table will write. */
export interface ExportPlan {
  readonly recordCount: number;
}

/** The next piece of an export; `position` counts records of the query from 0. */
export interface ExportStep {
  readonly request: ExportRequest;
  readonly position: number;
  /** The number of pieces of a long record that are already written. */
  readonly part?: number;
}

/** How many values differ in a file from what was sent. */
export interface Altered {
  /** Values with an apostrophe put before them, so that spreadsheets do not run them as formulas. */
  readonly guarded: number;
  /** Values with characters that the format cannot hold, which became U+FFFD. */
  readonly replaced: number;
  /** Fields that have another name in the file; reported with its first piece. */
  readonly renamed?: number;
  /** Values of date columns that stayed text. */
  readonly undated?: number;
}

export interface ExportPiece {
  readonly bytes: Uint8Array;
  readonly records: number;
  readonly altered: Altered;
  /** Where to go on; null when this was the last piece. */
  readonly next: number | null;
  /** How many pieces are written of the record at that position, which is too long to be one text. */
  readonly part?: number;
}

/** The same resource in several formats, all of them open in the worker that is asked. */
export interface CompareStep {
  readonly documents: { readonly [Format in CheckedFormat]?: string };
  /** Field that names a record; null: records are aligned by their position. */
  readonly key: string | null;
}

/** The questions to a document in a worker: name, question, answer. */
export interface Questions {
  readonly finish: {
    readonly ask: { readonly byteLength: number; readonly end: DocumentEnd };
    readonly answer: DocumentSummary;
  };
  /** The whole body again, in another charset. */
  readonly "read-as": {
    readonly ask: { readonly charset: string; readonly end: DocumentEnd };
    readonly answer: DocumentSummary;
  };
  /** What is known while the body arrives. */
  readonly glance: { readonly ask: Record<never, never>; readonly answer: DocumentSummary };
  readonly rows: { readonly ask: RowsRequest; readonly answer: RowsWindow };
  readonly record: { readonly ask: RecordRequest; readonly answer: WholeRecord };
  readonly "value-rows": { readonly ask: ValueRowsRequest; readonly answer: ValueRowsWindow };
  readonly "value-text": { readonly ask: ValueTextRequest; readonly answer: ValueText };
  readonly lines: { readonly ask: LinesRequest; readonly answer: LinesWindow };
  readonly find: { readonly ask: FindRequest; readonly answer: FindResult };
  readonly "find-bytes": { readonly ask: FindBytesRequest; readonly answer: FindBytesResult };
  readonly locate: { readonly ask: LocateByteRequest; readonly answer: BytePlace };
  readonly seek: { readonly ask: SeekRequest; readonly answer: SeekResult };
  readonly widest: { readonly ask: WidestRequest; readonly answer: WidestValues };
  readonly filled: { readonly ask: FilledRequest; readonly answer: FilledCounts };
  readonly "find-rows": { readonly ask: FindRowsRequest; readonly answer: FoundRows };
  readonly verify: { readonly ask: VerifyRequest; readonly answer: VerifyResult };
  /** Reads CSV again. */
  readonly reread: { readonly ask: RereadRequest; readonly answer: DocumentSummary };
  readonly copy: { readonly ask: CopyRequest; readonly answer: { readonly text: string } };
  readonly plan: { readonly ask: ExportRequest; readonly answer: ExportPlan };
  readonly export: { readonly ask: ExportStep; readonly answer: ExportPiece };
  readonly compare: { readonly ask: CompareStep; readonly answer: DocumentsComparison };
}
export type QuestionName = keyof Questions;
export type Ask<Name extends QuestionName> = Questions[Name]["ask"];
export type Answer<Name extends QuestionName> = Questions[Name]["answer"];

export type Question = {
  readonly [Name in QuestionName]: { readonly name: Name; readonly ask: Ask<Name> };
}[QuestionName];
/** The questions that involve only one document. */
export type OwnQuestion = Exclude<Question, { readonly name: "compare" }>;

/** Main thread to worker. Memory is shared and files are read where they are: nothing is copied. */
export type ToWorker =
  | {
      readonly kind: "open";
      readonly documentId: string;
      /** Where the worker writes what it works on, in memory that outlives it. */
      readonly number?: number;
      readonly place: BodyPlace;
      readonly head: DocumentHead;
    }
  | { readonly kind: "moved"; readonly documentId: string; readonly place: BodyPlace }
  | { readonly kind: "arrived"; readonly documentId: string; readonly byteLength: number }
  | { readonly kind: "ask"; readonly id: number; readonly documentId: string; readonly question: Question }
  | { readonly kind: "cancel"; readonly id: number }
  | { readonly kind: "close"; readonly documentId: string };

/** What a worker is given at its start. */
export interface WorkerStart {
  /** The number of the document that it works on; 0 for none. */
  readonly running: SharedArrayBuffer;
}

/** Worker to main thread: one response or failure per question, preceded by any number of progress messages. */
export type FromWorker =
  | { readonly kind: "progress"; readonly id: number; readonly done: number; readonly all: number }
  | { readonly kind: "answer"; readonly id: number; readonly answer: unknown }
  | {
      readonly kind: "failure";
      readonly id: number;
      readonly code: FailureCode;
      readonly message: string;
      readonly detail?: string | undefined;
    };
