import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Connection, ConnectionInput } from "#shared/connection.ts";
import { createNotices } from "../notices.ts";
import { createPortDoubles, createReversingVault, sessionVault, type PortDoubles } from "../port-doubles.ts";
import type { Vault } from "../ports.ts";
import { connectionDefaults } from "./connection-defaults.ts";
import { openConnections, type Connections } from "./connections.ts";

const input: ConnectionInput = {
  ...connectionDefaults,
  name: "Oak",
  baseUrl: "http://api.rezora.com",
  userName: "oak",
};

let doubles: PortDoubles;
let connections: Connections;
const listeners = { loginEnded: vi.fn<(key: string) => void>(), removed: vi.fn<(id: string) => void>() };

beforeEach(async () => {
  doubles = await createPortDoubles({ practice: "http://127.0.0.1:4711" });
  listeners.loginEnded.mockReset();
  listeners.removed.mockReset();
  connections = await open();
});
afterEach(async () => {
  await connections.close();
  await doubles.remove();
});

function open(vault: Vault = createReversingVault()): Promise<Connections> {
  const { ports, time } = doubles;
  return openConnections(
    { ...ports, vault },
    { notices: createNotices(ports.emit), log: ports.log, clock: time },
    listeners,
  );
}

async function restart(vault?: Vault): Promise<void> {
  await connections.close();
  connections = await open(vault);
}

const lastTold = (): Connection[] => doubles.payloadsOf("connectionsChanged").at(-1) as Connection[];

test("the first start has one practice connection per level, ready to use", async () => {
  expect(connections.list()).toMatchObject([
    { name: "Practice, agent", label: "", colour: "teal", practice: "agent", userName: "practice-agent" },
    { name: "Practice, company", label: "", colour: "violet", practice: "company", userName: "practice-company" },
  ]);
  for (const connection of connections.list()) {
    expect(connection).toMatchObject({ baseUrl: "", hasPassword: true, passwordNeeded: false, unencrypted: false });
    expect(connection.level.level).toBe("unknown");
    expect(connections.login(connection.connectionId).credentials?.password).toBe("practice");
  }
  await restart(sessionVault);
  expect(connections.list().map((connection) => connection.hasPassword)).toEqual([true, true]);
});

test("a practice connection has the server's address once it runs, and notifies once", async () => {
  expect((await connections.prepare("practice-agent")).baseUrl).toBe("http://127.0.0.1:4711");
  await connections.prepare("practice-company");
  expect(doubles.payloadsOf("connectionsChanged")).toHaveLength(1);
  expect(lastTold().map((connection) => connection.baseUrl)).toEqual(Array(2).fill("http://127.0.0.1:4711"));
  const edited = await connections.update("practice-agent", { baseUrl: "http://127.0.0.1:4711", name: "Tour" });
  expect(edited).toMatchObject({ name: "Tour", baseUrl: "http://127.0.0.1:4711" });
  await restart();
  expect(connections.get("practice-agent").baseUrl).toBe("");
});

test("a fault has its own address, and what was known about the login is forgotten", async () => {
  doubles.ports.practice.start = (fault = null) =>
    Promise.resolve({ baseUrl: `http://127.0.0.1:${fault === null ? 4711 : 4712}` });
  const sessionKey = (): string => connections.login("practice-agent").sessionKey;
  const before = sessionKey();
  connections.unlockWrites("practice-agent");
  const spoiled = await connections.setPracticeFault("practice-agent", "refused");
  expect(spoiled).toMatchObject({ practiceFault: "refused", unlockedUntil: null, level: { level: "unknown" } });
  expect(sessionKey()).not.toBe(before);
  expect((await connections.prepare("practice-agent")).baseUrl).toBe("http://127.0.0.1:4712");
  expect((await connections.prepare("practice-company")).baseUrl).toBe("http://127.0.0.1:4711");
  await restart();
  expect(connections.get("practice-agent").practiceFault).toBe("refused");
  expect(await connections.setPracticeFault("practice-agent", null)).toMatchObject({ practiceFault: null });
  const { connectionId } = await connections.create(input);
  await expect(connections.setPracticeFault(connectionId, "refused")).rejects.toMatchObject({ code: "invalid-input" });
});

test("deleted practice connections stay deleted", async () => {
  await connections.remove("practice-agent");
  await connections.remove("practice-company");
  await restart();
  expect(connections.list()).toEqual([]);
});

