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

/** Something to say once, such as "The settings could not be read". Stays in the application until dismissed. */
export const notice = z.strictObject({
  code: z.string(),
  severity: z.enum(["info", "caution", "danger"]),
  title: z.string(),
  message: z.string(),
});
export type Notice = z.infer<typeof notice>;

/**
 * The stores of which the disk does not have the latest state: `settings`, `connections`, `secrets`, `meter`, `edits`,
 * or `folder` when nothing can be saved at all. Whatever claims to be saved is computed from it.
 */
const unsaved = z.array(z.string());

/** What differs between the hosts, by name; the renderer never asks which host it is. */
export const application = z.strictObject({
  version: z.string(),
  /** For key names in menus and tooltips. */
  platform: z.enum(["mac", "other"]),
  capabilities: z.strictObject({
    /** Passwords survive a restart. */
    keychain: z.boolean(),
    /** The host has a menu of its own, so the renderer shows no replacement. */
    nativeMenu: z.boolean(),
    /** HA1 and response of a handshake can be shown: the host can ask where no page can answer. */
    reveal: z.boolean(),
  }),
  secretStorage,
  /** Events from the start that had no subscriber yet. */
  notices: z.array(notice),
  unsaved,
});
export type Application = z.infer<typeof application>;

/**
 * The whole surface between renderer and main process: per call the schema of what goes in and what comes out.
 * Types are inferred from it and never repeated.
 */
