import { copyFile, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ConnectionInput } from "#shared/connection.ts";
import { canonicalOrigin } from "#shared/rezora/canonical-origin.ts";
import { nowhere, question } from "../exchanges/detect-level.ts";
import { openMeterStore } from "../exchanges/meter.ts";
import { createSender, type Outgoing, type Sender } from "../exchanges/outgoing.ts";
import { verifyAuthorization } from "../digest/self-check.ts";
import { toWire } from "../digest/wire-text.ts";
import {
  createTestClient,
  response,
  startLoopbackServer,
  testCredentials,
  unauthorized,
  type LoopbackServer,
} from "../http/loopback.ts";
import type { HttpClient } from "../http/send-contract.ts";
import { createSeenSecrets } from "../http/seen-secrets.ts";
import { createNotices } from "../notices.ts";
import { createPortDoubles, createReversingVault, sessionVault, type PortDoubles } from "../port-doubles.ts";
import type { Question, Vault } from "../ports.ts";
import { connectionDefaults } from "./connection-defaults.ts";
import { openConnections, type Connections } from "./connections.ts";
import { createMovePassword } from "./move-password.ts";

const input: ConnectionInput = {
  ...connectionDefaults,
  name: "Oak",
  baseUrl: "https://old.example/rezora",
  userName: "oak",
};
const samples = fileURLToPath(new URL("../storage/samples", import.meta.url));

let doubles: PortDoubles;
let connections: Connections;

beforeEach(async () => {
  doubles = await createPortDoubles();
  connections = await open();
});
afterEach(async () => {
  await connections.close();
  await doubles.remove();
});

function storage() {
  const { ports, time } = doubles;
  return { notices: createNotices(ports.emit), log: ports.log, clock: time };
}

function open(vault: Vault = createReversingVault(), loginEnded: (key: string) => void = () => undefined) {
  return openConnections({ ...doubles.ports, vault }, storage(), { loginEnded, removed: () => undefined });
}

async function restart(vault?: Vault, loginEnded?: (key: string) => void): Promise<void> {
  await connections.close();
  connections = await open(vault, loginEnded);
}

const path = (name: string): string => join(doubles.folder, name);

/** Changes a stored file as somebody would who can write to the folder but cannot decrypt. */
async function tamper(kind: string, change: (text: string) => string): Promise<void> {
  for (const name of await readdir(doubles.folder)) {
    if (!name.startsWith(`${kind}.`)) continue;
    await writeFile(path(name), change(await readFile(path(name), "utf8")));
  }
}

async function withPassword(change: Partial<ConnectionInput> = {}): Promise<string> {
  const { connectionId } = await connections.create({ ...input, ...change });
  await connections.setPassword(connectionId, "canary");
  return connectionId;
}

const loginOf = (connectionId: string): string | undefined => connections.login(connectionId).credentials?.password;

