import { z } from "zod";
import { headerCheck } from "./header-check.ts";
import { doctorReport } from "./doctor.ts";
import { exchange } from "./http/exchange.ts";

/** The parts of a support bundle, in order. Each is included or left out as a whole. */
export const bundlePartNames = [
  "verdict",
  "handshake",
  "timings",
  "headerCheck",
  "body",
  "connection",
  "versions",
] as const;
export const bundlePart = z.enum(bundlePartNames);
export type BundlePart = z.infer<typeof bundlePart>;

export const bundlePartTitles: Readonly<Record<BundlePart, string>> = {
  verdict: "Verdict and steps",
  handshake: "Handshake",
  timings: "Timings",
  headerCheck: "Check of a pasted header",
  body: "Body that was sent",
  connection: "Settings of the connection",
  versions: "Versions",
};

/** The parts are passed in: the bundle holds what the user has seen, and nothing is fetched for it. */
export const bundleRequest = z.strictObject({
  connectionId: z.string().min(1).max(100),
  parts: z.array(bundlePart).max(bundlePartNames.length),
  /** Plain text without headings and without the names of the format. Absent: a JSON file. */
  bare: z.boolean().optional(),
  report: doctorReport.nullable(),
  exchange: exchange.nullable(),
  headerCheck: headerCheck.nullable(),
});
export type BundleRequest = z.infer<typeof bundleRequest>;

export const secretKind = z.enum(["password", "HA1", "response", "session id", "server proof"]);
export type SecretKind = z.infer<typeof secretKind>;

/** Where a secret was found. `file`: across several parts, or outside them. */
export const bundleHit = z.strictObject({ part: z.union([bundlePart, z.literal("file")]), secret: secretKind });
export type BundleHit = z.infer<typeof bundleHit>;

/** How a bundle was searched. It is not saved if there is any hit. */
export const bundleSearch = z.strictObject({
  /** The number of distinct secrets. */
  secrets: z.number().int(),
  /** The encodings in which each secret was searched for. */
  spellings: z.number().int(),
  kinds: z.array(secretKind),
  /** The password is `practice`, which is public and was not searched for. */
  publicPassword: z.boolean(),
  hits: z.array(bundleHit),
});
export type BundleSearch = z.infer<typeof bundleSearch>;

export const bundlePreview = z.strictObject({
  /** The file as it would be saved; without the parts that hold a secret. */
  json: z.string(),
  readable: z.string(),
  bytes: z.number().int(),
  search: bundleSearch,
});
export type BundlePreview = z.infer<typeof bundlePreview>;

export const saveBundleRequest = z.strictObject({
  /** Chosen by the caller, for `exportDownload`. */
  exportId: z.string().min(1).max(100),
  bundle: bundleRequest,
  suggestedName: z.string().min(1).max(200),
});
export type SaveBundleRequest = z.infer<typeof saveBundleRequest>;

export const saveBundleResult = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("saved"), name: z.string(), bytes: z.number().int() }),
  z.strictObject({ state: z.literal("dismissed") }),
  z.strictObject({ state: z.literal("blocked"), search: bundleSearch }),
]);
export type SaveBundleResult = z.infer<typeof saveBundleResult>;

/** What the user may see of the last signed leg of an exchange after confirming. */
export const revealed = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("shown"), ha1: z.string(), response: z.string() }),
  z.strictObject({ state: z.literal("refused") }),
]);
export type Revealed = z.infer<typeof revealed>;
