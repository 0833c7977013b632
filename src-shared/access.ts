import { z } from "zod";
import { loginVerdict, method } from "./http/exchange.ts";

/**
 * What an answer says about who may use a resource. `undecided`: the answer says nothing about it, such as a 404, a
 * failed validation, a failing server, or one that asked for no login.
 */
export type Access = "allowed" | "refused" | "undecided";

/** Where an answer was seen. `level`: the question which kind of account a login is. */
export const accessSource = z.enum(["request", "doctor", "level", "sweep"]);
export type AccessSource = z.infer<typeof accessSource>;

/** One cell of the access matrix as it was last seen. */
export const accessObservation = z.strictObject({
  /** Of the catalogue, such as `lists/ID/contacts`. */
  path: z.string(),
  method,
  /** What was really asked for, such as `lists/43/contacts`. */
  designator: z.string(),
  /** null: no answer came. */
  status: z.number().int().nullable(),
  login: loginVerdict,
  /** Milliseconds since the epoch. */
  observedAt: z.number(),
  source: accessSource,
  /** The collection whose first record a sweep has the ids from, and which connection saw it; null otherwise. */
  idsFrom: z.strictObject({ collection: z.string(), connectionId: z.string() }).nullable(),
});
export type AccessObservation = z.infer<typeof accessObservation>;

/** Everything seen of one connection since its login was last changed. */
export const connectionAccess = z.strictObject({
  connectionId: z.string(),
  observations: z.array(accessObservation),
});
export type ConnectionAccess = z.infer<typeof connectionAccess>;

const id = z.string().min(1).max(100);

export const accessSweepRequest = z.strictObject({
  sweepId: id,
  connectionIds: z.array(id).min(1).max(50),
});
export type AccessSweepRequest = z.infer<typeof accessSweepRequest>;

/** A GET that was not sent, and why. */
export const leftOutGet = z.strictObject({ connectionId: z.string(), path: z.string(), reason: z.string() });
export type LeftOutGet = z.infer<typeof leftOutGet>;

export const accessSweep = z.strictObject({
  sweepId: z.string(),
  outcome: z.enum(["done", "cancelled"]),
  /** GETs that were answered or failed, and the wire requests they took. */
  gets: z.number().int(),
  wireRequests: z.number().int(),
  totalMs: z.number(),
  leftOut: z.array(leftOutGet),
});
export type AccessSweep = z.infer<typeof accessSweep>;

/** Sent before each GET of a sweep. */
export const accessSweepProgress = z.strictObject({
  sweepId: z.string(),
  connectionId: z.string(),
  designator: z.string(),
  /** GETs sent or left out before this one, of all there could be. */
  done: z.number().int(),
  most: z.number().int(),
});
export type AccessSweepProgress = z.infer<typeof accessSweepProgress>;

/**
 * What one response proves. The API refuses a resource of the other level with 401, whatever the login. A login that is
 * refused as a whole says nothing about who may use the resource.
 */
export function accessOf({ status, login }: Pick<AccessObservation, "status" | "login">): Access {
  if (status === 401) return login === "credentials-rejected" || login === "not-permitted" ? "refused" : "undecided";
  if (login !== "accepted" || status === null) return "undecided";
  if (status >= 200 && status < 300) return "allowed";
  return status === 403 || status === 405 || status === 501 ? "refused" : "undecided";
}