describe("a password is bound to the origin that it was entered for", () => {
  test.each([
    "http://old.example/rezora",
    "https://old.example:8443/rezora",
    "https://old.example.evil.example",
    "https://evil.example",
    "https://[::1]",
  ])("%s is another origin", async (baseUrl) => {
    const connectionId = await withPassword();
    expect(await connections.update(connectionId, { baseUrl })).toMatchObject({
      hasPassword: false,
      passwordNeeded: false,
      passwordOrigin: "https://old.example",
    });
    expect(connections.login(connectionId).credentials).toBeNull();
    await restart();
    expect(connections.login(connectionId).credentials).toBeNull();
    expect(connections.get(connectionId).passwordOrigin).toBe("https://old.example");
  });

  test("another path, version or spelling of the same origin keeps the password [security: password-follows-no-base-url]", async () => {
    const connectionId = await withPassword();
    for (const baseUrl of ["https://OLD.example:443", "https://old.example./other", "https://old.example"]) {
      expect(await connections.update(connectionId, { baseUrl, apiVersion: "v2" })).toMatchObject({
        hasPassword: true,
      });
      expect(connections.get(connectionId)).not.toHaveProperty("passwordOrigin");
      expect(loginOf(connectionId)).toBe("canary");
    }
  });

  test("back at the old origin it is used again, until it is replaced or forgotten [security: password-follows-no-base-url]", async () => {
    const connectionId = await withPassword();
    await connections.update(connectionId, { baseUrl: "http://old.example" });
    expect(loginOf(connectionId)).toBeUndefined();
    await connections.update(connectionId, { baseUrl: "https://old.example" });
    expect(loginOf(connectionId)).toBe("canary");
    await connections.update(connectionId, { baseUrl: "http://old.example" });
    await connections.setPassword(connectionId, "another");
    expect(loginOf(connectionId)).toBe("another");
    expect(await connections.update(connectionId, { baseUrl: "https://old.example" })).toMatchObject({
      hasPassword: false,
      passwordOrigin: "http://old.example",
    });
    expect(await connections.forgetPassword(connectionId)).not.toHaveProperty("passwordOrigin");
  });

  test("a copy and an import have no password, and a session has the same rule [security: password-follows-no-base-url]", async () => {
    await restart(sessionVault);
    const connectionId = await withPassword();
    const copy = await connections.duplicate(connectionId);
    expect(copy).toMatchObject({ hasPassword: false });
    await connections.importText(connections.exportText());
    const imported = connections.list().filter(({ practice }) => practice === null);
    expect(imported.map(({ hasPassword }) => hasPassword)).toEqual([true, false, false, false]);
    await connections.update(connectionId, { baseUrl: "https://evil.example" });
    expect(connections.login(connectionId).credentials).toBeNull();
  });

  test("a password that was typed for a base URL of before is not kept [security: password-follows-no-base-url]", async () => {
    const { connectionId, baseUrl } = await connections.create(input);
    await connections.update(connectionId, { baseUrl: "https://evil.example" });
    await expect(connections.setPassword(connectionId, "canary", baseUrl)).rejects.toMatchObject({
      code: "invalid-input",
    });
    expect(connections.get(connectionId).hasPassword).toBe(false);
    await connections.setPassword(connectionId, "canary", "https://EVIL.example:443/path");
    expect(connections.get(connectionId).hasPassword).toBe(true);
  });

  test("what was entered for another origin is still looked for in a bundle", async () => {
    const connectionId = await withPassword();
    await connections.update(connectionId, { baseUrl: "https://evil.example" });
    expect(connections.passwordToSearchFor(connectionId)).toBe("canary");
  });

  test("a practice connection keeps its own password at another port, and no other connection gets it", async () => {
    await connections.setPassword("practice-agent", "own");
    await restart();
    expect(loginOf("practice-agent")).toBe("own");
    await connections.close();
    await tamper("connections", (text) =>
      text
        .replace('"practice": "agent"', '"practice": null')
        .replace('"baseUrl": ""', '"baseUrl": "https://evil.example"'),
    );
    connections = await open();
    expect(connections.get("practice-agent")).toMatchObject({ practice: null, hasPassword: false });
    expect(connections.login("practice-agent").credentials).toBeNull();
  });
});

describe("files that somebody changed", () => {
  test("an edited base URL gets no login [security: tampered-base-url]", async () => {
    const connectionId = await withPassword();
    await connections.close();
    await tamper("connections", (text) => text.replaceAll("https://old.example", "https://evil.example"));
    connections = await open();
    expect(connections.get(connectionId)).toMatchObject({
      baseUrl: "https://evil.example/rezora",
      hasPassword: false,
      passwordOrigin: "https://old.example",
    });
    expect(connections.login(connectionId).credentials).toBeNull();
  });

  test("a secret under the name of another connection does not open [security: tampered-secret]", async () => {
    const mine = await withPassword();
    const { connectionId: theirs } = await connections.create({ ...input, baseUrl: "https://evil.example" });
    await connections.close();
    await tamper("secrets", (text) => text.replaceAll(mine, theirs));
    connections = await open();
    expect(connections.get(theirs)).toMatchObject({ hasPassword: false, passwordNeeded: true });
    expect(connections.login(theirs).credentials).toBeNull();
  });

  test("a sealed secret that is passed off as one of an earlier version keeps its origin [security: tampered-secret]", async () => {
    const connectionId = await withPassword();
    await connections.close();
    await tamper("secrets", (text) => {
      const { data, ...envelope } = JSON.parse(text) as { data: readonly { connectionId: string; sealed: string }[] };
      return JSON.stringify({ ...envelope, version: 1, data: data.map((each) => [each.connectionId, each.sealed]) });
    });
    await tamper("connections", (text) => text.replaceAll("https://old.example", "https://evil.example"));
    connections = await open();
    expect(connections.login(connectionId).credentials).toBeNull();
    expect(connections.get(connectionId).passwordOrigin).toBe("https://old.example");
  });

  test("a changed ciphertext opens nothing, wherever its bits are turned over [security: tampered-secret]", async () => {
    const connectionId = await withPassword();
    await connections.close();
    const original = await readFile(path("secrets.json"), "utf8");
    const { data } = JSON.parse(original) as { data: readonly [{ sealed: string }] };
    const bytes = Buffer.from(data[0].sealed, "base64");
    for (let at = 0; at < bytes.length; at += 3) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(path("secrets.json"), original.replace(data[0].sealed, changed.toString("base64")));
      connections = await open();
      // The padding of base64 has bits that mean nothing; whatever opens is what was entered.
      expect([undefined, "canary"]).toContain(loginOf(connectionId));
      const { passwordOrigin } = connections.get(connectionId);
      expect(passwordOrigin).toBeUndefined();
      await connections.close();
    }
    connections = await open();
  });
});

