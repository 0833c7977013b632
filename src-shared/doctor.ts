import { z } from "zod";
import { level } from "./connection.ts";
import { headerPair } from "./http/headers.ts";
import { stepNames, verdictCodes } from "./doctor-names.ts";

const stepName = z.enum(stepNames);

/** One head as it stood on the wire, secrets masked. */
export const headLines = z.strictObject({
  /** Such as `leg 2 of 2`, or how long it took. */
  note: z.string(),
  /** Request line or status line. */
  start: z.string(),
  headers: z.array(headerPair),
  /** What decided: header names in lower case, and `start` for the first line. */
  decisive: z.array(z.string()),
});
export type HeadLines = z.infer<typeof headLines>;

/** A GET that was asked beside the main one to find out the level. */
export const levelQuestion = z.strictObject({
  designator: z.string(),
  level,
  /** null: no answer came. */
  status: z.number().int().nullable(),
});
export type LevelQuestion = z.infer<typeof levelQuestion>;

/** What a step was decided by. */
export const evidence = z.strictObject({
  sent: headLines.nullable(),
  received: headLines.nullable(),
  /** What is known without bytes, such as addresses and the system's own words. */
  facts: z.array(z.tuple([z.string(), z.string()]).readonly()),
  questions: z.array(levelQuestion),
});
export type Evidence = z.infer<typeof evidence>;

export const stepState = z.enum(["waiting", "running", "done", "failed", "skipped"]);
export type StepState = z.infer<typeof stepState>;

export const step = z.strictObject({
  name: stepName,
  state: stepState,
  /** One plain sentence; empty while it waits. Backticks enclose what is set in the face of code. */
  sentence: z.string(),
  /** null: it took no time of its own. */
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
  /** What to tell the customer. */
  tell: z.string(),
  ruledOut: z.array(reason),
  /** What may still be the reason. */
  notRuledOut: z.array(reason),
  /** The responses to the same login before and in this run, oldest first; empty unless they are the proof. */
  compared: z.array(
    z.strictObject({
      /** Milliseconds since the epoch. */
      at: z.number(),
      designator: z.string(),
      status: z.number().int().nullable(),
      records: z.number().int().nullable(),
    }),
  ),
  /** What looks odd about the login itself, said without showing it. */
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

/** The progress of a run: sent with every step that changes. */
export const doctorProgress = z.strictObject({
  runId: z.string(),
  step,
  wireRequests: z.number().int(),
});
export type DoctorProgress = z.infer<typeof doctorProgress>;
