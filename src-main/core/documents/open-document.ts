import type { CsvChoice } from "#shared/csv-choice.ts";
import type { DocumentFormat, DocumentNotice, DocumentSummary } from "#shared/documents.ts";
import { judgeCsv, type CsvJudgement } from "#shared/formats/judge-csv.ts";
import type { DropReason } from "./body.ts";
import { charsetOfXml, chooseCharset, readContentType, Utf8Check } from "./charset.ts";
import { CsvRecords } from "./csv-records.ts";
import { detect, detectionWindow, type Detection } from "./detect.ts";
import { JsonRecords } from "./json-records.ts";
import { RawBlock } from "./line-blocks.ts";
import { collectNotices } from "./notices.ts";
import type { Records } from "./records.ts";
import { scanRecords } from "./scan-records.ts";
import type { Source } from "./source.ts";
import type { Task } from "./task.ts";
import { XmlRecords } from "./xml-records.ts";

/** What is known of a body before its first byte. */
export interface DocumentHead {
  /** The header as it came, parameters included. */
  readonly contentType: string | null;
  readonly status: number;
  /** The value of Content-Length; null when the server did not send one. */
  readonly expectedBytes: number | null;
  /** The body is shown as it is, but the response means "no data" (204). */
  readonly noData?: boolean;
  /** Only the text is needed: no records are indexed. */
  readonly textOnly?: boolean;
  /** How the user wants CSV to be read; without it, the beginning of the body decides. */
  readonly csvChoice?: CsvChoice | undefined;
  /** The charset that the user chose instead of what is declared. */
  readonly readAs?: string | undefined;
}

/** How a body ended. */
export interface DocumentEnd {
  readonly complete: boolean;
  /** Bytes that arrived beyond what is kept, and why they are not. */
  readonly dropped: number;
  readonly dropReason: DropReason;
}

/** One document in a worker: its bytes, and its records as far as they are indexed. */
export class OpenDocument {
  readonly source: Source;
  detection: Detection | null = null;
  records: Records | null = null;
  readonly head: DocumentHead;
  private readonly documentId: string;
  /** How CSV is read, and whether it is a message instead of a table. */
  csv: CsvJudgement | null = null;
  /** What the user chose. */
  csvChoice: CsvChoice | null;
  /** The encoding that the XML declaration of the body names. */
  private xmlCharset: string | null = null;
  private complete = false;
  private end: DocumentEnd = { complete: false, dropped: 0, dropReason: "disk-full" };
  /** The detection window, or all of a shorter body, has been examined: the detected format is final. */
  private settled = false;
  private nextScan = 0;
  /** The lines of the whole body, indexed along with the records because a long body takes time. */
  readonly raw: RawBlock;
  private readonly utf8: Utf8Check;

  constructor(documentId: string, source: Source, head: DocumentHead) {
    this.documentId = documentId;
    this.head = head;
    this.csvChoice = head.csvChoice ?? null;
    this.source = source;
    this.raw = new RawBlock(source, 0);
    this.utf8 = new Utf8Check(source);
  }

  /** The same bytes from their start on, in another charset. */
  readAs(charset: string): OpenDocument {
    return new OpenDocument(this.documentId, this.source, {
      ...this.head,
      readAs: charset,
      csvChoice: this.csvChoice ?? undefined,
    });
  }

  /** Records only when the body really is a list of them. */
  get table(): Records | null {
    return this.records?.isTable === true ? this.records : null;
  }

  get format(): DocumentFormat {
    return this.detection?.format ?? "empty";
  }

  /** Indexes what has arrived, so that little is left to do at the end. */
  *arrive(length: number): Task<void> {
    this.source.grow(length);
    const records = this.begin(false);
    if (records !== null && length >= this.nextScan) {
      yield* scanRecords(this.source, records, length, false);
      // A long piece that does not end is not scanned again from its start with each event.
      const pending = length - records.at;
      this.nextScan = pending < 1_048_576 ? 0 : length + pending;
    }
    if (!this.settled) return;
    if (this.format !== "binary") yield* this.utf8.check(length, false, this.isUtf8);
    yield* this.raw.count(length, false);
  }

  /** Whether bytes that are not UTF-8 would be an error; otherwise valid UTF-8 contradicts the declared charset. */
  private get isUtf8(): boolean {
    return this.source.charset === "utf-8";
  }

