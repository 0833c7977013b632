import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Notice } from "#shared/contract.ts";
import type { Draft } from "#shared/edits.ts";
import { connectionDefaults } from "../connections/connection-defaults.ts";
import { createPortDoubles, type PortDoubles } from "../port-doubles.ts";
import { createServices, type Core } from "../services.ts";

/** Removed data must not be on disk when the call has returned: a kill right then must not bring it back. */
const canary = "Canary-4711";
const context = { signal: new AbortController().signal };

let doubles: PortDoubles;
let core: Core;
beforeEach(async () => {
  doubles = await createPortDoubles();
  core = await createServices(doubles.ports);
});
afterEach(async () => {
  await core.dispose();
  await doubles.remove();
});

async function filesWith(text: string): Promise<string[]> {
  const names = await readdir(doubles.folder, { recursive: true });
  const found = await Promise.all(
    names.map(async (name) =>
      (await readFile(join(doubles.folder, name), "latin1").catch(() => "")).includes(text) ? [name] : [],
    ),
  );
  return found.flat();
}

/** The files that hold a password as the vault of the test encrypts it: its text reversed, in base64. */
async function filesWithPassword(password: string): Promise<string[]> {
  const reversed = Array.from(password).toReversed().join("");
  const names = await readdir(doubles.folder, { recursive: true });
  const found = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(doubles.folder, name), "latin1").catch(() => "");
      const encrypted = text.match(/[A-Za-z0-9+/]{16,}={0,2}/gu) ?? [];
      return encrypted.some((piece) => Buffer.from(piece, "base64").includes(reversed)) ? [name] : [];
    }),
  );
  return found.flat();
}

async function connect(name: string): Promise<string> {
  const input = { ...connectionDefaults, name, baseUrl: "http://127.0.0.1:9", userName: name };
  const { connectionId } = await core.services.createConnection(input, context);
  return connectionId;
}

function draftOf(connectionId: string, id: string, value: string): Omit<Draft, "savedAt"> {
  const designator = `contacts/${id}`;
  const change: Draft["change"] = {
    kind: "update",
    designator,
    title: "",
    base: [["contact_title", ""]],
    fields: [["contact_title", value]],
    bodyFormat: "json",
  };
  return { draftId: `${connectionId} ${designator}`, connectionId, change, unread: null };
}

/** What damage, an update and an older version leave next to the files. */
async function leaveCopies(): Promise<void> {
  const path = (name: string): string => join(doubles.folder, name);
  await copyFile(path("connections.json"), path("connections.json.bad-2026-01-01T00-00-00"));
  await copyFile(path("connections.json"), path("connections.v1.backup.json.bad-2026-01-01T00-00-00"));
  await copyFile(path("secrets.json"), path("secrets.json.bad-2026-01-01T00-00-00"));
  await copyFile(path("edits.log"), path("edits.log.bad-2026-01-01T00-00-00"));
}

test("nothing of a removed connection is on disk when the call has returned [security: removed-at-once]", async () => {
  const connectionId = await connect(canary);
  await core.services.setPassword({ connectionId, password: canary }, context);
  await core.services.saveDraft(draftOf(connectionId, "1", canary), context);
  await core.services.saveDraft(draftOf(connectionId, "2", canary), context);
  await leaveCopies();
  expect((await filesWith(canary)).length).toBeGreaterThan(4);
  expect((await filesWithPassword(canary)).length).toBeGreaterThan(2);
  await core.services.removeConnection({ connectionId }, context);
  expect(await filesWith(canary)).toEqual([]);
  expect(await filesWithPassword(canary)).toEqual([]);
});

test("nothing of a discarded draft or its earlier versions is on disk; other drafts stay [security: discarded-at-once]", async () => {
  const connectionId = await connect("One");
  for (const value of [`${canary} a`, `${canary} ab`, canary]) {
    await core.services.saveDraft(draftOf(connectionId, "1", value), context);
  }
  await core.services.saveDraft(draftOf(connectionId, "2", "Other"), context);
  await core.services.setPassword({ connectionId, password: "x" }, context);
  await leaveCopies();
  const [first] = await core.services.listDrafts({}, context);
  await core.services.discardDrafts({ draftIds: [first?.draftId ?? ""] }, context);
  expect(await filesWith(canary)).toEqual([]);
  expect(await filesWith('"Other"')).toEqual(["edits.log", "edits.log.bad-2026-01-01T00-00-00"]);
});

