import { z } from "zod";
import { cookieTrialNames, cookieVerdictCodes } from "./cookie-test-names.ts";
import { evidence, stepState } from "./doctor.ts";

/** One leg of a trial. */
export const cookieLeg = z.strictObject({
  login: z.boolean(),
  cookie: z.boolean(),
  /** null: no response came. */
  status: z.number().int().nullable(),
  setsCookie: z.boolean(),
  evidence,
});
export type CookieLeg = z.infer<typeof cookieLeg>;

export const cookieTrial = z.strictObject({
  name: z.enum(cookieTrialNames),
  state: stepState,
  /** One plain sentence; empty while the trial waits. */
  sentence: z.string(),
  /** From the last response; null: none came. */
  status: z.number().int().nullable(),
  ms: z.number().nullable(),
  legs: z.array(cookieLeg),
});
export type CookieTrial = z.infer<typeof cookieTrial>;

export const cookieVerdict = z.strictObject({
  code: z.enum(cookieVerdictCodes),
  tone: z.enum(["good", "careful", "bad"]),
  title: z.string(),
  explanation: z.string(),
  /** The advice for the customer. */
  tell: z.string(),
});
export type CookieVerdict = z.infer<typeof cookieVerdict>;

/** One run of the session-cookie test. */
export const cookieTest = z.strictObject({
  runId: z.string(),
  connectionId: z.string(),
  designator: z.string(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  totalMs: z.number(),
  wireRequests: z.number().int(),
  trials: z.array(cookieTrial),
  /** null: cancelled before one was found. */
  verdict: cookieVerdict.nullable(),
  /** To paste into a ticket; empty without a verdict. */
  ticket: z.string(),
});
export type CookieTest = z.infer<typeof cookieTest>;

/** Sent with every trial that begins or ends. */
export const cookieTestProgress = z.strictObject({
  runId: z.string(),
  trial: cookieTrial,
  wireRequests: z.number().int(),
});
export type CookieTestProgress = z.infer<typeof cookieTestProgress>;