test("a connection is created, announced, changed and still there after a restart", async () => {
  const created = await connections.create({ ...input, baseUrl: " HTTP://API.rezora.com:80/ " });
  expect(created).toEqual({
    ...input,
    connectionId: created.connectionId,
    practice: null,
    practiceFault: null,
    hasPassword: false,
    passwordNeeded: false,
    level: { level: "unknown", evidence: "", observedAt: doubles.time.now() },
    unlockedUntil: null,
    unencrypted: true,
    unencryptedAcknowledged: false,
  });
  expect(lastTold().at(-1)).toEqual(created);
  const changed = await connections.update(created.connectionId, { gapMs: 900, label: undefined });
  expect(changed).toEqual({ ...created, gapMs: 900 });
  await restart();
  expect(connections.get(created.connectionId)).toEqual(changed);
});

test.each(["", "ftp://x", "http://a:b@x", "http://x?y", "//x"])(
  "a base URL like %j changes nothing",
  async (baseUrl) => {
    const { connectionId } = await connections.create(input);
    const before = connections.list();
    await expect(connections.create({ ...input, baseUrl })).rejects.toMatchObject({ code: "invalid-input" });
    await expect(connections.update(connectionId, { baseUrl })).rejects.toMatchObject({ code: "invalid-input" });
    expect(connections.list()).toEqual(before);
  },
);

test.each([
  ["https://api.rezora.com", false],
  ["http://localhost:8080", false],
  ["http://127.0.0.1", false],
  ["http://[::1]:81", false],
  ["http://api.rezora.com", true],
  ["http://[2001:db8::1]", true],
])("%s is unencrypted: %s", async (baseUrl, unencrypted) => {
  expect(await connections.create({ ...input, baseUrl })).toMatchObject({ baseUrl, unencrypted });
});

test("a deleted connection is not found", async () => {
  const notFound = { code: "not-found" };
  await expect(connections.update("nobody", {})).rejects.toMatchObject(notFound);
  await expect(connections.remove("nobody")).rejects.toMatchObject(notFound);
  await expect(connections.duplicate("nobody")).rejects.toMatchObject(notFound);
  await expect(connections.setPassword("nobody", "x")).rejects.toMatchObject(notFound);
  await expect(connections.reorder(["nobody"])).rejects.toMatchObject(notFound);
  expect(() => connections.unlockWrites("nobody")).toThrow(expect.objectContaining(notFound));
  expect(doubles.events).toEqual([]);
});

test("a duplicate comes after its original and has its own name and no password", async () => {
  const first = await connections.create(input);
  await connections.create({ ...input, name: "Elm" });
  await connections.setPassword(first.connectionId, "secret");
  const copy = await connections.duplicate(first.connectionId);
  const third = await connections.duplicate(first.connectionId);
  expect(copy).toMatchObject({ name: "Oak (2)", userName: "oak", hasPassword: false });
  expect(third.name).toBe("Oak (3)");
  expect(
    connections
      .list()
      .map((connection) => connection.name)
      .slice(2),
  ).toEqual(["Oak", "Oak (3)", "Oak (2)", "Elm"]);
  const long = await connections.create({ ...input, name: "x".repeat(200) });
  expect((await connections.duplicate(long.connectionId)).name).toBe(`${"x".repeat(196)} (2)`);
});

test("a duplicate of a practice connection uses the practice server, too", async () => {
  const copy = await connections.duplicate("practice-agent");
  expect(copy).toMatchObject({ practice: "agent", hasPassword: false });
  expect((await connections.prepare(copy.connectionId)).baseUrl).toBe("http://127.0.0.1:4711");
});

test("the user's order is kept across restarts", async () => {
  await connections.reorder(["practice-company"]);
  await restart();
  expect(connections.list().map((connection) => connection.connectionId)).toEqual([
    "practice-company",
    "practice-agent",
  ]);
  await expect(connections.reorder(["practice-agent", "practice-agent"])).rejects.toMatchObject({
    code: "invalid-input",
  });
});

test("the charset of the login belongs to the connection, and changing it makes another login", async () => {
  const { connectionId } = await connections.create(input);
  await connections.setPassword(connectionId, "p\u00e4ssword");
  expect(connections.login(connectionId).credentials).not.toHaveProperty("latin1");
  listeners.loginEnded.mockReset();
  expect(await connections.update(connectionId, { latin1Login: true })).toMatchObject({ latin1Login: true });
  expect(listeners.loginEnded).toHaveBeenCalledTimes(1);
  await restart();
  expect(connections.login(connectionId).credentials).toMatchObject({ latin1: true });
  await connections.update(connectionId, { gapMs: 900 });
  expect(connections.login(connectionId).credentials).toMatchObject({ latin1: true });
  listeners.loginEnded.mockReset();
  await connections.update(connectionId, { latin1Login: false });
  expect(connections.login(connectionId).credentials).not.toHaveProperty("latin1");
  expect(listeners.loginEnded).toHaveBeenCalledTimes(1);
});

