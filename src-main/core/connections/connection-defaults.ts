import type { ConnectionInput } from "#shared/connection.ts";

/** The values of a new connection. */
export const connectionDefaults = {
  label: "",
  colour: "blue",
  apiVersion: "v1",
  userName: "",
  gapMs: 500,
  unlockMinutes: 15,
  idleTimeoutSeconds: 30,
  quoteQop: false,
  extendedUserName: false,
} as const satisfies Partial<ConnectionInput>;
