import { z } from "zod";
import { csvState } from "./csv-choice.ts";
import { maxFindLength } from "./find-limits.ts";

/**
 * A document is the body of one response. Its bytes stay in the main process; the renderer asks for windows of it
 * by `documentId`. Everything here is measured in bytes of the decoded body (after gzip), counted from 0.
 */
export const documentFormat = z.enum(["json", "xml", "csv", "text", "binary", "empty"]);
export type DocumentFormat = z.infer<typeof documentFormat>;

/** The code views. `raw` is the body as text, line by line, nothing prettified. */
export const codeFormat = z.enum(["json", "xml", "csv", "raw"]);
export type CodeFormat = z.infer<typeof codeFormat>;

/** Something about the body that the user should know before trusting what is shown. */
export const documentNotice = z.strictObject({
  code: z.enum([
    "incomplete",
    "type-mismatch",
    "leading-noise",
    "malformed",
    "not-well-formed",
    "stray-children",
    "entities",
    "ragged-rows",
    "ambiguous-rows",
    "repeated-keys",
    "invalid-bytes",
    "bom",
    "charset",
    "no-data",
    "not-a-table",
    "limit",
    "csv-header",
    "csv-delimiter",
    "csv-backslash",
    "csv-message",
  ]),
  severity: z.enum(["info", "caution", "danger"]),
  /** The bold statement: `Incomplete: 41,200 of 74,130 bytes.` */
  title: z.string(),
  /** What follows from it. */
  message: z.string(),
  byteOffset: z.number().int().nullable(),
  /** The body may be read in this charset instead: a label that `readDocumentAs` takes. */
  readAs: z.string().optional(),
});
export type DocumentNotice = z.infer<typeof documentNotice>;

export const documentSummary = z.strictObject({
  documentId: z.string(),
  byteLength: z.number().int(),
  complete: z.boolean(),
  /** As the server declared it, without parameters; null without Content-Type. */
  declaredType: z.string().nullable(),
  charset: z.string(),
  /** Detected from the content, not from the declaration. */
  format: documentFormat,
  /** null when the content is not a list of records. */
  table: z.strictObject({ recordCount: z.number().int(), columns: z.array(z.string()) }).nullable(),
  notices: z.array(documentNotice),
  /** Absent unless the body is, or was taken for, CSV. */
  csv: csvState.optional(),
});
export type DocumentSummary = z.infer<typeof documentSummary>;

/** Reads a whole document again from its start in a charset other than the declared one. */
export const readAsRequest = z.strictObject({ documentId: z.string(), charset: z.string().min(1).max(40) });
export type ReadAsRequest = z.infer<typeof readAsRequest>;

/**
 * One cell. A plain string, the most common case, is the value.
 * `missing`: the record has no such field. `null`: a JSON null (`text` is what was sent).
 * `literal`: a JSON number, true or false in its source text. `nested`: an object or array, or XML with markup
 * inside, in its source text. `ambiguous`: the CSV dialect was broken here; `source` is the bytes as text.
 * `cut`: longer than the window limit of 2,000 characters; `length` is the whole length in characters.
 */
export const cell = z.union([
  z.string(),
  z.strictObject({ kind: z.literal("missing") }),
  z.strictObject({ kind: z.enum(["null", "literal", "nested"]), text: z.string() }),
  z.strictObject({
    kind: z.literal("ambiguous"),
    text: z.string(),
    source: z.string(),
    /** The value under another rule that the writer may have followed. */
    other: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal("cut"),
    text: z.string(),
    length: z.number().int(),
    /** Where a value of more than 1 MB is in the body. Only the bytes show all of it. */
    byteOffset: z.number().int().optional(),
  }),
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
        /** The maximum length of a value in a whole record. */
        value: z.string().max(1_048_576),
      }),
    )
    .max(100),
  /** Applies to all columns; ignores case, respects accents; empty: no filter. */
  search: z.string().max(10_000),
  /** Only records whose value in a column is one of these, character by character; absent for all. */
  only: z.strictObject({ column: z.string(), values: z.array(z.string().max(10_000)).max(100_000) }).optional(),
});
export type RecordQuery = z.infer<typeof recordQuery>;

export const rowsRequest = z.strictObject({
  documentId: z.string(),
  query: recordQuery,
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(500),
});
export type RowsRequest = z.infer<typeof rowsRequest>;

/** `record` counts from 0 in the order of the body. Cells are in the order of `DocumentSummary.table.columns`. */
export const row = z.strictObject({
  record: z.number().int(),
  cells: z.array(cell),
  /** A plain sentence when this row is ragged or ambiguous. */
  mark: z.string().nullable(),
});
export type Row = z.infer<typeof row>;

