import { expect, test } from "vitest";
import type { Connection } from "#shared/connection.ts";
import { keptPassword, type KeptPassword } from "./kept-password.ts";

const connection: Connection = {
  name: "Oak",
  label: "",
  colour: "blue",
  baseUrl: "https://old.example/rezora",
  apiVersion: "v1",
  userName: "oak",
  gapMs: 500,
  unlockMinutes: 15,
  idleTimeoutSeconds: 30,
  quoteQop: false,
  extendedUserName: false,
  connectionId: "one",
  practice: null,
  practiceFault: null,
  hasPassword: true,
  passwordNeeded: false,
  level: { level: "unknown", evidence: "", observedAt: 0 },
  unlockedUntil: null,
  unencrypted: false,
  unencryptedAcknowledged: false,
};
const moved: Connection = {
  ...connection,
  baseUrl: "https://new.example",
  hasPassword: false,
  passwordOrigin: "https://old.example",
};
const none = { isUsed: false, canForget: false, canMove: false, hint: "" };
const used = { isUsed: true, canForget: true, canMove: false, hint: "" };
const toNew = "The stored password was entered for https://old.example. It is not used for https://new.example.";
const toHttp = "The stored password was entered for https://old.example. It is not used for http://old.example.";

const table: readonly (readonly [connection: Connection | null, typed: string, KeptPassword])[] = [
  [null, "https://new.example", none],
  [connection, "https://old.example/rezora", used],
  [connection, "https://OLD.example:443", used],
  [connection, "", used],
  [connection, "https://", used],
  [connection, "https://new.example", { isUsed: false, canForget: true, canMove: false, hint: toNew }],
  [connection, "http://old.example", { isUsed: false, canForget: true, canMove: false, hint: toHttp }],
  [moved, "https://new.example", { isUsed: false, canForget: true, canMove: true, hint: toNew }],
  [moved, "https://old.example", used],
  [moved, "http://old.example", { isUsed: false, canForget: true, canMove: false, hint: toHttp }],
  [{ ...connection, hasPassword: false }, "https://new.example", none],
  [
    { ...connection, hasPassword: false, passwordNeeded: true },
    "https://old.example",
    { ...none, hint: "The stored password can no longer be read. Enter it again." },
  ],
  [{ ...connection, practice: "agent", baseUrl: "" }, "", used],
];

test("what the dialog says about the stored password, for the typed base URL [security: password-words]", () => {
  for (const [of, typed, kept] of table) expect(keptPassword(of, typed)).toEqual(kept);
});
