import { z } from "zod";
import { checkedFormats } from "./checked-formats.ts";
import { exchange } from "./http/exchange.ts";

/**
 * The format comparison: one resource fetched as JSON, XML and CSV, records and fields aligned, and what differs
 * listed by kind.
 */
export const checkedFormat = z.enum(checkedFormats);
export type CheckedFormat = z.infer<typeof checkedFormat>;

/** Something for each of the three formats. */
function perFormat<T extends z.ZodType>(each: T) {
  return z.strictObject({ json: each, xml: each, csv: each });
}
export type PerFormat<T> = { readonly [Format in CheckedFormat]: T };

/**
 * How two formats can disagree. `type`: JSON writes a number or a list where the others have text. `null`: an empty
 * value here, one that says "no value" there. `escaping`: written so that it reads differently, or only by luck the
 * same. `blanks`: the same but for white space. `text`: none of these. In the order in which they are shown: whole
 * records, whole fields, values, order.
 */
export const differenceKind = z.enum([
  "record-missing",
  "record-extra",
  "field-missing",
  "field-extra",
  "type",
  "null",
  "escaping",
  "date",
  "blanks",
  "text",
  "record-order",
  "field-order",
]);
export type DifferenceKind = z.infer<typeof differenceKind>;

/** One value as a format has it; texts are cut to a part around the first difference. */
export const comparedValue = z.strictObject({
  text: z.string(),
  /** The source in the body, quotes and escapes included. */
  source: z.string(),
  byteOffset: z.number().int(),
});
export type ComparedValue = z.infer<typeof comparedValue>;

/** One difference. `records` count from 0 in each body; null where the record, or the value, is not there. */
export const finding = z.strictObject({
  /** The record's identifier; empty where records are aligned by their place. */
  id: z.string(),
  records: perFormat(z.number().int().nullable()),
  values: perFormat(comparedValue.nullable()),
});
export type Finding = z.infer<typeof finding>;

/** All differences of one kind in one field. */
export const differenceGroup = z.strictObject({
  kind: differenceKind,
  /** null: the difference is one of whole records, or of all fields. */
  field: z.string().nullable(),
  /** The format that differs from the others; null when no two agree. */
  odd: checkedFormat.nullable(),
  /** How many there are; `findings` holds the first of them. */
  total: z.number().int(),
  findings: z.array(finding),
});
export type DifferenceGroup = z.infer<typeof differenceGroup>;

export const formatComparison = z.strictObject({
  compared: z.array(checkedFormat),
  /** Records that at least one of them has, and how many of those differ in anything. */
  records: z.number().int(),
  differing: z.number().int(),
  fields: z.number().int(),
  /** The field by which records were aligned; null: by their place. */
  alignedBy: z.string().nullable(),
  groups: z.array(differenceGroup),
  /** Groups beyond the limit, which are counted and not listed. */
  moreGroups: z.number().int(),
});
export type FormatComparison = z.infer<typeof formatComparison>;

/** What CSV turned out to be, judged by its beginning; null where nothing in it shows it. */
export const csvDialect = z.strictObject({
  byteOrderMark: z.boolean(),
  delimiter: z.string().nullable(),
  quote: z.string().nullable(),
  /** Which values are in quotes. */
  quoting: z.enum(["all", "some", "none"]),
  /** How a quote inside of a value is written. `bare`: not marked at all. */
  quoteEscape: z.enum(["backslash", "doubled", "bare", "mixed"]).nullable(),
  /** How a backslash inside of a value is written. */
  backslash: z.enum(["doubled", "single", "mixed"]).nullable(),
  lineEnd: z.enum(["crlf", "lf", "cr", "mixed"]).nullable(),
  /** The first line names the fields. */
  header: z.boolean().nullable(),
});
export type CsvDialect = z.infer<typeof csvDialect>;

/** Why one of the responses is not compared, as a plain sentence. */
export const leftOut = z.strictObject({ format: checkedFormat, reason: z.string() });
export type LeftOut = z.infer<typeof leftOut>;

/**
 * `compared`: at least two responses were. `no-data`: all three say that there is nothing. `not-comparable`: fewer than
 * two could be. `stopped`: after a response that makes the next ones pointless. `cancelled`: by the user.
 */
export const formatCheck = z.strictObject({
  checkId: z.string(),
  outcome: z.enum(["compared", "no-data", "not-comparable", "stopped", "cancelled"]),
  /** Why it went no further, as a plain sentence; null when it did. */
  problem: z.string().nullable(),
  /** null: not asked for. */
  answers: perFormat(exchange.nullable()),
  leftOut: z.array(leftOut),
  comparison: formatComparison.nullable(),
  dialect: csvDialect.nullable(),
});
export type FormatCheck = z.infer<typeof formatCheck>;

export const formatCheckRequest = z.strictObject({
  checkId: z.string().min(1).max(100),
  connectionId: z.string().min(1).max(100),
  /** Of a resource of the catalogue, without suffix. */
  designator: z.string().min(1).max(8_192),
});
export type FormatCheckRequest = z.infer<typeof formatCheckRequest>;

/** Sent at every step, and while records are compared about eight times a second. */
export const formatCheckProgress = z.strictObject({
  checkId: z.string(),
  step: z.enum(["json", "xml", "csv", "comparing"]),
  wireRequests: z.number().int(),
  /** Records compared, and how many there are; 0 before. */
  compared: z.number().int(),
  records: z.number().int(),
});
export type FormatCheckProgress = z.infer<typeof formatCheckProgress>;
