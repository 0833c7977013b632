import { z } from "zod";
import { loginVerdict, method } from "./http/exchange.ts";

/**
 * What a response says about who may use a resource. `undecided`: it does not say anything about that, like a 404, a
 * failed validation, a failing server, or one that did not ask for a login.
 */
export type Access = "allowed" | "refused" | "undecided";

/** Where a response was seen. `level`: a request that finds out which kind of account a login is. */
export const accessSource = z.enum(["request", "doctor", "level", "sweep"]);
export type AccessSource = z.infer<typeof accessSource>;

/** One cell of the access matrix as it was last seen. */
export const accessObservation = z.strictObject({
  /** A path of the catalogue, for example `lists/ID/contacts`. */
  path: z.string(),
  method,
  /** The path that was requested, for example `lists/43/contacts`. */
  designator: z.string(),
  /** null: no response came. */
  status: z.number().int().nullable(),
  login: loginVerdict,
  /** Milliseconds since the epoch. */
  observedAt: z.number(),
  source: accessSource,
  /** The collection whose first record gave a sweep its ids, and the connection that fetched it; null otherwise. */
  idsFrom: z.strictObject({ collection: z.string(), connectionId: z.string() }).nullable(),
});
export type AccessObservation = z.infer<typeof accessObservation>;

/** Everything observed on one connection since its login was last changed. */
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
  /** GETs that got a response or failed, and the wire requests they took. */
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
  /** GETs sent or skipped before this one, out of the total. */
  done: z.number().int(),
  most: z.number().int(),
});
export type AccessSweepProgress = z.infer<typeof accessSweepProgress>;

/**
 * What one response proves. The API refuses any login a resource of the other level with 401. A login that is
 * refused as a whole says nothing about who may use the resource.
 */
export function accessOf({ status, login }: Pick<AccessObservation, "status" | "login">): Access {
  if (status === 401) return login === "credentials-rejected" || login === "not-permitted" ? "refused" : "undecided";
  if (login !== "accepted" || status === null) return "undecided";
  if (status >= 200 && status < 300) return "allowed";
  return status === 403 || status === 405 || status === 501 ? "refused" : "undecided";
}
