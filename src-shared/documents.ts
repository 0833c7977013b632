import { z } from "zod";

/**
 * A document is the body of one answer. Its bytes stay in the main process; the renderer asks for windows of it
 * by `documentId`. Everything here is measured in bytes of the decoded body (after gzip), counted from 0.
 */
export const documentFormat = z.enum(["json", "xml", "csv", "text", "binary", "empty"]);
export type DocumentFormat = z.infer<typeof documentFormat>;

/** The code views. `raw` is the body as text, line by line, nothing prettified. */
export const codeFormat = z.enum(["json", "xml", "csv", "raw"]);
export type CodeFormat = z.infer<typeof codeFormat>;

/** Something about the body that a person should know before trusting what they see. */
export const documentNotice = z.strictObject({
  code: z.enum([
    "incomplete",
    "type-mismatch",
    "leading-noise",
    "malformed",
    "ragged-rows",
    "ambiguous-rows",
    "repeated-keys",
    "invalid-bytes",
    "bom",
    "charset",
    "no-data",
    "not-a-table",
    "limit",
  ]),
  severity: z.enum(["info", "caution", "danger"]),
  /** The bold statement: `Incomplete: 41,200 of 74,130 bytes.` */
  title: z.string(),
  /** What follows from it. */
  message: z.string(),
  byteOffset: z.number().int().nullable(),
});
export type DocumentNotice = z.infer<typeof documentNotice>;

export const documentSummary = z.strictObject({
  documentId: z.string(),
  byteLength: z.number().int(),
  complete: z.boolean(),
  /** As the server declared it, without parameters; null without Content-Type. */
  declaredType: z.string().nullable(),
  charset: z.string(),
  /** By content, not by declaration. */
  format: documentFormat,
  /** null when the content is not a list of records. */
  table: z.strictObject({ recordCount: z.number().int(), columns: z.array(z.string()) }).nullable(),
  notices: z.array(documentNotice),
});
export type DocumentSummary = z.infer<typeof documentSummary>;

/**
 * One cell. A plain string is the commonest case and stands for itself.
 * `missing`: the record has no such field. `null`: a JSON null (`text` is what was sent).
 * `literal`: a JSON number, true or false in its source text. `nested`: an object or array, or XML with markup
 * inside, in its source text. `ambiguous`: the CSV dialect was broken here; `source` is the bytes as text.
 * `cut`: longer than the window limit of 2,000 characters; `length` is the whole length in characters.
 */
export const cell = z.union([
  z.string(),
  z.strictObject({ kind: z.literal("missing") }),
  z.strictObject({ kind: z.enum(["null", "literal", "nested"]), text: z.string() }),
  z.strictObject({ kind: z.literal("ambiguous"), text: z.string(), source: z.string() }),
  z.strictObject({ kind: z.literal("cut"), text: z.string(), length: z.number().int() }),
]);
export type Cell = z.infer<typeof cell>;

/** Which records, in which order. The same query asked again is answered from the worker's cache. */
export const recordQuery = z.strictObject({
  sort: z.array(z.strictObject({ column: z.string(), direction: z.enum(["ascending", "descending"]) })).max(8),
  filters: z
    .array(
      z.strictObject({
        column: z.string(),
        operator: z.enum(["contains", "equals", "starts", "not-equals", "empty", "not-empty"]),
        value: z.string().max(10_000),
      }),
    )
    .max(100),
  /** Over all columns, without case and accents kept; empty for none. */
  search: z.string().max(10_000),
});
export type RecordQuery = z.infer<typeof recordQuery>;

export const rowsRequest = z.strictObject({
  documentId: z.string(),
  query: recordQuery,
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(500),
});
export type RowsRequest = z.infer<typeof rowsRequest>;

/** `record` counts from 0 in the order of the body. Cells stand in the order of `DocumentSummary.table.columns`. */
export const row = z.strictObject({
  record: z.number().int(),
  cells: z.array(cell),
  /** A plain sentence when this row is ragged or ambiguous. */
  mark: z.string().nullable(),
});
export type Row = z.infer<typeof row>;

export const rowsWindow = z.strictObject({ matched: z.number().int(), offset: z.number().int(), rows: z.array(row) });
export type RowsWindow = z.infer<typeof rowsWindow>;

