import { totalmem } from "node:os";
import { Backstop } from "./backstop.ts";
import { openConnections } from "./connections/connections.ts";
import { createMovePassword } from "./connections/move-password.ts";
import type { Services } from "./dispatch.ts";
import { memoryLimits } from "./documents/limits.ts";
import { diagnose } from "./doctor/diagnose.ts";
import { createAccessCalls } from "./doctor/matrix/access-calls.ts";
import { createAccessStore } from "./doctor/matrix/access-store.ts";
import { createBundleCalls } from "./doctor/bundle/bundle-calls.ts";
import { createReveal } from "./doctor/reveal.ts";
import { testCookies } from "./doctor/cookies/test-cookies.ts";
import { createHeaderCheckCalls } from "./doctor/header-check-calls.ts";
import { compareLogins } from "./doctor/login-comparison/compare-logins.ts";
import { createDocumentStore } from "./documents/store.ts";
import { within } from "./edits/until-cut.ts";
import { openEdits } from "./edits/edits.ts";
import { createRecordApi } from "./edits/record-api.ts";
import { checkFormats } from "./exchanges/check-formats.ts";
import { detectLevel } from "./exchanges/detect-level.ts";
import { checkNeedsNoReview } from "./exchanges/check-review.ts";
import { createExchanges } from "./exchanges/exchanges.ts";
import { openMeterStore } from "./exchanges/meter.ts";
import { pause } from "./exchanges/pause.ts";
import { createExchangeRecorder } from "./exchanges/record-exchange.ts";
import { testLogin } from "./exchanges/test-login.ts";
import { createSender } from "./exchanges/outgoing.ts";
import { createExporting } from "./exporting/exporting.ts";
import { saveText } from "./exporting/save-text.ts";
import { createHttpClient } from "./http/http-client.ts";
import { createSeenSecrets } from "./http/seen-secrets.ts";
import { createNotices } from "./notices.ts";
import type { Confirm, Ports } from "./ports.ts";
import { createStorageHealth } from "./storage/storage-health.ts";
import { watchFolder } from "./storage/watch-folder.ts";
import { openSettingsStore } from "./settings/settings-store.ts";

export interface Core {
  readonly services: Services;
  /** Watches the calls, too. */
  readonly backstop: Backstop;
  /** Ends running work, writes unsaved data and frees threads and sockets. */
  dispose(): Promise<void>;
}

/** The hosts end the process after 5 s. Running work gets only a part of that, which leaves time for the stores. */
const maxEndOfWorkMs = 3_500;
const maxEndMs = 4_500;