export const rowsWindow = z.strictObject({ matched: z.number().int(), offset: z.number().int(), rows: z.array(row) });
export type RowsWindow = z.infer<typeof rowsWindow>;

/** One whole record: no cell is cut below 1 MB, or below `cellLimit` characters where that is given. */
export const recordRequest = z.strictObject({
  documentId: z.string(),
  record: z.number().int().min(0),
  cellLimit: z.number().int().min(1).max(1_048_576).optional(),
});
export type RecordRequest = z.infer<typeof recordRequest>;
export const wholeRecord = z.strictObject({ columns: z.array(z.string()), row });
export type WholeRecord = z.infer<typeof wholeRecord>;

/**
 * One value of a record, of any length, in windows: `columns` is how many letters fit into a row of the view. Positions
 * in the value are counted in characters (UTF-16 code units) of the decoded value, whatever the format of the body.
 */
export const valueRowsRequest = z.strictObject({
  documentId: z.string(),
  record: z.number().int().min(0),
  column: z.string(),
  columns: z.number().int().min(8).max(1_000),
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(200),
});
export type ValueRowsRequest = z.infer<typeof valueRowsRequest>;

/** `rows` counts all rows; `length` is that of the whole value. The rows, joined together, are the value. */
export const valueRowsWindow = z.strictObject({
  length: z.number().int(),
  rows: z.number().int(),
  offset: z.number().int(),
  window: z.array(z.strictObject({ start: z.number().int(), text: z.string() })),
});
export type ValueRowsWindow = z.infer<typeof valueRowsWindow>;

/** The characters of one value from a position on, for copying it piece by piece. */
export const valueTextRequest = z.strictObject({
  documentId: z.string(),
  record: z.number().int().min(0),
  column: z.string(),
  from: z.number().int().min(0),
  limit: z.number().int().min(2).max(262_144),
});
export type ValueTextRequest = z.infer<typeof valueTextRequest>;
export const valueText = z.strictObject({ length: z.number().int(), text: z.string() });
export type ValueText = z.infer<typeof valueText>;

/** A range of records, both ends included. */
export const recordRange = z.strictObject({ from: z.number().int().min(0), to: z.number().int().min(0) });
export type RecordRange = z.infer<typeof recordRange>;

/**
 * Which parts of a text are folded. Records on one line each: all but `except`, or none but `except`. `groups`: many
 * records on one line. `nodes`: other nodes of JSON and XML, by the number of the line that opens them.
 */
export const folding = z.strictObject({
  folded: z.enum(["all", "none"]),
  except: z.array(z.number().int()).max(100_000),
  groups: z.array(recordRange).max(1_000),
  nodes: z.array(z.number().int().min(1)).max(10_000),
});
export type Folding = z.infer<typeof folding>;

export const linesRequest = z.strictObject({
  documentId: z.string(),
  as: codeFormat,
  folding,
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(500),
  /** The line, by number, and the character of it to show when the line is cut; absent: its beginning. */
  around: z.strictObject({ number: z.number().int().min(1), start: z.number().int().min(0) }).optional(),
});
export type LinesRequest = z.infer<typeof linesRequest>;

/** `key`, `string`, `punct`, `meta` (declarations, comments), `plain`, `invisible` (CRLF marks, control characters made visible). */
export const tokenKind = z.enum(["key", "string", "punct", "meta", "plain", "invisible"]);
export type TokenKind = z.infer<typeof tokenKind>;

/** What a folded line hides: more fields of its record, records, or lines. */
export const hidden = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("fields"), count: z.number().int() }),
  z.strictObject({ what: z.literal("records"), range: recordRange }),
  z.strictObject({ what: z.literal("lines"), count: z.number().int() }),
]);

/**
 * One line of a code view. `number` counts from 1 in the unfolded text. `fold` is set where something begins that can
 * be folded or is; `folds` says what that is. Lines above 10,000 characters are cut; `cutLength` is the whole length,
 * and `cutBefore` how many characters are left out before the first token.
 */
export const codeLine = z.strictObject({
  number: z.number().int(),
  tokens: z.array(z.tuple([tokenKind, z.string()])),
  record: z.number().int().nullable(),
  fold: z.enum(["open", "folded"]).nullable(),
  folds: z.enum(["record", "group", "node"]).nullable(),
  hidden: hidden.nullable(),
  cutLength: z.number().int().nullable(),
  cutBefore: z.number().int().optional(),
  /** Of raw text: the line of the body is too long for one line and goes on in the next. */
  goesOn: z.boolean(),
});
export type CodeLine = z.infer<typeof codeLine>;

