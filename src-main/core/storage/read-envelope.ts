import { open } from "node:fs/promises";
import { currentVersion, isVersion, readVersion, type StoredFormat } from "./stored-format.ts";

/** Our files are much smaller; a larger one is not ours and is not read into memory. */
const maxFile = 64 * 1_048_576;

export type ReadOutcome<T> =
  /** `version` is the version of the file, `text` its unchanged content. */
  | { readonly state: "good"; readonly value: T; readonly version: number; readonly text: string }
  | { readonly state: "missing" }
  /** `reason` is the end of a sentence: "The settings ...". */
  | { readonly state: "bad"; readonly reason: string };

export function writeEnvelope<T>(format: StoredFormat<T>, data: T): string {
  const envelope = { application: "rezora-explorer", kind: format.kind, version: currentVersion(format), data };
  return `${JSON.stringify(envelope, null, 1)}\n`;
}

/** Reads a file of `writeEnvelope` in any version up to the current one. Never throws. */
export async function readEnvelope<T>(path: string, format: StoredFormat<T>): Promise<ReadOutcome<T>> {
  let bytes: Uint8Array;
  try {
    const file = await open(path, "r");
    try {
      if ((await file.stat()).size > maxFile) return { state: "bad", reason: "were far too large" };
      bytes = await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = systemErrorCode(error);
    // ENOTDIR: there is a file with the name of our folder, so none of our files can be in it.
    if (code === "ENOENT" || code === "ENOTDIR") return { state: "missing" };
    return { state: "bad", reason: `could not be read (${code})` };
  }
  return parseEnvelope(bytes, format);
}

function parseEnvelope<T>(bytes: Uint8Array, format: StoredFormat<T>): ReadOutcome<T> {
  if (bytes.length === 0) return { state: "bad", reason: "were empty" };
  let text: string;
  let envelope: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    envelope = JSON.parse(text);
  } catch {
    return { state: "bad", reason: "were damaged" };
  }
  const unexpected = { state: "bad", reason: "did not have the expected form" } as const;
  if (typeof envelope !== "object" || envelope === null || !("kind" in envelope) || envelope.kind !== format.kind) {
    return unexpected;
  }
  const version = "version" in envelope ? envelope.version : undefined;
  if (!isVersion(version) || !("data" in envelope)) return unexpected;
  if (version > currentVersion(format)) {
    return { state: "bad", reason: "were written by a newer version of Rezora Explorer" };
  }
  const value = readVersion(format, version, envelope.data);
  return value === undefined ? unexpected : { state: "good", value, version, text };
}

/** The code of a system error, such as `ENOSPC`; `unknown` for any other error. */
export function systemErrorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
}
