import { z } from "zod";
import { accessSweep, accessSweepProgress, accessSweepRequest, connectionAccess } from "./access.ts";
import { ticketCheck, ticketCheckRequest } from "./ticket-check.ts";
import { bundlePreview, bundleRequest, revealed, saveBundleRequest, saveBundleResult } from "./bundle.ts";
import {
  filledCounts,
  filledRequest,
  findRowsRequest,
  foundRows,
  widestRequest,
  widestValues,
} from "./column-facts.ts";
import { connection, connectionInput, importEntry, meter, practiceFault, secretStorage } from "./connection.ts";
import { cookieTest, cookieTestProgress } from "./cookie-test.ts";
import { doctorProgress, doctorReport } from "./doctor.ts";
import { headerCheckRequest, nearMissRequest, nearMissResult, headerCheck } from "./header-check.ts";
import { rereadRequest } from "./csv-choice.ts";
import { loginTest, loginTestRequest } from "./login-test.ts";
import {
  bytesRequest,
  bytesWindow,
  copyRequest,
  bytePlace,
  findBytesRequest,
  findBytesResult,
  findRequest,
  findResult,
  linesRequest,
  locateByteRequest,
  readAsRequest,
  seekRequest,
  seekResult,
  linesWindow,
  documentSummary,
  recordRequest,
  rowsRequest,
  rowsWindow,
  valueRowsRequest,
  valueRowsWindow,
  valueText,
  valueTextRequest,
  verifyRequest,
  verifyResult,
  wholeRecord,
} from "./documents.ts";
import {
  commitRequest,
  draft,
  journalChanges,
  journalCommit,
  journalEntry,
  maxNote,
  recordReading,
  review,
  run,
} from "./edits.ts";
import {
  exportDownload,
  exportProgress,
  exportRequest,
  exportResult,
  saveTextRequest,
  saveTextResult,
} from "./exporting.ts";
import { formatCheck, formatCheckProgress, formatCheckRequest } from "./format-check.ts";
import { documentGrowth, exchange, exchangeProgress, requestSpec } from "./http/exchange.ts";
import { loginComparison } from "./login-comparison.ts";
import { settings } from "./settings.ts";
import type { CallName, EventName } from "./channels.ts";
import type { Reply } from "./reply.ts";

const nothing = z.strictObject({});
const id = z.string().min(1).max(100);
const byConnection = z.strictObject({ connectionId: id });
const byRun = z.strictObject({ runId: id });
const draftId = z.string().min(1).max(10_000);

/** A message to show once, for example "The settings could not be read". It stays until the user dismisses it. */
export const notice = z.strictObject({
  code: z.string(),
  severity: z.enum(["info", "caution", "danger"]),
  title: z.string(),
  message: z.string(),
});
export type Notice = z.infer<typeof notice>;

/**
 * The stores whose latest state is not on disk: `settings`, `connections`, `secrets`, `meter`, `edits`,
 * or `folder` when nothing can be saved at all. Every "saved" label is computed from this.
 */
const unsaved = z.array(z.string());

/** What differs between the hosts, by name; the renderer never asks which host it is. */
export const application = z.strictObject({
  version: z.string(),
  /** For key names in menus and tooltips. */
  platform: z.enum(["mac", "other"]),
  capabilities: z.strictObject({
    /** Whether passwords survive a restart. */
    keychain: z.boolean(),
    /** The host has a menu of its own, so the renderer shows no replacement. */
    nativeMenu: z.boolean(),
    /** HA1 and response of a handshake can be shown: the host can ask for confirmation outside the page. */
    reveal: z.boolean(),
  }),
  secretStorage,
  /** Events from the start of the application that did not have a subscriber yet. */
  notices: z.array(notice),
  unsaved,
});
export type Application = z.infer<typeof application>;

/**
 * The whole interface between renderer and main process: for each call the schemas of its input and output.
 * Types are inferred from it and never repeated.
 */