test("a password is set, used and forgotten, and never sent to the window", async () => {
  const { connectionId } = await connections.create(input);
  expect(connections.login(connectionId).credentials).toBeNull();
  expect(await connections.setPassword(connectionId, "canary")).toMatchObject({ hasPassword: true });
  const login = { userName: "oak", password: "canary", quoteQop: false, extendedUserName: false };
  const credentials = { ...login, enteredFor: "http://api.rezora.com" };
  expect(connections.login(connectionId).credentials).toEqual(credentials);
  await restart();
  expect(connections.login(connectionId).credentials).toEqual(credentials);
  expect(await connections.forgetPassword(connectionId)).toMatchObject({ hasPassword: false, passwordNeeded: false });
  expect(connections.login(connectionId).credentials).toBeNull();
  await restart();
  expect(connections.get(connectionId).hasPassword).toBe(false);
  expect(JSON.stringify([doubles.events, doubles.logged])).not.toContain("canary");
});

test("a practice connection accepts another password, and forgets it like the others", async () => {
  await connections.setPassword("practice-agent", "wrong");
  expect(connections.login("practice-agent").credentials?.password).toBe("wrong");
  expect(await connections.forgetPassword("practice-agent")).toMatchObject({ hasPassword: false });
  await restart();
  expect(connections.login("practice-agent").credentials).toBeNull();
});

test("a password that can no longer be decrypted must be entered again; the rest works", async () => {
  const { connectionId } = await connections.create(input);
  await connections.setPassword(connectionId, "secret");
  const vault = createReversingVault();
  vault.lost = true;
  await restart(vault);
  expect(connections.get(connectionId)).toMatchObject({ hasPassword: false, passwordNeeded: true });
  expect(connections.login(connectionId).credentials).toBeNull();
  await connections.update(connectionId, { name: "Still works" });
  vault.lost = false;
  expect(connections.login(connectionId).credentials?.password).toBe("secret");
  expect(lastTold().at(-1)).toMatchObject({ name: "Still works", hasPassword: true, passwordNeeded: false });
});

test("deleting a connection deletes its password and what other modules keep for it", async () => {
  const { connectionId } = await connections.create(input);
  await connections.setPassword(connectionId, "secret");
  const { sessionKey } = connections.login(connectionId);
  await connections.remove(connectionId);
  expect(listeners.removed).toHaveBeenCalledWith(connectionId);
  expect(listeners.loginEnded).toHaveBeenLastCalledWith(sessionKey, connectionId);
  expect(await readFile(join(doubles.folder, "secrets.json"), "utf8")).not.toContain(connectionId);
});

test("every start is locked; unlocking is timed and announced; a change of account locks again", async () => {
  const { connectionId } = await connections.create({ ...input, unlockMinutes: 3 });
  expect(connections.unlockWrites(connectionId).unlockedUntil).toBe(doubles.time.now() + 180_000);
  expect(lastTold().at(-1)?.unlockedUntil).toBe(doubles.time.now() + 180_000);
  expect(connections.lockWrites(connectionId).unlockedUntil).toBeNull();
  connections.unlockWrites(connectionId);
  expect((await connections.update(connectionId, { label: "same account" })).unlockedUntil).not.toBeNull();
  expect((await connections.update(connectionId, { userName: "other" })).unlockedUntil).toBeNull();
  connections.unlockWrites(connectionId);
  expect((await connections.update(connectionId, { baseUrl: "http://other" })).unlockedUntil).toBeNull();
  connections.unlockWrites(connectionId);
  await restart();
  expect(connections.get(connectionId).unlockedUntil).toBeNull();
});

