/**
 * The reply to every call over the bridge.
 *
 * A failure is a value here: an exception would lose its data on the way through Electron's IPC,
 * and the two hosts would differ in what is left of it.
 */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

/** Why a call did nothing. `message` is one plain sentence for the user. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  /** Details for developers and support. Never holds a secret. */
  readonly detail?: string | undefined;
}

export type FailureCode =
  | "invalid-input"
  | "unknown-call"
  | "forbidden-sender"
  | "not-found"
  | "cancelled"
  | "writes-locked"
  /** A write that the catalogue knows: it goes through Review. */
  | "review-needed"
  | "password-needed"
  | "invalid-user-name"
  | "invalid-header"
  | "invalid-designator"
  | "unencrypted-not-acknowledged"
  | "link-local-not-acknowledged"
  | "storage-failed"
  | "does-not-fit"
  | "document-failed"
  | "not-on-this-host"
  /** The backstop acted: the call had lost everything that could end it. */
  | "ended-by-application"
  | "internal";

export function succeed<T>(value: T): Reply<T> {
  return { ok: true, value };
}

export function fail<T>(code: FailureCode, message: string, detail?: string): Reply<T> {
  return { ok: false, error: { code, message, ...(detail === undefined ? {} : { detail }) } };
}
