import { z } from "zod";
import { loginHistory } from "./login-history.ts";

/** Which kind of account a login is; `unknown` until a response proves it. */
export const level = z.enum(["company", "agent", "rejected", "unknown"]);
export type Level = z.infer<typeof level>;

export const connectionColour = z.enum(["teal", "blue", "violet", "green", "ochre", "grey"]);
export type ConnectionColour = z.infer<typeof connectionColour>;

/**
 * The settings of a connection that the user can change. `practice` connections lead to the practice server inside the
 * application, which is started when one of them is used; their base URL is known only then.
 */
export const connectionInput = z.strictObject({
  name: z.string().trim().min(1).max(200),
  label: z.string().trim().max(100),
  colour: connectionColour,
  baseUrl: z.string().max(2_048),
  apiVersion: z.string().regex(/^[A-Za-z0-9._-]{1,20}$/u),
  userName: z.string().max(1_024),
  /** Gap between requests of bulk work and sweeps, milliseconds. */
  gapMs: z.number().int().min(0).max(60_000),
  /** How long an unlock of writes lasts, minutes. */
  unlockMinutes: z.number().int().min(1).max(240),
  /** A request that receives nothing for this long is abandoned, seconds. */
  idleTimeoutSeconds: z.number().int().min(1).max(600),
  /** Quote qop in Authorization as the API's own sample does. */
  quoteQop: z.boolean(),
  /** Send a user name outside ASCII as username* (RFC 7616 §3.4.4) instead of raw UTF-8. */
  extendedUserName: z.boolean(),
  /** Hash user name and password in Latin-1 where the challenge names no charset; absent: in UTF-8. */
  latin1Login: z.boolean().optional(),
});
export type ConnectionInput = z.infer<typeof connectionInput>;

export const levelEvidence = z.strictObject({
  level,
  /** One line, for example `contacts 200, agents 401`. */
  evidence: z.string(),
  /** Milliseconds since the epoch. */
  observedAt: z.number(),
});
export type LevelEvidence = z.infer<typeof levelEvidence>;

/** A connection as the renderer may know it. The password is not part of it and never will be. */
export const connection = connectionInput.extend({
  connectionId: z.string(),
  practice: z.enum(["company", "agent"]).nullable(),
  /** The name of the fault that is active on a practice connection; null: none. */
  practiceFault: z.string().nullable(),
  /** For a practice connection `http://127.0.0.1:PORT` once the server runs; empty before that. */
  baseUrl: z.string(),
  hasPassword: z.boolean(),
  /** A stored secret can no longer be decrypted: the password must be entered again. */
  passwordNeeded: z.boolean(),
  /**
   * The other origin that the stored password was entered for; it is not used for this base URL. Absent: none.
   */
  passwordOrigin: z.string().optional(),
  level: levelEvidence,
  /** Absent: no response has proved this login. */
  login: loginHistory.optional(),
  /** When writes are locked again, milliseconds since the epoch; null while they are locked. */
  unlockedUntil: z.number().nullable(),
  /** http to a host that is not this computer. */
  unencrypted: z.boolean(),
  unencryptedAcknowledged: z.boolean(),
  /** The user knows that this base URL leads to a link-local or metadata address. Absent: the user was not asked. */
  linkLocalAcknowledged: z.boolean().optional(),
});
export type Connection = z.infer<typeof connection>;

/** What an import would do with one entry of a file. */
export const importEntry = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("new"), name: z.string(), baseUrl: z.string(), userName: z.string() }),
  /** The same base URL, API version and user name as the connection `of`. */
  z.strictObject({
    state: z.literal("duplicate"),
    name: z.string(),
    baseUrl: z.string(),
    userName: z.string(),
    of: z.string(),
    where: z.enum(["list", "file"]),
  }),
  /** The entry cannot be added; `reason` is a full sentence. */
  z.strictObject({ state: z.literal("unfit"), name: z.string(), reason: z.string() }),
]);
export type ImportEntry = z.infer<typeof importEntry>;

/** A fault that the practice server can simulate. */
export const practiceFault = z.strictObject({
  name: z.string(),
  group: z.enum(["network", "login", "answer"]),
  /** One line, shown to the user. */
  summary: z.string(),
});
export type PracticeFault = z.infer<typeof practiceFault>;

/** Where passwords are actually stored on this host. */
export const secretStorage = z.strictObject({
  kind: z.enum(["keychain", "dpapi", "gnome-libsecret", "kwallet", "session"]),
  /** Shown bold: `This session only: no keychain on this computer.` */
  title: z.string(),
  message: z.string(),
});
export type SecretStorage = z.infer<typeof secretStorage>;

/** Wire requests of one connection compared with user actions. */
export const meter = z.strictObject({
  connectionId: z.string(),
  inFlight: z.number().int(),
  hour: z.number().int(),
  today: z.number().int(),
  actionsToday: z.number().int(),
  /** Wire requests in each of the last eight steps of five minutes, oldest first. */
  bars: z.array(z.number().int()).length(8),
});
export type Meter = z.infer<typeof meter>;