/**
 * `lines` counts what the current folding leaves; without `counted` there are more, and the view has to ask again.
 * `converted`: this view was rewritten by us.
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
  query: z.string().min(1).max(maxFindLength),
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
  /** Set when the regular expression is not valid, or was stopped because it took too long. */
  problem: z.string().nullable(),
});
export type FindResult = z.infer<typeof findResult>;

/** The progress of a check: records or lines, and the offset of the byte after the last of them. */
export const verifyPosition = z.strictObject({ at: z.number().int().min(0), byte: z.number().int().min(0) });
export type VerifyPosition = z.infer<typeof verifyPosition>;

/**
 * "Nothing altered": what a view shows against the bytes, one step of some thousands at a time. Where the body is a
 * list of records its values are compared, elsewhere, and in the Raw view, its lines.
 */
export const verifyRequest = z.strictObject({
  documentId: z.string(),
  as: z.enum(["table", "json", "xml", "csv", "raw"]),
  from: verifyPosition,
});
export type VerifyRequest = z.infer<typeof verifyRequest>;

/** The first thing that differs; `record` and `column` are null where lines are compared, `line` (from 1) elsewhere. */
export const verifyDifference = z.strictObject({
  record: z.number().int().nullable(),
  column: z.string().nullable(),
  line: z.number().int().nullable(),
  shown: z.string(),
  sent: z.string(),
  byteOffset: z.number().int(),
});

/** `compared` and `agreeing` count this step alone, `done` and `total` records or lines of the whole. */
export const verifyResult = z.strictObject({
  unit: z.enum(["value", "line"]),
  compared: z.number().int(),
  agreeing: z.number().int(),
  firstDifference: verifyDifference.nullable(),
  /** Values of those compared that can be read in two ways: they agree under the reading that is shown. */
  uncertain: z.number().int().optional(),
  done: z.number().int(),
  total: z.number().int(),
  /** Where to continue; null when everything was compared, or when nothing after a difference can be. */
  next: verifyPosition.nullable(),
});
export type VerifyResult = z.infer<typeof verifyResult>;

/**
 * Text for the clipboard: rows of the query's order from `from` to `to` (inclusive), chosen columns; at most 1 MB.
 * `cells` is a JSON array of rows of texts, as they are, for a caller that writes them in another form.
 */
export const copyRequest = z.strictObject({
  documentId: z.string(),
  query: recordQuery,
  from: z.number().int().min(0),
  to: z.number().int().min(0),
  /** The remaining rows of a selection with gaps, from top to bottom. */
  more: z
    .array(z.strictObject({ from: z.number().int().min(0), to: z.number().int().min(0) }))
    .max(1_000)
    .optional(),
  columns: z.array(z.string()).max(1_000),
  as: z.enum(["tsv", "json", "csv", "cells"]),
});
export type CopyRequest = z.infer<typeof copyRequest>;

/** Bytes anywhere in the body: `needle` is base64, `index` counts matches from 0. */
export const findBytesRequest = z.strictObject({
  documentId: z.string(),
  needle: z.string().min(1).max(14_000),
  index: z.number().int().min(0),
});
export type FindBytesRequest = z.infer<typeof findBytesRequest>;
export const findBytesResult = z.strictObject({ count: z.number().int(), offset: z.number().int().nullable() });
export type FindBytesResult = z.infer<typeof findBytesResult>;

/** The position of a byte in the Raw view: its line from 0, and its character in that line. */
export const locateByteRequest = z.strictObject({ documentId: z.string(), byteOffset: z.number().int().min(0) });
export type LocateByteRequest = z.infer<typeof locateByteRequest>;
export const bytePlace = z.strictObject({ line: z.number().int(), start: z.number().int() });
export type BytePlace = z.infer<typeof bytePlace>;

/** The next row in the order of a query, wrapping at its end, whose value in a column has this prefix without case. */
export const seekRequest = z.strictObject({
  documentId: z.string(),
  query: recordQuery,
  column: z.string(),
  prefix: z.string().min(1).max(200),
  from: z.number().int().min(0),
});
export type SeekRequest = z.infer<typeof seekRequest>;
export const seekResult = z.strictObject({ position: z.number().int().nullable() });
export type SeekResult = z.infer<typeof seekResult>;

/** A window of the bytes for the Hex view, base64. */
export const bytesRequest = z.strictObject({
  documentId: z.string(),
  offset: z.number().int().min(0),
  length: z.number().int().min(1).max(65_536),
});
export type BytesRequest = z.infer<typeof bytesRequest>;
export const bytesWindow = z.strictObject({ offset: z.number().int(), base64: z.string() });
export type BytesWindow = z.infer<typeof bytesWindow>;
