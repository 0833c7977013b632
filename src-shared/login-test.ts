import { z } from "zod";
import { connectionInput, levelEvidence } from "./connection.ts";

/**
 * A login as it stands in the dialog, saved or not. `connectionId` names the saved connection; null: there is none yet.
 * `password` null: the kept one, which must have been entered for the origin of this base URL.
 */
export const loginTestRequest = z.strictObject({
  connectionId: z.string().min(1).max(10_000).nullable(),
  input: connectionInput,
  password: z.string().max(10_000).nullable(),
  /** The user knows that this base URL is not encrypted, or leads to a link-local or metadata address. */
  unencryptedAcknowledged: z.boolean(),
  linkLocalAcknowledged: z.boolean(),
});
export type LoginTestRequest = z.infer<typeof loginTestRequest>;

/** What a test of a login found. Nothing of it is kept. */
export const loginTest = z.strictObject({
  /** `rejected`: the server refused both questions. `unknown`: the responses prove nothing of the login. */
  found: levelEvidence.omit({ observedAt: true }),
  /** Why no response came, in a sentence; null where one came. */
  failure: z.string().nullable(),
  /** A response came that was not asked to log in: the server served the resource to nobody in particular. */
  isOpen: z.boolean(),
  wireRequests: z.number().int(),
  durationMs: z.number(),
});
export type LoginTest = z.infer<typeof loginTest>;