export const contract = {
  getApplication: { input: nothing, output: application },
  /** Cancels a running call by the id that its caller gave it. Cancelling a call that has ended is not an error. */
  cancelCall: { input: z.strictObject({ callId: id }), output: nothing },

  getSettings: { input: nothing, output: settings },
  updateSettings: { input: settings.partial(), output: settings },

  listConnections: { input: nothing, output: z.array(connection) },
  createConnection: { input: connectionInput, output: connection },
  updateConnection: {
    input: z.strictObject({ connectionId: id, change: connectionInput.partial() }),
    output: connection,
  },
  duplicateConnection: { input: byConnection, output: connection },
  removeConnection: { input: byConnection, output: nothing },
  reorderConnections: { input: z.strictObject({ connectionIds: z.array(id).max(1_000) }), output: nothing },
  /** Plain JSON without secrets. */
  exportConnections: { input: nothing, output: z.strictObject({ text: z.string() }) },
  /** What an import of a file would add. Nothing is changed. */
  previewImport: {
    input: z.strictObject({ text: z.string().max(1_048_576) }),
    output: z.strictObject({ entries: z.array(importEntry) }),
  },
  importConnections: {
    input: z.strictObject({
      text: z.string().max(1_048_576),
      /** Indexes of the entries to add; absent: all that can be added. */
      entries: z.array(z.number().int().min(0)).max(500).optional(),
    }),
    output: z.strictObject({ added: z.number().int(), skipped: z.array(z.string()) }),
  },
  /** Tests a login as typed. Nothing is stored. */
  testLogin: { input: loginTestRequest, output: loginTest },
  /** Write-only: no call returns a password. */
  setPassword: {
    input: z.strictObject({
      connectionId: id,
      password: z.string().max(10_000),
      /** The base URL that the user saw. If the connection's origin has changed since, the password is not stored. */
      baseUrl: z.string().max(2_048).optional(),
    }),
    output: connection,
  },
  /** Uses the stored password for the current origin after a confirmation in a window of the main process. */
  movePassword: { input: byConnection, output: connection },
  forgetPassword: { input: byConnection, output: connection },
  unlockWrites: { input: byConnection, output: connection },
  lockWrites: { input: byConnection, output: connection },
  acknowledgeUnencrypted: { input: byConnection, output: connection },
  /** For the current origin of the connection. */
  acknowledgeLinkLocal: { input: byConnection, output: connection },
  /** At most two GETs of known collections; bodies are not read. */
  detectLevel: { input: byConnection, output: connection },
  /**
   * Runs the diagnosis of a login and ends in a verdict. Cancelling closes the socket and still returns: with the steps
   * reached and without a verdict.
   */
  diagnoseLogin: {
    input: z.strictObject({ runId: id, connectionId: id, designator: z.string().min(1).max(8_192) }),
    output: doctorReport,
  },
  /** The access matrix as observed in this session. */
  getAccess: { input: nothing, output: z.array(connectionAccess) },
  /**
   * Sends a GET to every resource, one after the other with the connection's gap, for each connection. Cancelling
   * closes the socket and still returns what was found.
   */
  sweepAccess: { input: accessSweepRequest, output: accessSweep },
  /**
   * Sends one GET with login and cookie, with the login alone and with the cookie alone. Cancelling still returns:
   * with the trials made so far and without a verdict.
   */
  testCookies: {
    input: z.strictObject({ runId: id, connectionId: id, designator: z.string().min(1).max(8_192) }),
    output: cookieTest,
  },
  /**
   * Sends the same GET with two connections, one after the other, and compares the responses. Its exchanges report
   * their progress under `runId` and side, for example `r1.left`. Cancelling still returns what had arrived.
   */
  compareLogins: {
    input: z.strictObject({ runId: id, left: id, right: id, designator: z.string().min(1).max(8_192) }),
    output: loginComparison,
  },
  /** The faults that the practice server can simulate. */
  listPracticeFaults: { input: nothing, output: z.array(practiceFault) },
  /** Points a practice connection at a server with this fault; null: at the one without faults. */
  setPracticeFault: {
    input: z.strictObject({ connectionId: id, fault: z.string().min(1).max(60).nullable() }),
    output: connection,
  },
  getMeter: { input: byConnection, output: meter },

  /**
   * Sends one request with digest authentication. Cancelling the call closes the socket and still returns
   * the exchange: what had arrived is kept and marked incomplete.
   */
  sendRequest: { input: z.strictObject({ exchangeId: id, request: requestSpec }), output: exchange },

  /**
   * Fetches one resource as JSON, XML and CSV, one after the other, and compares the responses. Cancelling still
   * returns what had arrived. Its exchanges report their progress under `checkId` and format, for example `c1.json`.
   */
  checkFormats: { input: formatCheckRequest, output: formatCheck },
  /** Checks a customer's request offline. */
  checkPastedRequest: { input: headerCheckRequest, output: headerCheck },
  /** Tries variants of the stored password against a pasted response, offline. Can be cancelled. */
  findNearMisses: { input: nearMissRequest, output: nearMissResult },

  /** Shows HA1 and response of the last signed leg, after a confirmation in the main process. Never the password. */
  revealSignature: { input: z.strictObject({ exchangeId: id }), output: revealed },
  /** Builds the support bundle, and searches it for the secrets of its connection. */
  previewBundle: { input: bundleRequest, output: bundlePreview },
  /** Builds and searches the support bundle again, and saves it if no secret was found. */
  saveBundle: { input: saveBundleRequest, output: saveBundleResult },
  /** Searches a text meant for a ticket for the secrets of its connection. */
  checkTicket: { input: ticketCheckRequest, output: ticketCheck },

  /** Cannot be cancelled: a document is never half in one charset and half in another. */
  readDocumentAs: { input: readAsRequest, output: documentSummary },
  getRows: { input: rowsRequest, output: rowsWindow },
  getRecord: { input: recordRequest, output: wholeRecord },
  getValueRows: { input: valueRowsRequest, output: valueRowsWindow },
  getValueText: { input: valueTextRequest, output: valueText },
  getLines: { input: linesRequest, output: linesWindow },
  findInDocument: { input: findRequest, output: findResult },
  findBytes: { input: findBytesRequest, output: findBytesResult },
  locateByte: { input: locateByteRequest, output: bytePlace },
  seekRow: { input: seekRequest, output: seekResult },
  getWidestValues: { input: widestRequest, output: widestValues },
  countFilled: { input: filledRequest, output: filledCounts },
  findRows: { input: findRowsRequest, output: foundRows },
  verifyDocument: { input: verifyRequest, output: verifyResult },
  /** Reads CSV again with another delimiter, or with or without a header. All views of it change accordingly. */
  readCsvAs: { input: rereadRequest, output: documentSummary },
  copyRows: { input: copyRequest, output: z.strictObject({ text: z.string() }) },
  /** Cancelling does not leave a partial file; an existing file of that name stays as it was. */
  exportDocument: { input: exportRequest, output: exportResult },
  /** Saves a text as UTF-8 in a location that the user chooses. */
  saveText: { input: saveTextRequest, output: saveTextResult },
  getBytes: { input: bytesRequest, output: bytesWindow },
  closeDocument: { input: z.strictObject({ documentId: id }), output: nothing },

  /** One fresh GET of a record, the base of an edit. */
  readRecord: {
    input: z.strictObject({ connectionId: id, designator: z.string().min(1).max(8_192) }),
    output: recordReading,
  },
  listDrafts: { input: nothing, output: z.array(draft) },
  /** Returns when the draft is on disk. */
  saveDraft: { input: draft.omit({ savedAt: true }), output: draft },
  discardDrafts: { input: z.strictObject({ draftIds: z.array(draftId).max(100_000) }), output: nothing },
  /** Reads everything that would change and reports what a commit would do. Does not send a write. */
  reviewChanges: {
    input: z.strictObject({ connectionId: id, draftIds: z.array(draftId).min(1).max(100_000) }),
    output: review,
  },
  /** Undoes a commit, by the id of its run, or one of its writes, by the id of its entry. Does not send a write. */
  reviewUndo: { input: z.strictObject({ entryId: draftId }), output: review },
  /** A new review without some of the drafts of an earlier one. Does not send a request. */
  narrowReview: {
    input: z.strictObject({ reviewId: draftId, leaveOut: z.array(draftId).min(1).max(100_000) }),
    output: review,
  },
  /** Sends what a review showed, once. Returns when the commit has begun; `runChanged` reports the rest. */
  commitReview: { input: commitRequest, output: run },
  pauseRun: { input: byRun, output: run },
  resumeRun: { input: byRun, output: run },
  stopRun: { input: byRun, output: run },
  /** The commits that have not ended. */
  listRuns: { input: nothing, output: z.array(run) },
  listJournal: {
    input: z.strictObject({
      connectionId: id,
      limit: z.number().int().min(1).max(1_000),
      /** Only the writes of this commit, in the order of sending. */
      runId: id.optional(),
    }),
    output: z.array(journalEntry),
  },
  /** Latest first: one entry for each commit, however many records it wrote. */
  listCommits: {
    input: z.strictObject({ connectionId: id, limit: z.number().int().min(1).max(1_000) }),
    output: z.array(journalCommit),
  },
  /** Returns when the note is on disk. Empty: there is no note. */
  noteCommit: { input: z.strictObject({ runId: id, note: z.string().max(maxNote) }), output: run },
  /** What one write changed, with full values. */
  getJournalChanges: { input: z.strictObject({ entryId: draftId }), output: journalChanges },
  /** Deletes the finished writes of a connection. Drafts and unfinished commits stay. */
  clearJournal: { input: byConnection, output: nothing },
} satisfies Record<CallName, { input: z.ZodType; output: z.ZodType }>;

