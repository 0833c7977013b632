import { totalmem } from "node:os";
import { openConnections } from "./connections/connections.ts";
import type { Services } from "./dispatch.ts";
import { memoryLimits } from "./documents/limits.ts";
import { diagnose } from "./doctor/diagnose.ts";
import { testCookies } from "./doctor/cookies/test-cookies.ts";
import { createCourtCalls } from "./doctor/court-calls.ts";
import { compareLogins } from "./doctor/logins/compare-logins.ts";
import { createDocumentStore } from "./documents/store.ts";
import { checkFormats } from "./exchanges/check-formats.ts";
import { detectLevel } from "./exchanges/detect-level.ts";
import { createExchanges } from "./exchanges/exchanges.ts";
import { openMeterStore } from "./exchanges/meter.ts";
import { createSender } from "./exchanges/outgoing.ts";
import { createExporting } from "./exporting/exporting.ts";
import { createHttpClient } from "./http/http-client.ts";
import { createNotices } from "./notices.ts";
import type { Ports } from "./ports.ts";
import { openSettingsStore } from "./settings/settings-store.ts";

export interface Core {
  readonly services: Services;
  /** Ends what is running, writes what is left and frees threads and sockets. */
  dispose(): Promise<void>;
}

/** The application behind the bridge: opens the stores and wires every call of the contract to its module. */
export async function createServices(ports: Ports): Promise<Core> {
  const { clock, log, emit, dataFolder } = ports;
  const notices = createNotices(emit);
  const storage = { notices, log, clock };
  const http = createHttpClient(ports);
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
  const connections = await openConnections(ports, storage, {
    loginEnded: (sessionKey) => http.forgetSession(sessionKey),
    removed: (connectionId) => meter.forget(connectionId),
  });
  const sender = createSender(connections, http, meter);
  const doctor = { ports, connections, sender, meter, forgetSession: (key: string) => http.forgetSession(key) };
  const detection = { clock, connections, sender, meter };
  const exchanges = createExchanges({
    ports,
    connections,
    sender,
    meter,
    documents,
    detectLevel: (connectionId, signal, refused) => detectLevel(detection, connectionId, signal, refused),
  });
  const exporting = createExporting({ ports, documents, hold: (id) => exchanges.holdDocument(id) });
  const formatChecking = { clock, emit, connections, exchanges, documents };
  const loginComparing = { clock, sender, exchanges, documents };
  const court = createCourtCalls(connections, http, clock);

  const services: Services = {
    getApplication: async () => ({
      ...ports.application,
      secretStorage: ports.vault.storage,
      notices: [...notices.all],
    }),

    getSettings: async () => settings.get(),
    updateSettings: (change) => settings.update(change),

    listConnections: async () => connections.list(),
    createConnection: (input) => connections.create(input),
    updateConnection: ({ connectionId, change }) => connections.update(connectionId, change),
    duplicateConnection: ({ connectionId }) => connections.duplicate(connectionId),
    removeConnection: ({ connectionId }) => connections.remove(connectionId).then(nothing),
    reorderConnections: ({ connectionIds }) => connections.reorder(connectionIds).then(nothing),
    exportConnections: async () => ({ text: connections.exportText() }),
    importConnections: ({ text }) => connections.importText(text),
    setPassword: ({ connectionId, password }) => connections.setPassword(connectionId, password),
    forgetPassword: ({ connectionId }) => connections.forgetPassword(connectionId),
    unlockWrites: async ({ connectionId }) => connections.unlockWrites(connectionId),
    lockWrites: async ({ connectionId }) => connections.lockWrites(connectionId),
    acknowledgeUnencrypted: ({ connectionId }) => connections.acknowledgeUnencrypted(connectionId),
    detectLevel: ({ connectionId }, { signal }) => detectLevel(detection, connectionId, signal),
    diagnoseLogin: (request, { signal }) => diagnose(doctor, request, signal),
    testCookies: (request, { signal }) => testCookies(doctor, request, signal),
    compareLogins: (request, { signal }) => compareLogins(loginComparing, request, signal),
    listPracticeFaults: async () => [...(await ports.practice.faults())],
    setPracticeFault: ({ connectionId, fault }) => connections.setPracticeFault(connectionId, fault),
    getMeter: async ({ connectionId }) => meter.get(connections.get(connectionId).connectionId),

    sendRequest: ({ exchangeId, request }, { signal }) => exchanges.send(exchangeId, request, signal),
    checkFormats: (request, { signal }) => checkFormats(formatChecking, request, signal),

    checkPastedRequest: async (request) => court.checkPastedRequest(request),
    findNearMisses: (request, { signal }) => court.findNearMisses(request, signal),

    getRows: (request, { signal }) => documents.getRows(request, signal),
    getRecord: (request, { signal }) => documents.getRecord(request, signal),
    getLines: (request, { signal }) => documents.getLines(request, signal),
    findInDocument: (request, { signal }) => documents.find(request, signal),
    findBytes: (request, { signal }) => documents.findBytes(request, signal),
    locateByte: (request, { signal }) => documents.locateByte(request, signal),
    seekRow: (request, { signal }) => documents.seek(request, signal),
    verifyDocument: (request, { signal }) => documents.verify(request, signal),
    copyRows: (request, { signal }) => documents.copy(request, signal),
    exportDocument: (request, { signal }) => exporting.run(request, signal),
    getBytes: (request) => documents.getBytes(request),
    closeDocument: async ({ documentId }) => {
      exchanges.closeDocument(documentId);
      return {};
    },
  };

  return {
    services,
    async dispose() {
      await Promise.all([exchanges.close(), exporting.close()]);
      http.close();
      await documents.dispose();
      await Promise.all([settings.close(), connections.close(), meter.close()]);
    },
  };
}

/** The answer of calls that have none. */
function nothing(): Record<string, never> {
  return {};
}