  /** What is known of the body so far. It has a table once there is a record that is certain to be one. */
  glance(): DocumentSummary {
    const { detection, table, csv } = this;
    // What precedes the content may yet turn out to be the content, and the first row of CSV may not be a header.
    const certain = this.settled || (detection?.start === detection?.mark && csv?.isCertain !== false);
    return this.describe(certain && table !== null && table.list.count > 0 ? table : null, []);
  }

  *finish(length: number, end: DocumentEnd): Task<DocumentSummary> {
    this.source.grow(length);
    this.complete = end.complete;
    this.end = end;
    const records = this.begin(true);
    if (records !== null) yield* scanRecords(this.source, records, length, true);
    if (this.format !== "binary") yield* this.utf8.check(length, this.isUtf8 || end.complete, this.isUtf8);
    return this.describeWhole();
  }

  /** Reads CSV again in the way that the user chose; null: in the way that its beginning suggests. */
  *rereadCsv(choice: CsvChoice | null): Task<DocumentSummary> {
    const { source, detection } = this;
    if (detection === null || (detection.format !== "csv" && this.csv === null)) return this.describeWhole();
    this.csvChoice = choice;
    source.forget();
    this.index({ ...detection, format: "csv" }, source.ascii(0, Math.min(source.length, detectionWindow)));
    source.forget();
    if (this.records !== null) yield* scanRecords(source, this.records, source.length, true);
    return this.describeWhole();
  }

  private describeWhole(): DocumentSummary {
    const { head, end } = this;
    const declared = { ...readContentType(head.contentType), xmlCharset: this.xmlCharset };
    return this.describe(this.table, collectNotices(this, { head, end, declared, invalid: this.utf8 }));
  }

  private describe(table: Records | null, notices: DocumentNotice[]): DocumentSummary {
    return {
      documentId: this.documentId,
      byteLength: this.source.length,
      complete: this.complete,
      declaredType: readContentType(this.head.contentType).type,
      charset: this.source.charset,
      format: this.format,
      table: table === null ? null : { recordCount: table.list.count, columns: [...table.columns.names] },
      notices,
      ...(this.csv === null ? {} : { csv: csvStateOf(this.csv, this.csvChoice !== null) }),
    };
  }

  /** Detects the format. If more bytes change the result, the records are indexed again. */
  private begin(isEnd: boolean): Records | null {
    if (this.settled) return this.records;
    const { source } = this;
    this.settled = isEnd || source.length >= detectionWindow;
    const { type, charset } = readContentType(this.head.contentType);
    const top = source.ascii(0, Math.min(source.length, detectionWindow));
    source.forget();
    const known = this.detection;
    const detection = detect(top, source.length, type);
    const csv = detection.format === "csv" ? this.judge(detection, top) : null;
    this.xmlCharset = charsetOfXml(top.slice(detection.mark));
    const chosen = this.head.readAs ?? null;
    const label = chooseCharset({ http: charset, xml: this.xmlCharset, hasMark: detection.mark > 0, chosen });
    const isAsKnown = known?.format === detection.format && known.start === detection.start && isSame(csv, this.csv);
    if (isAsKnown && label === source.charset) return this.records;
    source.useCharset(label);
    this.index(detection, top);
    return this.records;
  }

  private judge(detection: Detection, top: string): CsvJudgement {
    const isWhole = this.source.length <= detectionWindow && this.settled;
    return judgeCsv(top.slice(detection.start), isWhole, this.csvChoice);
  }

  private index(detection: Detection, top: string): void {
    const { source } = this;
    this.csv = detection.format === "csv" ? this.judge(detection, top) : null;
    this.detection = this.csv?.isMessage === true ? { ...detection, format: "text" } : detection;
    this.records =
      this.head.textOnly === true ? null : recordsOf(this.detection, source, () => this.complete, this.csv);
  }
}

function isSame(one: CsvJudgement | null, other: CsvJudgement | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function csvStateOf({ reading, isMessage }: CsvJudgement, isChosen: boolean): DocumentSummary["csv"] {
  const { delimiter, header } = reading;
  return { delimiter, header, isMessage, isChosen };
}

function recordsOf(
  detection: Detection,
  source: Source,
  complete: () => boolean,
  csv: CsvJudgement | null,
): Records | null {
  switch (detection.format) {
    case "json":
      return new JsonRecords(source, detection.start);
    case "xml":
      return new XmlRecords(source, detection.start);
    case "csv":
      return new CsvRecords(source, detection.start, complete, csv ?? {});
    case "text":
    case "binary":
    case "empty":
      return null;
  }
}