describe("passwords of an earlier version", () => {
  const ids = ["1725b5e9-5f21-4d70-94d3-5163feca88e8", "12dba69e-6370-4831-a564-ce0fdd92324e"] as const;

  async function placeSamples(secrets = "secrets.v1.json"): Promise<void> {
    await connections.close();
    await copyFile(join(samples, "connections.v1.json"), path("connections.json"));
    await copyFile(join(samples, secrets), path("secrets.json"));
  }

  test.each(["secrets.v1.json", "secrets.v2.json"])("%s: bound to the origin of its connection", async (sample) => {
    await placeSamples(sample);
    connections = await open();
    expect(ids.map(loginOf)).toEqual(["practice", "secret 1 ü"]);
    for (const id of ids) await connections.update(id, { baseUrl: "https://evil.example" });
    expect(ids.map(loginOf)).toEqual([undefined, undefined]);
  });

  test("the backup that is bound to nothing is removed once all are bound [security: migrated-secrets]", async () => {
    await placeSamples();
    connections = await open();
    expect(await readdir(doubles.folder)).not.toContain("secrets.v1.backup.json");
    expect(await readFile(path("secrets.json"), "utf8")).not.toContain("earlier");
  });

  test("behind a locked keyring they are bound to the origin of the first start all the same [security: migrated-secrets]", async () => {
    await placeSamples();
    const locked = createReversingVault();
    locked.lost = true;
    connections = await open(locked);
    expect(connections.get(ids[0])).toMatchObject({ hasPassword: false, passwordNeeded: true });
    await connections.update(ids[0], { baseUrl: "https://evil.example" });
    await restart();
    expect(ids.map(loginOf)).toEqual([undefined, "secret 1 ü"]);
    expect(connections.get(ids[0]).passwordOrigin).toBeDefined();
    expect(await readdir(doubles.folder)).not.toContain("secrets.v1.backup.json");
  });

  test("a keyring that opens later binds them then [security: migrated-secrets]", async () => {
    await placeSamples();
    const vault = createReversingVault();
    vault.lost = true;
    connections = await open(vault);
    vault.lost = false;
    expect(ids.map(loginOf)).toEqual(["practice", "secret 1 ü"]);
    await connections.close();
    expect(await readFile(path("secrets.json"), "utf8")).not.toContain("earlier");
  });

  test("a host without a keychain leaves them encrypted as they are, and records their origin [security: migrated-secrets]", async () => {
    await placeSamples();
    connections = await open(sessionVault);
    await connections.update(ids[0], { baseUrl: "https://evil.example" });
    await restart();
    expect(ids.map(loginOf)).toEqual([undefined, "secret 1 ü"]);
  });
});