test("an expired unlock is announced", async () => {
  vi.useFakeTimers();
  try {
    connections.unlockWrites("practice-agent");
    const before = doubles.payloadsOf("connectionsChanged").length;
    doubles.time.pass(900_000);
    await vi.advanceTimersByTimeAsync(900_000);
    expect(doubles.payloadsOf("connectionsChanged")).toHaveLength(before + 1);
    expect(lastTold()[0]?.unlockedUntil).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});

test("an unencrypted connection is acknowledged per address", async () => {
  const { connectionId } = await connections.create(input);
  expect(await connections.acknowledgeUnencrypted(connectionId)).toMatchObject({ unencryptedAcknowledged: true });
  await connections.update(connectionId, { baseUrl: "http://API.rezora.com/", userName: "other" });
  await restart();
  expect(connections.get(connectionId).unencryptedAcknowledged).toBe(true);
  expect(await connections.update(connectionId, { baseUrl: "http://other" })).toMatchObject({
    unencryptedAcknowledged: false,
  });
});

const served = { designator: "contacts", resourceLevel: "agent", status: 200, login: "accepted" } as const;

test("a proven level is announced, kept, and forgotten with the login it was proven for", async () => {
  const { connectionId } = await connections.create(input);
  const prove = (): void => connections.observe(connectionId, connections.login(connectionId), served);
  const levelNow = (): string => connections.get(connectionId).level.level;
  prove();
  expect(lastTold().at(-1)?.level).toEqual({
    level: "agent",
    evidence: "contacts 200",
    observedAt: doubles.time.now(),
  });
  await restart();
  expect(levelNow()).toBe("agent");
  for (const change of [{ userName: "other" }, { baseUrl: "http://other" }]) {
    const { sessionKey } = connections.login(connectionId);
    await connections.update(connectionId, change);
    expect(levelNow()).toBe("unknown");
    expect(listeners.loginEnded).toHaveBeenLastCalledWith(sessionKey, connectionId);
    expect(connections.login(connectionId).sessionKey).not.toBe(sessionKey);
    prove();
    expect(levelNow()).toBe("agent");
  }
  await connections.setPassword(connectionId, "x");
  expect(levelNow()).toBe("unknown");
  prove();
  await connections.forgetPassword(connectionId);
  expect(levelNow()).toBe("unknown");
  prove();
  await connections.update(connectionId, { name: "Same login" });
  expect(levelNow()).toBe("agent");
});

test("a response to an earlier login, or for a deleted connection, proves nothing", async () => {
  const { connectionId } = await connections.create(input);
  const earlier = connections.login(connectionId);
  await connections.setPassword(connectionId, "other");
  connections.observe(connectionId, earlier, served);
  expect(connections.get(connectionId).level.level).toBe("unknown");
  const evidence = { level: "agent", evidence: "", observedAt: 0 } as const;
  expect((await connections.setLevel(connectionId, earlier, evidence)).level.level).toBe("unknown");
  const last = connections.login(connectionId);
  await connections.remove(connectionId);
  connections.observe(connectionId, last, served);
  expect(connections.list()).toHaveLength(2);
});

test("imported connections get their own names and no password, and nothing is started", async () => {
  await connections.create(input);
  const text = connections.exportText();
  expect(await connections.importText(text)).toEqual({ added: 1, skipped: [] });
  expect(await connections.importText(text)).toEqual({ added: 1, skipped: [] });
  expect(connections.list().slice(2)).toMatchObject([
    { name: "Oak", hasPassword: false },
    { name: "Oak (2)", hasPassword: false },
    { name: "Oak (3)", hasPassword: false },
  ]);
  const before = connections.list();
  await expect(connections.importText("{}")).rejects.toMatchObject({ code: "invalid-input" });
  expect(connections.list()).toEqual(before);
  expect(connections.get("practice-agent").baseUrl).toBe("");
});

test("the number of connections is limited, and an import that exceeds the limit adds none", async () => {
  const many = { format: "rezora-explorer-connections", version: 1, connections: Array<unknown>(500).fill(input) };
  await connections.importText(JSON.stringify(many));
  await expect(connections.importText(JSON.stringify(many))).rejects.toMatchObject({ code: "invalid-input" });
  expect(connections.list()).toHaveLength(502);
});

test("concurrent changes do not overwrite one another", async () => {
  const { connectionId } = await connections.create(input);
  await Promise.all([
    connections.setPassword(connectionId, "secret"),
    connections.update(connectionId, { name: "New name" }),
    connections.create({ ...input, name: "Elm" }),
    connections.acknowledgeUnencrypted(connectionId),
    connections.remove("practice-agent"),
  ]);
  await restart();
  expect(connections.list().map((connection) => connection.name)).toEqual(["Practice, company", "New name", "Elm"]);
  expect(connections.get(connectionId)).toMatchObject({ hasPassword: true, unencryptedAcknowledged: true });
});

test("damaged connections come back from the backup", async () => {
  await connections.create(input);
  await connections.close();
  await writeFile(join(doubles.folder, "connections.json"), "{");
  connections = await open();
  expect(connections.list().map((connection) => connection.name)).toEqual([
    "Practice, agent",
    "Practice, company",
    "Oak",
  ]);
  expect(doubles.payloadsOf("notice")).toMatchObject([{ code: "connections-recovered" }]);
});