export const contract = {
  getApplication: { input: nothing, output: application },
  /** Ends a call that is still running, by the id its caller gave it. Ending one that is over is no error. */
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
      /** Indexes of the entries to add; absent: all that fit. */
      entries: z.array(z.number().int().min(0)).max(500).optional(),
    }),
    output: z.strictObject({ added: z.number().int(), skipped: z.array(z.string()) }),
  },
  /** Tries a login as it is typed. Nothing of it is kept. */
  testLogin: { input: loginTestRequest, output: loginTest },
  /** Set-only: no call gives a password back. */
  setPassword: {
    input: z.strictObject({
      connectionId: id,
      password: z.string().max(10_000),
      /** The base URL that the user saw. If the connection has another origin by now, the password is not kept. */
      baseUrl: z.string().max(2_048).optional(),
    }),
    output: connection,
  },
  /** Uses the kept password for the current origin, after a confirmation in a window of the main process. */
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
  /** What was seen in this session of who may use what. */
  getAccess: { input: nothing, output: z.array(connectionAccess) },
  /**
   * Asks every resource by a GET, one after the other with the connection's gap, for each connection. Cancelling closes
   * the socket and still answers, with what was found out.
   */
  sweepAccess: { input: accessSweepRequest, output: accessSweep },
  /**
   * Sends one GET as always, without the server's cookie, and with nothing but the cookie. Cancelling still answers:
   * with the trials made and without a verdict.
   */
  testCookies: {
    input: z.strictObject({ runId: id, connectionId: id, designator: z.string().min(1).max(8_192) }),
    output: cookieTest,
  },
  /**
   * Sends the same GET with two connections, one after the other, and compares the answers. Its exchanges tell their
   * progress under `runId` and side, such as `r1.left`. Cancelling still answers, with what had come.
   */
  compareLogins: {
    input: z.strictObject({ runId: id, left: id, right: id, designator: z.string().min(1).max(8_192) }),
    output: loginComparison,
  },
  /** What the practice server can be made to do wrong. */
  listPracticeFaults: { input: nothing, output: z.array(practiceFault) },
  /** Leads a practice connection to a server with this fault; null to the one without. */
  setPracticeFault: {
    input: z.strictObject({ connectionId: id, fault: z.string().min(1).max(60).nullable() }),
    output: connection,
  },
  getMeter: { input: byConnection, output: meter },

  /**
   * Sends one request with digest authentication. Cancelling the call closes the socket and still answers with
   * the exchange: what had arrived is kept and marked incomplete.
   */
  sendRequest: { input: z.strictObject({ exchangeId: id, request: requestSpec }), output: exchange },

  /**
   * Fetches one resource as JSON, XML and CSV, one after the other, and compares the answers. Cancelling still answers
   * with what had arrived. Its exchanges tell their progress under `checkId` and format, such as `c1.json`.
   */
  checkFormats: { input: formatCheckRequest, output: formatCheck },
  /** What is wrong with a customer's request, found out on this computer alone. */
  checkPastedRequest: { input: headerCheckRequest, output: headerCheck },
  /** Tries passwords like the one on file against a pasted response, on this computer alone. Can be cancelled. */
  findNearMisses: { input: nearMissRequest, output: nearMissResult },

  /** Shows HA1 and response of the last signed leg, after a confirmation in the main process. Never the password. */
  revealSignature: { input: z.strictObject({ exchangeId: id }), output: revealed },
  /** Builds the support bundle, and searches it for the secrets of its connection. */
  previewBundle: { input: bundleRequest, output: bundlePreview },
  /** Builds and searches it again, and saves it where nothing was found. */
  saveBundle: { input: saveBundleRequest, output: saveBundleResult },
  /** Searches a text for a ticket for the secrets of its connection. */
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
  /** Reads CSV again with another delimiter, or with or without a header. Everything shown of it follows. */
  readCsvAs: { input: rereadRequest, output: documentSummary },
  copyRows: { input: copyRequest, output: z.strictObject({ text: z.string() }) },
  /** Cancelling leaves no file behind, and what stood under its name as it was. */
  exportDocument: { input: exportRequest, output: exportResult },
  /** Saves a text as UTF-8, where the person says. */
  saveText: { input: saveTextRequest, output: saveTextResult },
  getBytes: { input: bytesRequest, output: bytesWindow },
  closeDocument: { input: z.strictObject({ documentId: id }), output: nothing },

  /** One fresh GET of a record: what editing starts from. */
  readRecord: {
    input: z.strictObject({ connectionId: id, designator: z.string().min(1).max(8_192) }),
    output: recordReading,
  },
  listDrafts: { input: nothing, output: z.array(draft) },
  /** Answers when the draft is on the disk. */
  saveDraft: { input: draft.omit({ savedAt: true }), output: draft },
  discardDrafts: { input: z.strictObject({ draftIds: z.array(draftId).max(100_000) }), output: nothing },
  /** Reads everything that is to be changed and says what a commit would do; sends no write. */
  reviewChanges: {
    input: z.strictObject({ connectionId: id, draftIds: z.array(draftId).min(1).max(100_000) }),
    output: review,
  },
  /** Undoes a commit, by the id of its run, or one of its writes, by that of its entry. Sends no write. */
  reviewUndo: { input: z.strictObject({ entryId: draftId }), output: review },
  /** What a review showed, as another review without some of its drafts. Nothing is read for it. */
  narrowReview: {
    input: z.strictObject({ reviewId: draftId, leaveOut: z.array(draftId).min(1).max(100_000) }),
    output: review,
  },
  /** Sends what a review showed, once; answers when it has begun, and `runChanged` tells the rest. */
  commitReview: { input: commitRequest, output: run },
  pauseRun: { input: byRun, output: run },
  resumeRun: { input: byRun, output: run },
  stopRun: { input: byRun, output: run },
  /** Those that are not over. */
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
  /** Answers when the note is on the disk. Empty: there is no note. */
  noteCommit: { input: z.strictObject({ runId: id, note: z.string().max(maxNote) }), output: run },
  /** What one write changed, with all of its values. */
  getJournalChanges: { input: z.strictObject({ entryId: draftId }), output: journalChanges },
  /** Forgets the writes of a connection that are over. Drafts and unfinished commits stay. */
  clearJournal: { input: byConnection, output: nothing },
} satisfies Record<CallName, { input: z.ZodType; output: z.ZodType }>;

/** What the main process tells without being asked. */
export const eventContract = {
  connectionsChanged: z.array(connection),
  meterChanged: meter,
  exchangeProgress,
  formatCheckProgress,
  documentGrew: documentGrowth,
  exportProgress,
  exportDownload,
  doctorProgress,
  /** Everything seen of one connection. */
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
   * A read or a write that a review or a commit made. `isBodyKept`: it read back a new record or an emptied collection,
   * and its document is open so that the window that made the commit can show it without another request.
   */
  exchangeEnded: z.strictObject({ exchange, isBodyKept: z.boolean() }),
  /**
   * In a browser tab, from the tab itself: the program behind it has ended, another one runs in its place and does not
   * know this tab, or there is one again. `restarted`: another one, which has none of the responses that were fetched.
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
  /** Listens to an event; the returned function ends it. */
  readonly on: <Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void) => () => void;
};
