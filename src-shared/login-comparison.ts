import { z } from "zod";
import { exchangeFailure } from "./http/exchange.ts";

/** Differences that a comparison lists; all are counted. */
export const maxShownDifferences = 2_000;

const side = z.enum(["left", "right"]);
export type ComparedSide = z.infer<typeof side>;

/** What one login got. */
export const loginAnswer = z.strictObject({
  connectionId: z.string(),
  /** null when no response came. */
  status: z.number().int().nullable(),
  reason: z.string(),
  failure: exchangeFailure.nullable(),
  totalMs: z.number(),
  wireRequests: z.number().int(),
  byteLength: z.number().int(),
  /** null: the response is not a list of records. */
  records: z.number().int().nullable(),
});
export type LoginAnswer = z.infer<typeof loginAnswer>;

/** null: the header, or the field, is not there. */
const bothTexts = { left: z.string().nullable(), right: z.string().nullable() };

export const headerDifference = z.strictObject({ name: z.string(), ...bothTexts });
export type HeaderDifference = z.infer<typeof headerDifference>;

/** A value that differs in a record both have. `id` is empty where records are matched by their place. */
export const valueDifference = z.strictObject({
  id: z.string(),
  field: z.string(),
  ...bothTexts,
});
export type ValueDifference = z.infer<typeof valueDifference>;

export const recordComparison = z.strictObject({
  /** The field by which records were matched; null: by their place. */
  matchedBy: z.string().nullable(),
  same: z.number().int(),
  differing: z.number().int(),
  onlyLeft: z.number().int(),
  onlyRight: z.number().int(),
  /** Identifiers of the first records that one side alone has. */
  examples: z.strictObject({ left: z.array(z.string()), right: z.array(z.string()) }),
  /** Fields that differ, the most often first. */
  fields: z.array(z.strictObject({ name: z.string(), count: z.number().int() })),
  /** The first values that differ, `maxShownDifferences` at most. `fields` counts all. */
  values: z.array(valueDifference),
  /** Counting stopped after so many records of each response; null: all were compared. */
  limit: z.number().int().nullable(),
});
export type RecordComparison = z.infer<typeof recordComparison>;

/** The same GET with two connections. */
export const loginComparison = z.strictObject({
  runId: z.string(),
  designator: z.string(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  cancelled: z.boolean(),
  /** null: not asked. */
  left: loginAnswer.nullable(),
  right: loginAnswer.nullable(),
  headers: z.array(headerDifference),
  /** null: at least one response is not a complete list of records. */
  records: recordComparison.nullable(),
});
export type LoginComparison = z.infer<typeof loginComparison>;
