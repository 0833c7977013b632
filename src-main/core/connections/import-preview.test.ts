import { expect, test } from "vitest";
import { connectionDefaults } from "./connection-defaults.ts";
import { previewImport } from "./import-preview.ts";
import { practiceConnections } from "./practice-connections.ts";
import { unknownLevel, type StoredConnection } from "./stored-connection.ts";
import { readConnections } from "./transfer.ts";

const stored: StoredConnection = {
  ...connectionDefaults,
  name: "Harbour & Oak agent",
  baseUrl: "https://api.rezora.com",
  userName: "hoak",
  connectionId: "1",
  practice: null,
  practiceFault: null,
  usesPracticePassword: false,
  unencryptedAcknowledged: false,
  level: unknownLevel(0),
};

function preview(...entries: unknown[]) {
  const text = JSON.stringify({ format: "rezora-explorer-connections", version: 1, connections: entries });
  return previewImport(readConnections(text).entries, [...practiceConnections, stored]);
}

const oak = { name: "Oak", baseUrl: "https://api.rezora.com", userName: "hoak" };

test.each([
  ["the same login under another name", oak],
  ["another spelling of the base URL", { ...oak, baseUrl: "HTTPS://API.Rezora.com:443/" }],
  ["other settings", { ...oak, gapMs: 7, colour: "violet", label: "x" }],
])("%s is a duplicate, and the connection it repeats is named", (_, entry) => {
  expect(preview(entry)).toMatchObject([{ state: "duplicate", of: "Harbour & Oak agent", where: "list" }]);
});

test.each([
  ["another user name", { ...oak, userName: "hoak-2" }],
  ["another API version", { ...oak, apiVersion: "v2" }],
  ["another port", { ...oak, baseUrl: "https://api.rezora.com:8443" }],
  ["another path", { ...oak, baseUrl: "https://api.rezora.com/api" }],
  ["http instead of https", { ...oak, baseUrl: "http://api.rezora.com" }],
  ["a user name in other letters", { ...oak, userName: "Hoak" }],
  ["the name of a connection that is there", { ...oak, name: "Harbour & Oak agent", userName: "other" }],
])("%s is another login", (_, entry) => {
  expect(preview(entry)).toMatchObject([{ state: "new", name: entry.name }]);
});

test("the second of two equal entries in one file is a duplicate of the first", () => {
  const elm = { ...oak, name: "Elm", userName: "elm" };
  expect(preview(elm, { ...elm, name: "Elm again" })).toMatchObject([
    { state: "new", name: "Elm" },
    { state: "duplicate", name: "Elm again", of: "Elm", where: "file" },
  ]);
});

test("an invalid entry keeps its position and has a reason", () => {
  expect(preview(oak, { name: "Bad" }, { ...oak, userName: "new" }).map(({ state }) => state)).toEqual([
    "duplicate",
    "unfit",
    "new",
  ]);
  expect(preview({ name: "Bad" })).toEqual([{ state: "unfit", name: "Bad", reason: "The base URL is missing." }]);
});

test("an entry is never a duplicate of a practice connection", () => {
  expect(preview({ name: "P", baseUrl: "http://127.0.0.1:1", userName: "practice-agent" })[0]?.state).toBe("new");
});