/** One whole record for the inspector: no cell is cut below 1 MB. */
export const recordRequest = z.strictObject({ documentId: z.string(), record: z.number().int().min(0) });
export type RecordRequest = z.infer<typeof recordRequest>;
export const wholeRecord = z.strictObject({ columns: z.array(z.string()), row });
export type WholeRecord = z.infer<typeof wholeRecord>;

/** Records folded to one line: all but `except`, or none but `except`. */
export const folding = z.strictObject({
  folded: z.enum(["all", "none"]),
  except: z.array(z.number().int()).max(100_000),
});
export type Folding = z.infer<typeof folding>;

export const linesRequest = z.strictObject({
  documentId: z.string(),
  as: codeFormat,
  folding,
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(500),
});
export type LinesRequest = z.infer<typeof linesRequest>;

/** `key`, `string`, `punct`, `meta` (declarations, comments), `plain`, `invisible` (CRLF marks, control characters made visible). */
export const tokenKind = z.enum(["key", "string", "punct", "meta", "plain", "invisible"]);
export type TokenKind = z.infer<typeof tokenKind>;

/**
 * One line of a code view. `number` counts from 1 in the unfolded text. `fold` stands on the first line of a
 * record; a folded record has `hiddenFields`. Lines above 10,000 characters are cut; `cutLength` is the whole length.
 */
export const codeLine = z.strictObject({
  number: z.number().int(),
  tokens: z.array(z.tuple([tokenKind, z.string()])),
  record: z.number().int().nullable(),
  fold: z.enum(["open", "folded"]).nullable(),
  hiddenFields: z.number().int(),
  cutLength: z.number().int().nullable(),
});
export type CodeLine = z.infer<typeof codeLine>;

/**
 * `lines` counts what the current folding leaves; without `counted` there are more, and whoever shows them asks again.
 * `converted` tells whether this view was re-written by us.
 */
export const linesWindow = z.strictObject({
  lines: z.number().int(),
  counted: z.boolean(),
  offset: z.number().int(),
  converted: z.boolean(),
  window: z.array(codeLine),
});
export type LinesWindow = z.infer<typeof linesWindow>;

export const findRequest = z.strictObject({
  documentId: z.string(),
  as: codeFormat,
  query: z.string().min(1).max(10_000),
  matchCase: z.boolean(),
  regularExpression: z.boolean(),
  /** Which match to locate, from 0; wraps around by the caller. */
  index: z.number().int().min(0),
});
export type FindRequest = z.infer<typeof findRequest>;

/** `line` counts from 0 in the unfolded text; `start` and `length` in characters of that line. */
export const findResult = z.strictObject({
  count: z.number().int(),
  match: z
    .strictObject({
      line: z.number().int(),
      start: z.number().int(),
      length: z.number().int(),
      record: z.number().int().nullable(),
    })
    .nullable(),
  /** Set when the regular expression is not valid. */
  problem: z.string().nullable(),
});
export type FindResult = z.infer<typeof findResult>;

/** "Nothing altered": the values of a view against the bytes. */
export const verifyRequest = z.strictObject({ documentId: z.string(), as: z.enum(["table", "json", "xml", "csv"]) });
export type VerifyRequest = z.infer<typeof verifyRequest>;
export const verifyResult = z.strictObject({
  values: z.number().int(),
  agreeing: z.number().int(),
  firstDifference: z
    .strictObject({
      record: z.number().int(),
      column: z.string(),
      shown: z.string(),
      sent: z.string(),
      byteOffset: z.number().int(),
    })
    .nullable(),
});
export type VerifyResult = z.infer<typeof verifyResult>;

/** Text for the clipboard: rows of the query's order from `from` to `to` (inclusive), chosen columns; at most 1 MB. */
export const copyRequest = z.strictObject({
  documentId: z.string(),
  query: recordQuery,
  from: z.number().int().min(0),
  to: z.number().int().min(0),
  columns: z.array(z.string()).max(1_000),
  as: z.enum(["tsv", "json", "csv"]),
});
export type CopyRequest = z.infer<typeof copyRequest>;

/** A window of the bytes for the Hex view, base64. */
export const bytesRequest = z.strictObject({
  documentId: z.string(),
  offset: z.number().int().min(0),
  length: z.number().int().min(1).max(65_536),
});
export type BytesRequest = z.infer<typeof bytesRequest>;
export const bytesWindow = z.strictObject({ offset: z.number().int(), base64: z.string() });
export type BytesWindow = z.infer<typeof bytesWindow>;
