import type { CallName } from "#shared/channels.ts";

/**
 * A cancelled call ends immediately or as soon as a half-written file has been removed. After this many milliseconds
 * the backstop ends it.
 */
const maxAfterCancelMs = 60_000;
/** Reading and writing the application's own data takes milliseconds, or seconds on a slow disk. */
const maxOwnDataMs = 300_000;
/** Sorting or searching a body of 2 GB takes minutes. */
const maxDocumentMs = 3_600_000;
/** A call that waits for a wire request has lost it if none has been open for this long. */
const maxWithoutRequestsMs = 1_800_000;

/** What a call waits for besides the application itself. */
type WaitsFor = "user" | "network" | "document" | "own-data";

const waiting: Readonly<Partial<Record<CallName, WaitsFor>>> = {
  exportDocument: "user",
  saveText: "user",
  saveBundle: "user",
  revealSignature: "user",
  movePassword: "user",
  sendRequest: "network",
  detectLevel: "network",
  testLogin: "network",
  diagnoseLogin: "network",
  sweepAccess: "network",
  testCookies: "network",
  compareLogins: "network",
  checkFormats: "network",
  readRecord: "network",
  reviewChanges: "network",
  reviewUndo: "network",
  findNearMisses: "document",
  previewBundle: "document",
  checkTicket: "document",
  readDocumentAs: "document",
  getRows: "document",
  getRecord: "document",
  getValueRows: "document",
  getValueText: "document",
  getLines: "document",
  findInDocument: "document",
  findBytes: "document",
  locateByte: "document",
  seekRow: "document",
  getWidestValues: "document",
  countFilled: "document",
  findRows: "document",
  verifyDocument: "document",
  readCsvAs: "document",
  copyRows: "document",
  getBytes: "document",
};

export interface CallLimit {
  readonly limitMs: number;
  /** Time that is not counted. */
  readonly isHeld: () => boolean;
}

/**
 * After how long the backstop ends a call. A healthy call never comes close: the time of a body that keeps arriving, of
 * a dialog that waits for the user and of an export to a slow disk is not counted.
 */
export function limitOf(name: CallName, signal: AbortSignal, isAnyRequestOpen: () => boolean): CallLimit {
  const waitsFor = waiting[name] ?? "own-data";
  if (signal.aborted) return { limitMs: maxAfterCancelMs, isHeld: () => false };
  switch (waitsFor) {
    case "user":
      return { limitMs: maxAfterCancelMs, isHeld: () => true };
    case "network":
      return { limitMs: maxWithoutRequestsMs, isHeld: isAnyRequestOpen };
    case "document":
      return { limitMs: maxDocumentMs, isHeld: () => false };
    case "own-data":
      return { limitMs: maxOwnDataMs, isHeld: () => false };
  }
}