/** Opens the stores and connects every call of the contract to its module. */
export async function createServices(given: Ports): Promise<Core> {
  const { clock, log, emit, dataFolder } = given;
  const backstop = new Backstop(log, () => clock.now());
  const ports = { ...given, confirm: given.confirm && holdWhileAsking(given.confirm, backstop) };
  const notices = createNotices(emit);
  const health = createStorageHealth(emit);
  const { ensureFolder = async () => undefined } = ports;
  const storage = { notices, log, clock, health, ensureFolder };
  const folderWatch = await watchFolder(ensureFolder, storage);
  const http = createHttpClient({ ...ports, backstop });
  const seen = createSeenSecrets();
  const documents = createDocumentStore({
    script: ports.workers.documentsScript,
    folder: ports.temporaryFolder,
    memory: memoryLimits(totalmem()),
    random: ports.random,
    log,
  });
  const [settings, meter] = await Promise.all([
    openSettingsStore(dataFolder, storage),
    openMeterStore(dataFolder, clock, emit, storage),
  ]);
  const access = createAccessStore(clock, emit);
  const connections = await openConnections(ports, storage, {
    loginEnded(sessionKey, connectionId) {
      http.forgetSession(sessionKey);
      access.loginEnded(sessionKey, connectionId);
    },
    removed(connectionId) {
      meter.forget(connectionId);
      seen.forget(connectionId);
    },
  });
  const sender = createSender(connections, http, meter, seen);
  const record = createExchangeRecorder({ ports, access });
  const api = createRecordApi({ sender, meter, documents, record });
  const edits = await openEdits({ ports, storage, connections, meter, api, backstop });
  const doctor = { ports, connections, access, sender, meter, forgetSession: (key: string) => http.forgetSession(key) };
  const detection = { clock, connections, access, sender, meter };
  const exchanges = createExchanges({
    ports,
    connections,
    access,
    sender,
    meter,
    documents,
    detectLevel: (connectionId, signal, refused) => detectLevel(detection, connectionId, signal, refused),
  });
  const exporting = createExporting({ ports, documents, hold: (id) => exchanges.holdDocument(id) });
  const formatChecking = { clock, emit, connections, exchanges, documents };
  const accessCalls = createAccessCalls({ clock, emit, connections, sender, meter, documents, access, pause });
  const loginComparing = { clock, sender, exchanges, documents };
  const headerChecks = createHeaderCheckCalls(connections, http, clock);
  const bundles = createBundleCalls({ ...ports, backstop }, connections, seen);
  const reveal = createReveal(ports.confirm, seen);
  const movePassword = createMovePassword(ports.confirm, connections);

  const services: Services = {
    getApplication: async () => ({
      ...ports.application,
      secretStorage: ports.vault.storage,
      notices: [...notices.all],
      unsaved: [...health.unsaved],
    }),

    getSettings: async () => settings.get(),
    updateSettings: (change) => settings.update(change),

    listConnections: async () => connections.list(),
    createConnection: (input) => connections.create(input),
    updateConnection: ({ connectionId, change }) => connections.update(connectionId, change),
    duplicateConnection: ({ connectionId }) => connections.duplicate(connectionId),
    async removeConnection({ connectionId }) {
      edits.checkIdle(connectionId);
      await connections.remove(connectionId);
      await edits.forget(connectionId);
      return {};
    },
    reorderConnections: ({ connectionIds }) => connections.reorder(connectionIds).then(nothing),
    exportConnections: async () => ({ text: connections.exportText() }),
    previewImport: async ({ text }) => ({ entries: connections.previewImport(text) }),
    importConnections: ({ text, entries }) => connections.importText(text, entries),
    testLogin: (request, { signal }) => testLogin({ ports, connections, http, meter, seen }, request, signal),
    setPassword: ({ connectionId, password, baseUrl }) => connections.setPassword(connectionId, password, baseUrl),
    movePassword: ({ connectionId }) => movePassword(connectionId),
    forgetPassword: ({ connectionId }) => connections.forgetPassword(connectionId),
    unlockWrites: async ({ connectionId }) => connections.unlockWrites(connectionId),
    lockWrites: async ({ connectionId }) => connections.lockWrites(connectionId),
    acknowledgeUnencrypted: ({ connectionId }) => connections.acknowledgeUnencrypted(connectionId),
    acknowledgeLinkLocal: ({ connectionId }) => connections.acknowledgeLinkLocal(connectionId),
    detectLevel: ({ connectionId }, { signal }) => detectLevel(detection, connectionId, signal),
    diagnoseLogin: (request, { signal }) => diagnose(doctor, request, signal),
    getAccess: async () => accessCalls.getAccess(),
    sweepAccess: (request, { signal }) => accessCalls.sweepAccess(request, signal),
    testCookies: (request, { signal }) => testCookies(doctor, request, signal),
    compareLogins: (request, { signal }) => compareLogins(loginComparing, request, signal),
    listPracticeFaults: async () => [...(await ports.practice.faults())],
    setPracticeFault: ({ connectionId, fault }) => connections.setPracticeFault(connectionId, fault),
    getMeter: async ({ connectionId }) => meter.get(connections.get(connectionId).connectionId),

    async sendRequest({ exchangeId, request }, { signal }) {
      checkNeedsNoReview(connections.get(request.connectionId), request);
      return exchanges.send(exchangeId, request, signal);
    },
    checkFormats: (request, { signal }) => checkFormats(formatChecking, request, signal),

    checkPastedRequest: async (request) => headerChecks.checkPastedRequest(request),
    findNearMisses: (request, { signal }) => headerChecks.findNearMisses(request, signal),

    revealSignature: ({ exchangeId }) => reveal(exchangeId),
    previewBundle: (request) => bundles.preview(request),
    saveBundle: (request, { signal }) => bundles.save(request, signal),
    checkTicket: (request) => bundles.checkTicket(request),

    readDocumentAs: (request) => documents.readAs(request),
    getRows: (request, { signal }) => documents.getRows(request, signal),
    getRecord: (request, { signal }) => documents.getRecord(request, signal),
    getValueRows: (request, { signal }) => documents.getValueRows(request, signal),
    getValueText: (request, { signal }) => documents.getValueText(request, signal),
    getLines: (request, { signal }) => documents.getLines(request, signal),
    findInDocument: (request, { signal }) => documents.find(request, signal),
    findBytes: (request, { signal }) => documents.findBytes(request, signal),
    locateByte: (request, { signal }) => documents.locateByte(request, signal),
    seekRow: (request, { signal }) => documents.seek(request, signal),
    getWidestValues: (request, { signal }) => documents.getWidestValues(request, signal),
    countFilled: (request, { signal }) => documents.countFilled(request, signal),
    findRows: (request, { signal }) => documents.findRows(request, signal),
    verifyDocument: (request, { signal }) => documents.verify(request, signal),
    readCsvAs: (request) => documents.reread(request),
    copyRows: (request, { signal }) => documents.copy(request, signal),
    exportDocument: (request, { signal }) => exporting.run(request, signal),
    saveText: (request, { signal }) => saveText(ports, request, signal),
    getBytes: (request) => documents.getBytes(request),
    closeDocument: async ({ documentId }) => {
      exchanges.closeDocument(documentId);
      return {};
    },

    readRecord: ({ connectionId, designator }, { signal }) => edits.readRecord(connectionId, designator, signal),
    listDrafts: async () => edits.listDrafts(),
    saveDraft: (draft) => edits.saveDraft(draft),
    discardDrafts: ({ draftIds }) => edits.discardDrafts(draftIds).then(nothing),
    reviewChanges: ({ connectionId, draftIds }, { signal }) => edits.review(connectionId, draftIds, signal),
    reviewUndo: ({ entryId }, { signal }) => edits.reviewUndo(entryId, signal),
    narrowReview: async ({ reviewId, leaveOut }) => edits.narrowReview(reviewId, leaveOut),
    commitReview: (request) => edits.commit(request),
    pauseRun: async ({ runId }) => edits.pause(runId),
    resumeRun: ({ runId }) => edits.resume(runId),
    stopRun: ({ runId }) => edits.stop(runId),
    listRuns: async () => edits.listRuns(),
    listJournal: async ({ connectionId, limit, runId }) => edits.listJournal(connectionId, limit, runId),
    listCommits: async ({ connectionId, limit }) => edits.listCommits(connectionId, limit),
    noteCommit: ({ runId, note }) => edits.noteCommit(runId, note),
    getJournalChanges: async ({ entryId }) => edits.getJournalChanges(entryId),
    clearJournal: ({ connectionId }) => edits.clearJournal(connectionId).then(nothing),
  };

  return {
    services,
    backstop,
    async dispose() {
      const begun = clock.monotonic();
      const end = async (what: string, work: Promise<unknown>, limitMs: number): Promise<void> => {
        await within(work, limitMs).catch((error: unknown) => log.error(`${what} did not end`, error));
      };
      await Promise.all([
        end("the exchanges", exchanges.close(), maxEndOfWorkMs),
        end("the exports", exporting.close(), maxEndOfWorkMs),
        end("the commits", edits.close(), maxEndOfWorkMs),
      ]);
      http.close();
      folderWatch.close();
      const left = Math.max(0, maxEndMs - (clock.monotonic() - begun));
      await Promise.all([
        end("the documents", documents.dispose(), left),
        end("the settings", settings.close(), left),
        end("the connections", connections.close(), left),
        end("the call counts", meter.close(), left),
      ]);
    },
  };
}

/** Calls that wait for a dialog are never overdue, however long the user takes. */
function holdWhileAsking(confirm: Confirm, backstop: Backstop): Confirm {
  return (question) => {
    const letGo = backstop.hold();
    return confirm(question).finally(letGo);
  };
}

/** The result of calls without a result. */
function nothing(): Record<string, never> {
  return {};
}