test("a forgotten password is no longer in any file [security: forgotten-at-once]", async () => {
  const connectionId = await connect("One");
  await core.services.setPassword({ connectionId, password: canary }, context);
  await core.services.saveDraft(draftOf(connectionId, "1", "x"), context);
  await leaveCopies();
  expect((await filesWithPassword(canary)).length).toBeGreaterThan(2);
  await core.services.forgetPassword({ connectionId }, context);
  expect(await filesWithPassword(canary)).toEqual([]);
});

const unsavedNow = async (): Promise<string[]> => (await core.services.getApplication({}, context)).unsaved;

test("a deleted folder: the next save of each store reports it, and nothing claims to be saved [security: folder-deleted]", async () => {
  const connectionId = await connect("One");
  await core.services.saveDraft(draftOf(connectionId, "1", "first"), context);
  await rm(doubles.folder, { recursive: true });
  await expect(core.services.saveDraft(draftOf(connectionId, "1", "second"), context)).rejects.toMatchObject({
    code: "storage-failed",
  });
  await core.services.updateSettings({ theme: "dark" }, context);
  await connect("Two");
  expect(await unsavedNow()).toEqual(expect.arrayContaining(["edits", "settings", "connections"]));
  const said = doubles.payloadsOf("notice") as Notice[];
  expect(said.map(({ code }) => code)).toEqual(expect.arrayContaining(["edits-unsaved", "settings-unsaved"]));
  expect(said.every(({ message }) => message.startsWith("The folder is missing."))).toBe(true);
  // The change is kept in memory, and the deleted folder is not recreated.
  expect((await core.services.listDrafts({}, context)).map(({ change }) => change.fields)).toEqual([
    [["contact_title", "second"]],
  ]);
  await expect(readdir(doubles.folder)).rejects.toThrow("ENOENT");
});

test("a folder that is back, or a new one with its name, gets everything at the next save [security: folder-back]", async () => {
  const connectionId = await connect("One");
  await core.services.updateSettings({ theme: "dark" }, context);
  await core.services.saveDraft(draftOf(connectionId, "1", "first"), context);
  await rename(doubles.folder, `${doubles.folder}-away`);
  await expect(core.services.saveDraft(draftOf(connectionId, "1", "second"), context)).rejects.toThrow();
  await mkdir(doubles.folder);
  await core.services.saveDraft(draftOf(connectionId, "2", "third"), context);
  await core.dispose();
  core = await createServices((doubles = await createPortDoubles({ folder: doubles.folder })).ports);
  const drafts = await core.services.listDrafts({}, context);
  expect(drafts.map(({ change }) => change.fields[0]?.[1])).toEqual(["second", "third"]);
  expect(await core.services.getSettings({}, context)).toMatchObject({ theme: "dark" });
  expect((await core.services.listConnections({}, context)).map(({ name }) => name)).toContain("One");
  await rm(`${doubles.folder}-away`, { recursive: true });
});

const changes: readonly (readonly [string, (path: string) => Promise<unknown>])[] = [
  ["deleted", (path) => rm(path)],
  ["replaced by a folder", (path) => rm(path).then(() => mkdir(path))],
  ["changed by another program", (path) => writeFile(`${path}.x`, "theirs").then(() => rename(`${path}.x`, path))],
];

test("files that another program deletes, replaces or changes: memory is saved again, their version is kept [security: file-changed]", async () => {
  const connectionId = await connect("One");
  await core.services.updateSettings({ theme: "dark" }, context);
  await core.services.saveDraft(draftOf(connectionId, "0", "zero"), context);
  let count = 0;
  for (const [name, change] of changes) {
    for (const file of ["settings.json", "settings.v1.backup.json", "connections.json", "edits.log"]) {
      await change(join(doubles.folder, file));
      count += 1;
      await core.services.updateSettings({ sidebarWidth: 200 + count }, context);
      await core.services.updateConnection({ connectionId, change: { name: `One ${String(count)}` } }, context);
      await core.services.saveDraft(draftOf(connectionId, "1", String(count)), context);
      expect(await unsavedNow(), `${file} ${name}`).toEqual([]);
      expect(await readFile(join(doubles.folder, "settings.json"), "utf8")).toContain(String(200 + count));
      expect(await readFile(join(doubles.folder, "connections.json"), "utf8")).toContain(`One ${String(count)}`);
      const log = await readFile(join(doubles.folder, "edits.log"), "utf8");
      expect(log).toContain(`"${String(count)}"`);
      expect(log).toContain('"zero"');
    }
  }
  const theirs = await filesWith("theirs");
  expect(theirs.filter((name) => name.includes(".bad-"))).toHaveLength(3);
});
