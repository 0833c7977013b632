import { z } from "zod";
import { cell, recordQuery } from "./documents.ts";

/** The number of records whose values decide the initial width of a column. */
export const fittedRecords = 1_000;
/** The number of characters of a value that count for the width of its column. */
export const fittedCharacters = 300;

/** The values of each column that take the most room, among the first records of a document. */
export const widestRequest = z.strictObject({
  documentId: z.string(),
  records: z.number().int().min(1).max(fittedRecords),
});
export type WidestRequest = z.infer<typeof widestRequest>;
/** In the order of `DocumentSummary.table.columns`; a few different values each, cut to 300 characters. */
export const widestValues = z.strictObject({ columns: z.array(z.array(cell)) });
export type WidestValues = z.infer<typeof widestValues>;

/** The number of records with a value in each column. Null, an empty text and a missing field do not count. */
export const filledRequest = z.strictObject({ documentId: z.string() });
export type FilledRequest = z.infer<typeof filledRequest>;
/** In the order of `DocumentSummary.table.columns`. */
export const filledCounts = z.strictObject({ records: z.number().int(), filled: z.array(z.number().int()) });
export type FilledCounts = z.infer<typeof filledCounts>;

/** The maximum number of values in one lookup. */
export const maxSoughtRows = 1_000;

/** Which rows hold these values in a column, each value exactly as it was sent. */
export const findRowsRequest = z.strictObject({
  documentId: z.string(),
  query: recordQuery,
  column: z.string(),
  values: z.array(z.string().max(1_048_576)).max(maxSoughtRows),
});
export type FindRowsRequest = z.infer<typeof findRowsRequest>;
/** For each value the first row of the query that holds it; null for none. */
export const foundRows = z.strictObject({
  rows: z.array(z.strictObject({ position: z.number().int(), record: z.number().int() }).nullable()),
});
export type FoundRows = z.infer<typeof foundRows>;