/** The events of the main process. */
export const eventContract = {
  connectionsChanged: z.array(connection),
  meterChanged: meter,
  exchangeProgress,
  formatCheckProgress,
  documentGrew: documentGrowth,
  exportProgress,
  exportDownload,
  doctorProgress,
  /** Everything observed on one connection. */
  accessChanged: connectionAccess,
  accessSweepProgress,
  cookieTestProgress,
  notice,
  /** A command chosen in the native menu, by its id in the renderer's command list. */
  command: z.strictObject({ id: z.string() }),
  /** After every step of a commit. */
  runChanged: run,
  storageChanged: z.strictObject({ unsaved }),
  /**
   * A read or write of a review or a commit. `isBodyKept`: it read back a new record or an emptied collection,
   * and its document is open so that the window that made the commit can show it without another request.
   */
  exchangeEnded: z.strictObject({ exchange, isBodyKept: z.boolean() }),
  /**
   * Raised in a browser tab by the tab: its server has ended, another one runs in its place and does not
   * know this tab, or a server is back. `restarted`: another one, without the responses fetched so far.
   */
  programChanged: z.strictObject({ state: z.enum(["ended", "refused", "back", "restarted"]) }),
} satisfies Record<EventName, z.ZodType>;

export type Contract = typeof contract;
export type CallInput<Name extends CallName> = z.infer<Contract[Name]["input"]>;
export type CallOutput<Name extends CallName> = z.infer<Contract[Name]["output"]>;
export type EventPayload<Name extends EventName> = z.infer<(typeof eventContract)[Name]>;

/** `window.api`, the same on both hosts. `callId` names the call for `cancelCall`. */
export type Api = {
  readonly [Name in CallName]: (input: CallInput<Name>, callId?: string) => Promise<Reply<CallOutput<Name>>>;
} & {
  /** Subscribes to an event; the returned function unsubscribes. */
  readonly on: <Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void) => () => void;
};
