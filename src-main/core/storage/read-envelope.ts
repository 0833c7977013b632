import { open } from "node:fs/promises";

/** No file that we write comes near it; a larger one is not ours and is not read into memory. */
const largestFile = 64 * 1_048_576;

export interface EnvelopeShape<T> {
  /** What the file is, so that a secrets file renamed to settings.json is not taken for one. */
  readonly kind: string;
  readonly version: number;
  /** undefined: the data does not have the shape of this version. */
  readonly parse: (data: unknown) => T | undefined;
}

export type ReadOutcome<T> =
  | { readonly state: "good"; readonly value: T }
  | { readonly state: "missing" }
  /** `reason` is the end of a sentence: "The settings ...". */
  | { readonly state: "bad"; readonly reason: string };

export function writeEnvelope<T>(shape: EnvelopeShape<T>, data: T): string {
  const envelope = { application: "rezora-explorer", kind: shape.kind, version: shape.version, data };
  return `${JSON.stringify(envelope, null, 1)}\n`;
}

/** Reads a file of `writeEnvelope`. Never throws: whatever stands there is good, missing or bad. */
export async function readEnvelope<T>(path: string, shape: EnvelopeShape<T>): Promise<ReadOutcome<T>> {
  let bytes: Uint8Array;
  try {
    const file = await open(path, "r");
    try {
      if ((await file.stat()).size > largestFile) return { state: "bad", reason: "were far too large" };
      bytes = await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = systemErrorCode(error);
    // ENOTDIR: what should be our folder is a file, so nothing of ours can be there.
    if (code === "ENOENT" || code === "ENOTDIR") return { state: "missing" };
    return { state: "bad", reason: `could not be read (${code})` };
  }
  return parseEnvelope(bytes, shape);
}

function parseEnvelope<T>(bytes: Uint8Array, shape: EnvelopeShape<T>): ReadOutcome<T> {
  if (bytes.length === 0) return { state: "bad", reason: "were empty" };
  let envelope: unknown;
  try {
    envelope = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return { state: "bad", reason: "were damaged" };
  }
  if (typeof envelope !== "object" || envelope === null || !("kind" in envelope) || envelope.kind !== shape.kind) {
    return { state: "bad", reason: "did not have the expected form" };
  }
  const version = "version" in envelope ? envelope.version : undefined;
  if (typeof version === "number" && version > shape.version) {
    return { state: "bad", reason: "were written by a newer version of Rezora Explorer" };
  }
  const value = version === shape.version && "data" in envelope ? shape.parse(envelope.data) : undefined;
  return value === undefined ? { state: "bad", reason: "did not have the expected form" } : { state: "good", value };
}

/** `ENOSPC` and the like; `unknown` for what is no error of the system. */
export function systemErrorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
}
