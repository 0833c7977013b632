import { z } from "zod";

/** Longer than any request head a server takes. */
const pasted = z.string().max(262_144);

/** The input of a header check. What the user typed in the form takes precedence over the pasted text. */
export const headerCheckRequest = z.strictObject({
  connectionId: z.string().min(1).max(100),
  text: pasted,
  method: z.string().max(20).nullable(),
  url: z.string().max(8_192).nullable(),
  /** Which request on its nonce this was, counted from 1. */
  nonceUse: z.number().int().min(1).max(0xffff_ffff).nullable(),
});
export type HeaderCheckRequest = z.infer<typeof headerCheckRequest>;

export const headerCheckInput = z.enum([
  "authorization",
  "uri",
  "nc",
  "username",
  "realm",
  "method",
  "nonce",
  "cnonce",
  "qop",
  "algorithm",
  "opaque",
  "charset",
  /** How the client program computes the response, where it is proven to do so incorrectly. */
  "hashing",
  "response",
  "password",
]);
export type HeaderCheckInput = z.infer<typeof headerCheckInput>;

/** One input of the digest: the client's value and the correct one. */
export const headerCheckRow = z.strictObject({
  input: headerCheckInput,
  /** As the header has it; null when it was not sent. */
  theirs: z.string().nullable(),
  /** Hidden on purpose, such as a password sent in the place of the user name. */
  masked: z.boolean(),
  /** The value that the client is proven to have hashed, where it differs from the header. */
  signedAs: z.string().nullable(),
  shouldBe: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("same") }),
    z.strictObject({ kind: z.literal("value"), text: z.string() }),
    /** Words instead of a value: `auth, unquoted`. */
    z.strictObject({ kind: z.literal("rule"), text: z.string() }),
  ]),
  state: z.enum(["right", "differs", "unknown"]),
  finding: z.string(),
});
export type HeaderCheckRow = z.infer<typeof headerCheckRow>;

/** One step of the computation. Everything derived from the password is masked or cut short. */
export const headerCheckStep = z.strictObject({
  name: z.enum(["HA1", "HA2", "response"]),
  /** `MD5(GET : /v1/contacts)`; a step that follows one of the same name shows what it should be. */
  formula: z.string(),
  /** The first digits; null is masked. */
  value: z.string().nullable(),
  /** `assumed`: of the method and the address that the header was signed for, which nothing in the text confirms. */
  state: z.enum(["masked", "right", "assumed", "theirs", "needed", "equal", "not-reached", "expected"]),
});
export type HeaderCheckStep = z.infer<typeof headerCheckStep>;

/** A recognised known mistake of client programs. Words in backticks are code. */
export const clientDefect = z.strictObject({ code: z.string(), sentence: z.string(), fix: z.string() });
export type ClientDefect = z.infer<typeof clientDefect>;

/** The range of a differing input in the pasted text, in UTF-16 units. */
export const headerCheckMark = z.strictObject({ start: z.number().int(), end: z.number().int() });
export type HeaderCheckMark = z.infer<typeof headerCheckMark>;

/** What a check needs to know but the text does not show. */
export const headerCheckMissing = z.enum([
  "method",
  "url",
  /** The name of the field: only its value was pasted. */
  "field-name",
  /** Whether the value begins with Digest. */
  "scheme",
  "separators",
  /** Whether the header was folded, or a log broke its line. */
  "lines",
  "quotes",
  /** The rest of a header that a tool or a log cut, or values that it hides. */
  "rest",
]);
export type HeaderCheckMissing = z.infer<typeof headerCheckMissing>;

export const headerCheck = z.strictObject({
  outcome: z.enum([
    "empty",
    /** Something was pasted, and no request was found in it. */
    "not-understood",
    "matches",
    /** The response is right; the header's form is not. */
    "form",
    "differs",
    /** There is no digest header to check. */
    "no-digest",
    /** No password is stored: only what does not need one was checked. */
    "no-password",
    /** Nothing found is wrong, but the check is incomplete: `missing` names what was not available. */
    "not-enough",
  ]),
  /** Stable: that of the first finding, or of the outcome. */
  code: z.string(),
  title: z.string(),
  explanation: z.string(),
  /** How the paste was read, in words. */
  understood: z.array(z.string()),
  missing: z.array(headerCheckMissing),
  /** Whether the stored password reproduces the response; null when that could not be tried. */
  isReproduced: z.boolean().nullable(),
  /** The request as it was understood, or as the user gave it. */
  method: z.string().nullable(),
  url: z.string().nullable(),
  /** As counted in the paste; null when that is not known. */
  nonceUse: z.number().int().nullable(),
  rows: z.array(headerCheckRow),
  steps: z.array(headerCheckStep),
  marks: z.array(headerCheckMark),
  defects: z.array(clientDefect),
  /** To paste into a ticket: without password, HA1 or response. Empty when there is nothing to report. */
  ticket: z.string(),
  milliseconds: z.number(),
});
export type HeaderCheck = z.infer<typeof headerCheck>;

export const nearMissRequest = z.strictObject({
  connectionId: z.string().min(1).max(100),
  text: pasted,
  method: z.string().max(20).nullable(),
  url: z.string().max(8_192).nullable(),
  /** Tried like the stored one, and forgotten afterwards. */
  earlierPasswords: z.array(z.string().min(1).max(1_000)).max(20),
});
export type NearMissRequest = z.infer<typeof nearMissRequest>;

export const nearMissResult = z.strictObject({
  outcome: z.enum(["on-file", "near-miss", "not-found", "nothing-to-check"]),
  /** `a space at the end`; never the password itself. Empty when nothing was found. */
  differences: z.array(z.string()),
  title: z.string(),
  explanation: z.string(),
  /** The advice for the customer; empty when nothing was found. */
  tell: z.string(),
  /** What was tried, in words and in the order tried, with how many passwords each. */
  tried: z.array(z.strictObject({ what: z.string(), count: z.number().int(), found: z.boolean() })),
  candidates: z.number().int(),
  milliseconds: z.number(),
});
export type NearMissResult = z.infer<typeof nearMissResult>;
