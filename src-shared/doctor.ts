import { z } from "zod";
import { level } from "./connection.ts";
import { headerPair } from "./http/headers.ts";
import { stepNames, verdictCodes } from "./doctor-names.ts";

const stepName = z.enum(stepNames);

/** One head as it was on the wire, with secrets masked. */
export const headLines = z.strictObject({
  /** For example `leg 2 of 2`, or how long it took. */
  note: z.string(),
  /** Request line or status line. */
  start: z.string(),
  headers: z.array(headerPair),
  /** The lines that decided the step: header names in lower case, and `start` for the first line. */
  decisive: z.array(z.string()),
});
export type HeadLines = z.infer<typeof headLines>;

/** An additional GET that was sent to find out the level. */
export const levelQuestion = z.strictObject({
  designator: z.string(),
  level,
  /** null: no response came. */
  status: z.number().int().nullable(),
});
export type LevelQuestion = z.infer<typeof levelQuestion>;

/** The evidence that decided a step. */
export const evidence = z.strictObject({
  sent: headLines.nullable(),
  received: headLines.nullable(),
  /** Facts other than bytes, for example addresses and system error messages. */
  facts: z.array(z.tuple([z.string(), z.string()]).readonly()),
  questions: z.array(levelQuestion),
});
export type Evidence = z.infer<typeof evidence>;

export const stepState = z.enum(["waiting", "running", "done", "failed", "skipped"]);
export type StepState = z.infer<typeof stepState>;

export const step = z.strictObject({
  name: stepName,
  state: stepState,
  /** One plain sentence; empty while the step waits. Backticks enclose code. */
  sentence: z.string(),
  /** null: the step does not have a duration of its own. */
  ms: z.number().nullable(),
  evidence: evidence.nullable(),
});
export type DiagnosisStep = z.infer<typeof step>;

const verdictCode = z.enum(verdictCodes);

const reason = z.strictObject({ what: z.string(), why: z.string() });

export const verdict = z.strictObject({
  code: verdictCode,
  /** The login works. */
  good: z.boolean(),
  /** One sentence. */
  title: z.string(),
  explanation: z.string(),
  /** The advice for the customer. */
  tell: z.string(),
  ruledOut: z.array(reason),
  /** Possible remaining reasons. */
  notRuledOut: z.array(reason),
  /** The responses to the same login before and in this run, oldest first; empty unless the verdict rests on them. */
  compared: z.array(
    z.strictObject({
      /** Milliseconds since the epoch. */
      at: z.number(),
      designator: z.string(),
      status: z.number().int().nullable(),
      records: z.number().int().nullable(),
    }),
  ),
  /** What looks odd about the login, described without showing it. */
  suspicions: z.array(z.string()),
});
export type Verdict = z.infer<typeof verdict>;

/** One run of the doctor from its first step to its verdict. */
export const doctorReport = z.strictObject({
  runId: z.string(),
  connectionId: z.string(),
  connectionName: z.string(),
  designator: z.string(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  totalMs: z.number(),
  wireRequests: z.number().int(),
  steps: z.array(step),
  /** null: cancelled before one was found. */
  verdict: verdict.nullable(),
  /** To paste into a ticket; empty without a verdict. */
  ticket: z.string(),
});
export type DoctorReport = z.infer<typeof doctorReport>;

/** The progress of a run, sent whenever a step changes. */
export const doctorProgress = z.strictObject({
  runId: z.string(),
  step,
  wireRequests: z.number().int(),
});
export type DoctorProgress = z.infer<typeof doctorProgress>;