describe("moving a password to another origin", () => {
  const asked: Question[] = [];
  let yes = true;
  const move = (id: string) =>
    createMovePassword(async (question) => {
      asked.push(question);
      return Promise.resolve(yes);
    }, connections)(id);

  test("is asked in the main process, names both origins, and says where encryption ends [security: password-move-asks]", async () => {
    const connectionId = await withPassword();
    await connections.update(connectionId, { baseUrl: "http://old.example" });
    yes = false;
    expect(await move(connectionId)).toMatchObject({ hasPassword: false });
    const { title = "", message = "" } = asked.at(-1) ?? {};
    expect(title).toBe("Use the stored password for old.example?");
    expect(message).toContain("https://old.example is encrypted and http://old.example is not");
    yes = true;
    expect(await move(connectionId)).toMatchObject({ hasPassword: true });
    expect(loginOf(connectionId)).toBe("canary");
    await connections.update(connectionId, { baseUrl: "https://old.example" });
    expect(loginOf(connectionId)).toBeUndefined();
  });

  test("does nothing where the base URL changed while it was asked [security: password-move-asks]", async () => {
    const connectionId = await withPassword();
    await connections.update(connectionId, { baseUrl: "https://new.example" });
    const racing = createMovePassword(async () => {
      await connections.update(connectionId, { baseUrl: "https://evil.example" });
      return true;
    }, connections);
    await expect(racing(connectionId)).rejects.toMatchObject({ code: "not-found" });
    expect(loginOf(connectionId)).toBeUndefined();
  });

  test("is not to be had without a window of the main process, nor without such a password [security: password-move-asks]", async () => {
    const connectionId = await withPassword();
    await expect(move(connectionId)).rejects.toMatchObject({ code: "not-found" });
    await connections.update(connectionId, { baseUrl: "https://new.example" });
    await expect(createMovePassword(null, connections)(connectionId)).rejects.toMatchObject({
      code: "not-on-this-host",
    });
    expect(loginOf(connectionId)).toBeUndefined();
  });
});

