/**
 * The names of all calls and events: the only file the preload needs, so it imports nothing.
 * A call is a question from the renderer with one reply, an event is news from the main process.
 */
export const calls = [
  "getApplication",
  "cancelCall",
  "getSettings",
  "updateSettings",
  "listConnections",
  "createConnection",
  "updateConnection",
  "duplicateConnection",
  "removeConnection",
  "reorderConnections",
  "exportConnections",
  "importConnections",
  "setPassword",
  "forgetPassword",
  "unlockWrites",
  "lockWrites",
  "acknowledgeUnencrypted",
  "detectLevel",
  "diagnoseLogin",
  "listPracticeFaults",
  "setPracticeFault",
  "getMeter",
  "sendRequest",
  "checkFormats",
  "checkPastedRequest",
  "findNearMisses",
  "getRows",
  "getRecord",
  "getLines",
  "findInDocument",
  "findBytes",
  "locateByte",
  "seekRow",
  "verifyDocument",
  "copyRows",
  "exportDocument",
  "getBytes",
  "closeDocument",
] as const;
export type CallName = (typeof calls)[number];

export const events = [
  "connectionsChanged",
  "meterChanged",
  "exchangeProgress",
  "formatCheckProgress",
  "documentGrew",
  "exportProgress",
  "exportDownload",
  "doctorProgress",
  "notice",
  "command",
] as const;
export type EventName = (typeof events)[number];
