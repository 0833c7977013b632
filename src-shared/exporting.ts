import { z } from "zod";
import { recordQuery } from "./documents.ts";

/**
 * `served` is the body byte for byte; the others write the table of a query with chosen columns. `csv` is the API's
 * own dialect, `spreadsheet` RFC 4180 with a byte order mark, `xlsx` an Excel workbook whose cells are text, dates only where asked.
 */
export const exportFormat = z.enum(["served", "json", "xml", "csv", "spreadsheet", "xlsx"]);
export type ExportFormat = z.infer<typeof exportFormat>;

export const exportRequest = z.strictObject({
  /** Chosen by the caller, so that it knows its progress from that of others. */
  exportId: z.string().min(1).max(100),
  documentId: z.string(),
  as: exportFormat,
  query: recordQuery,
  columns: z.array(z.string()).max(1_000),
  /** Of `spreadsheet`: an apostrophe before cells that a spreadsheet would run. */
  guardFormulas: z.boolean(),
  /** Of `xlsx`: columns whose dates become dates of the spreadsheet, in UTC. Absent: all cells are text. */
  dates: z.array(z.string()).max(1_000).optional(),
  /** Of `xlsx`: the header of each printed page. Absent: nothing. */
  heading: z.strictObject({ resource: z.string().max(10_000), connection: z.string().max(200) }).optional(),
  suggestedName: z.string().min(1).max(200),
});
export type ExportRequest = z.infer<typeof exportRequest>;

/** Returned when the last byte is saved, or when the user closed the save dialog without a choice. */
export const exportResult = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("saved"),
    name: z.string(),
    bytes: z.number().int(),
    /** null as served. */
    records: z.number().int().nullable(),
    /** Values that got an apostrophe before them. */
    guarded: z.number().int(),
    /** Values with characters that the format cannot hold, which became U+FFFD. */
    replaced: z.number().int(),
    /** Fields that have another name in the file, since XML cannot hold theirs; none when left out. */
    renamed: z.number().int().optional(),
    /** Values of date columns that are not dates for a spreadsheet and stayed text; none when left out. */
    undated: z.number().int().optional(),
  }),
  z.strictObject({ state: z.literal("dismissed") }),
]);
export type ExportResult = z.infer<typeof exportResult>;

/** A text that the page made of what it shows, such as the access matrix. */
export const saveTextRequest = z.strictObject({
  /** Chosen by the caller, for `exportDownload`. */
  exportId: z.string().min(1).max(100),
  text: z.string().max(10_000_000),
  suggestedName: z.string().min(1).max(200),
});
export type SaveTextRequest = z.infer<typeof saveTextRequest>;

export const saveTextResult = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("saved"), name: z.string(), bytes: z.number().int() }),
  z.strictObject({ state: z.literal("dismissed") }),
]);
export type SaveTextResult = z.infer<typeof saveTextResult>;

/** Sent at most ten times a second while an export writes, from its first second on. */
export const exportProgress = z.strictObject({
  exportId: z.string(),
  /** Of the file, so far. */
  bytes: z.number().int(),
  /** null: not known before the end. */
  byteCount: z.number().int().nullable(),
  records: z.number().int(),
  /** null as served. */
  recordCount: z.number().int().nullable(),
  elapsedMs: z.number(),
});
export type ExportProgress = z.infer<typeof exportProgress>;

/** The host saves by a download: the caller opens `url`, once. */
export const exportDownload = z.strictObject({ exportId: z.string(), url: z.string() });