describe("on the wire", () => {
  let http: HttpClient;
  let sender: Sender;
  let servers: LoopbackServer[];

  beforeEach(async () => {
    http = createTestClient();
    servers = [];
    for (let index = 0; index < 3; index++) {
      servers.push(
        await startLoopbackServer(({ login, method }, socket, number) => {
          if (login === null) socket.write(unauthorized(`nonce ${String(number)}`));
          else socket.write(response(method === "GET" ? "200 OK" : "204 No Content", "[]"));
        }),
      );
    }
    await reopen();
  });
  afterEach(async () => {
    http.close();
    for (const server of servers) await server.close();
  });

  async function reopen(): Promise<void> {
    await restart(createReversingVault(), (key) => http.forgetSession(key));
    const meter = await openMeterStore(doubles.folder, doubles.time, () => undefined, storage());
    sender = createSender(connections, http, meter, createSeenSecrets());
  }

  async function send(outgoing: Outgoing): Promise<void> {
    await sender.send(outgoing, {
      owner: "test",
      signal: new AbortController().signal,
      headOnly: false,
      onProgress: () => undefined,
      sink: nowhere,
    });
  }

  const origins = (): readonly string[] => servers.map(({ origin }) => origin);
  const prepare = (connectionId: string): Promise<Outgoing> =>
    sender.prepare({ ...question, connectionId, designator: "contacts" });

  test("a request that was prepared before the base URL changed goes where it was meant to go [security: no-digest-for-another-origin]", async () => {
    const [first = "", second = ""] = origins();
    const connectionId = await withPassword({ baseUrl: first });
    const outgoing = await prepare(connectionId);
    await connections.update(connectionId, { baseUrl: second });
    await expect(send({ ...outgoing, origin: second })).rejects.toMatchObject({ code: "password-needed" });
    expect(servers[1]?.requests).toEqual([]);
    await send(outgoing);
    await expect(prepare(connectionId)).rejects.toMatchObject({
      code: "password-needed",
      message: `The stored password was entered for ${first}. It is not used for ${second}.`,
    });
    expect(servers[1]?.requests).toEqual([]);
  });

  test("the engine signs nothing for another origin, whatever calls it [security: no-digest-for-another-origin]", async () => {
    const [first = "", second = ""] = origins();
    const options = {
      origin: second,
      method: "GET",
      requestTarget: "/v1/contacts",
      headers: [],
      body: null,
      credentials: { ...testCredentials, enteredFor: first },
      connectionKey: "test",
      idleTimeoutMs: 5_000,
      signal: new AbortController().signal,
      headOnly: false,
      onProgress: () => undefined,
      onWireRequest: () => undefined,
      sink: nowhere,
    } as const;
    await expect(http.send(options)).rejects.toMatchObject({ code: "password-needed" });
    expect(servers[1]?.requests).toEqual([]);
  });

  /** One step of somebody who edits connections, or of somebody who edits their files. */
  const step = fc.oneof(
    fc.record({ kind: fc.constant("move" as const), to: fc.nat(2), path: fc.constantFrom("", "/rezora") }),
    fc.record({ kind: fc.constant("enter" as const) }),
    fc.record({ kind: fc.constant("send" as const) }),
    fc.record({ kind: fc.constant("prepare" as const) }),
    fc.record({ kind: fc.constant("send-prepared" as const), to: fc.option(fc.nat(2)) }),
    fc.record({ kind: fc.constant("confirm" as const) }),
    fc.record({ kind: fc.constant("forget" as const) }),
    fc.record({ kind: fc.constant("duplicate" as const) }),
    fc.record({ kind: fc.constant("restart" as const) }),
    fc.record({ kind: fc.constant("tamper" as const), to: fc.nat(2) }),
  );

  test("no sequence of edits makes a digest of a password that was entered for another origin [security: no-digest-for-another-origin]", async () => {
    let signed = 0;
    const opening = [{ kind: "enter" as const }, { kind: "send" as const }];
    const property = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const all = origins();
      for (const { practice, connectionId } of connections.list())
        if (practice === null) await connections.remove(connectionId);
      const before = servers.map(({ requests }) => requests.length);
      let { connectionId } = await connections.create({ ...input, baseUrl: all[0] ?? "" });
      /** For which origins each password may be used. */
      const entered = new Map<string, Set<string>>();
      let prepared: Outgoing | null = null;
      for (const each of [...opening, ...steps]) {
        const { baseUrl } = connections.get(connectionId);
        const here = canonicalOrigin(baseUrl) ?? "";
        if (each.kind === "move")
          await connections.update(connectionId, { baseUrl: `${all[each.to] ?? ""}${each.path}` });
        if (each.kind === "enter") {
          const password = `password ${String(entered.size)}`;
          entered.set(password, new Set([here]));
          await connections.setPassword(connectionId, password, baseUrl);
        }
        if (each.kind === "forget") await connections.forgetPassword(connectionId);
        if (each.kind === "duplicate") ({ connectionId } = await connections.duplicate(connectionId));
        if (each.kind === "restart") await reopen();
        if (each.kind === "tamper") {
          await connections.close();
          const text = JSON.stringify(baseUrl);
          await tamper("connections", (file) => file.replaceAll(text, JSON.stringify(all[each.to] ?? "")));
          await reopen();
        }
        if (each.kind === "confirm") {
          const password = connections.passwordToSearchFor(connectionId);
          const moved = await createMovePassword(
            () => Promise.resolve(true),
            connections,
          )(connectionId).catch(() => null);
          if (moved !== null && password !== null) entered.get(password)?.add(here);
        }
        if (each.kind === "prepare") prepared = await prepare(connectionId).catch(() => null);
        if (each.kind === "send-prepared" && prepared !== null) {
          const origin = each.to === null ? prepared.origin : (all[each.to] ?? "");
          await send({ ...prepared, origin }).catch(() => undefined);
        }
        if (each.kind === "send") await prepare(connectionId).then(send, () => undefined);
      }
      for (const [index, server] of servers.entries()) {
        for (const { headers, method, target } of server.requests.slice(before[index])) {
          const authorization = headers.find(([name]) => name === "Authorization")?.[1];
          if (authorization === undefined) continue;
          signed++;
          const request = {
            authorization: toWire(authorization),
            method,
            requestTarget: target,
            body: new Uint8Array(),
          };
          const used = [...entered.keys()].filter((password) =>
            verifyAuthorization(request, { userName: "oak", password }),
          );
          expect(used).toHaveLength(1);
          for (const password of used) expect(entered.get(password)).toContain(server.origin);
        }
      }
    });
    await fc.assert(property, { numRuns: 30 });
    expect(signed).toBeGreaterThanOrEqual(30);
  });
});
