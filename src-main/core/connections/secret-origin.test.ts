import { copyFile, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createReversingVault, sessionVault } from "../port-doubles.ts";
import type { Question } from "../ports.ts";
import { oak, openConnectionsBench, type ConnectionsBench } from "./connections-bench.ts";
import { createMovePassword } from "./move-password.ts";

const samples = fileURLToPath(new URL("../storage/samples", import.meta.url));

let bench: ConnectionsBench;
beforeEach(async () => {
  bench = await openConnectionsBench();
});
afterEach(() => bench.close());

const loginOf = (connectionId: string): string | undefined =>
  bench.connections.login(connectionId).credentials?.password;

describe("a password is bound to the origin that it was entered for", () => {
  test.each([
    "http://old.example/rezora",
    "https://old.example:8443/rezora",
    "https://old.example.evil.example",
    "https://evil.example",
    "https://[::1]",
  ])("%s is another origin", async (baseUrl) => {
    const connectionId = await bench.createWithPassword();
    expect(await bench.connections.update(connectionId, { baseUrl })).toMatchObject({
      hasPassword: false,
      passwordNeeded: false,
      passwordOrigin: "https://old.example",
    });
    expect(bench.connections.login(connectionId).credentials).toBeNull();
    await bench.restart();
    expect(bench.connections.login(connectionId).credentials).toBeNull();
    expect(bench.connections.get(connectionId).passwordOrigin).toBe("https://old.example");
  });

  test("another path, version or spelling of the same origin keeps the password [security: password-follows-no-base-url]", async () => {
    const connectionId = await bench.createWithPassword();
    for (const baseUrl of ["https://OLD.example:443", "https://old.example./other", "https://old.example"]) {
      expect(await bench.connections.update(connectionId, { baseUrl, apiVersion: "v2" })).toMatchObject({
        hasPassword: true,
      });
      expect(bench.connections.get(connectionId)).not.toHaveProperty("passwordOrigin");
      expect(loginOf(connectionId)).toBe("canary");
    }
  });

  test("at the old origin it is used again, until it is replaced or forgotten [security: password-follows-no-base-url]", async () => {
    const connectionId = await bench.createWithPassword();
    await bench.connections.update(connectionId, { baseUrl: "http://old.example" });
    expect(loginOf(connectionId)).toBeUndefined();
    await bench.connections.update(connectionId, { baseUrl: "https://old.example" });
    expect(loginOf(connectionId)).toBe("canary");
    await bench.connections.update(connectionId, { baseUrl: "http://old.example" });
    await bench.connections.setPassword(connectionId, "another");
    expect(loginOf(connectionId)).toBe("another");
    expect(await bench.connections.update(connectionId, { baseUrl: "https://old.example" })).toMatchObject({
      hasPassword: false,
      passwordOrigin: "http://old.example",
    });
    expect(await bench.connections.forgetPassword(connectionId)).not.toHaveProperty("passwordOrigin");
  });

  test("a duplicate and an import have no password, and a session vault follows the same rule [security: password-follows-no-base-url]", async () => {
    await bench.restart(sessionVault);
    const connectionId = await bench.createWithPassword();
    const copy = await bench.connections.duplicate(connectionId);
    expect(copy).toMatchObject({ hasPassword: false });
    await bench.connections.importText(bench.connections.exportText());
    const imported = bench.connections.list().filter(({ practice }) => practice === null);
    expect(imported.map(({ hasPassword }) => hasPassword)).toEqual([true, false, false, false]);
    await bench.connections.update(connectionId, { baseUrl: "https://evil.example" });
    expect(bench.connections.login(connectionId).credentials).toBeNull();
  });

  test("a password that was typed for an earlier base URL is not kept [security: password-follows-no-base-url]", async () => {
    const { connectionId, baseUrl } = await bench.connections.create(oak);
    await bench.connections.update(connectionId, { baseUrl: "https://evil.example" });
    await expect(bench.connections.setPassword(connectionId, "canary", baseUrl)).rejects.toMatchObject({
      code: "invalid-input",
    });
    expect(bench.connections.get(connectionId).hasPassword).toBe(false);
    await bench.connections.setPassword(connectionId, "canary", "https://EVIL.example:443/path");
    expect(bench.connections.get(connectionId).hasPassword).toBe(true);
  });

  test("a password that was entered for another origin is still searched for in a bundle", async () => {
    const connectionId = await bench.createWithPassword();
    await bench.connections.update(connectionId, { baseUrl: "https://evil.example" });
    expect(bench.connections.passwordToSearchFor(connectionId)).toBe("canary");
  });

  test("a practice connection keeps its password on another port, and no other connection gets it", async () => {
    await bench.connections.setPassword("practice-agent", "own");
    await bench.restart();
    expect(loginOf("practice-agent")).toBe("own");
    await bench.connections.close();
    await bench.tamper("connections", (text) =>
      text
        .replace('"practice": "agent"', '"practice": null')
        .replace('"baseUrl": ""', '"baseUrl": "https://evil.example"'),
    );
    await bench.open();
    expect(bench.connections.get("practice-agent")).toMatchObject({ practice: null, hasPassword: false });
    expect(bench.connections.login("practice-agent").credentials).toBeNull();
  });
});

describe("files that were tampered with", () => {
  test("an edited base URL gets no login [security: tampered-base-url]", async () => {
    const connectionId = await bench.createWithPassword();
    await bench.connections.close();
    await bench.tamper("connections", (text) => text.replaceAll("https://old.example", "https://evil.example"));
    await bench.open();
    expect(bench.connections.get(connectionId)).toMatchObject({
      baseUrl: "https://evil.example/rezora",
      hasPassword: false,
      passwordOrigin: "https://old.example",
    });
    expect(bench.connections.login(connectionId).credentials).toBeNull();
  });

  test("a secret under the name of another connection does not open [security: tampered-secret]", async () => {
    const mine = await bench.createWithPassword();
    const { connectionId: theirs } = await bench.connections.create({ ...oak, baseUrl: "https://evil.example" });
    await bench.connections.close();
    await bench.tamper("secrets", (text) => text.replaceAll(mine, theirs));
    await bench.open();
    expect(bench.connections.get(theirs)).toMatchObject({ hasPassword: false, passwordNeeded: true });
    expect(bench.connections.login(theirs).credentials).toBeNull();
  });

  test("a sealed secret that is passed off as an earlier version's keeps its origin [security: tampered-secret]", async () => {
    const connectionId = await bench.createWithPassword();
    await bench.connections.close();
    await bench.tamper("secrets", (text) => {
      const { data, ...envelope } = JSON.parse(text) as { data: readonly { connectionId: string; sealed: string }[] };
      return JSON.stringify({ ...envelope, version: 1, data: data.map((each) => [each.connectionId, each.sealed]) });
    });
    await bench.tamper("connections", (text) => text.replaceAll("https://old.example", "https://evil.example"));
    await bench.open();
    expect(bench.connections.login(connectionId).credentials).toBeNull();
    expect(bench.connections.get(connectionId).passwordOrigin).toBe("https://old.example");
  });

  test("a modified ciphertext does not open, whichever bits are flipped [security: tampered-secret]", async () => {
    const connectionId = await bench.createWithPassword();
    await bench.connections.close();
    const original = await readFile(bench.path("secrets.json"), "utf8");
    const { data } = JSON.parse(original) as { data: readonly [{ sealed: string }] };
    const bytes = Buffer.from(data[0].sealed, "base64");
    for (let at = 0; at < bytes.length; at += 3) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(bench.path("secrets.json"), original.replace(data[0].sealed, changed.toString("base64")));
      await bench.open();
      // The padding of base64 has bits without meaning; a text that still opens must be the one that was entered.
      expect([undefined, "canary"]).toContain(loginOf(connectionId));
      const { passwordOrigin } = bench.connections.get(connectionId);
      expect(passwordOrigin).toBeUndefined();
      await bench.connections.close();
    }
    await bench.open();
  });
});

describe("passwords of an earlier version", () => {
  const ids = ["1725b5e9-5f21-4d70-94d3-5163feca88e8", "12dba69e-6370-4831-a564-ce0fdd92324e"] as const;

  async function placeSamples(secrets = "secrets.v1.json"): Promise<void> {
    await bench.connections.close();
    await copyFile(join(samples, "connections.v1.json"), bench.path("connections.json"));
    await copyFile(join(samples, secrets), bench.path("secrets.json"));
  }

  test.each(["secrets.v1.json", "secrets.v2.json"])("%s: bound to the origin of its connection", async (sample) => {
    await placeSamples(sample);
    await bench.open();
    expect(ids.map(loginOf)).toEqual(["practice", "secret 1 ü"]);
    for (const id of ids) await bench.connections.update(id, { baseUrl: "https://evil.example" });
    expect(ids.map(loginOf)).toEqual([undefined, undefined]);
  });

  test("the backup with unbound passwords is removed once all are bound [security: migrated-secrets]", async () => {
    await placeSamples();
    await bench.open();
    expect(await readdir(bench.doubles.folder)).not.toContain("secrets.v1.backup.json");
    expect(await readFile(bench.path("secrets.json"), "utf8")).not.toContain("earlier");
  });

  test("with a locked keyring they are still bound to the origin of the first start [security: migrated-secrets]", async () => {
    await placeSamples();
    const locked = createReversingVault();
    locked.lost = true;
    await bench.open(locked);
    expect(bench.connections.get(ids[0])).toMatchObject({ hasPassword: false, passwordNeeded: true });
    await bench.connections.update(ids[0], { baseUrl: "https://evil.example" });
    await bench.restart();
    expect(ids.map(loginOf)).toEqual([undefined, "secret 1 ü"]);
    expect(bench.connections.get(ids[0]).passwordOrigin).toBeDefined();
    expect(await readdir(bench.doubles.folder)).not.toContain("secrets.v1.backup.json");
  });

  test("they are bound when the keyring opens later [security: migrated-secrets]", async () => {
    await placeSamples();
    const vault = createReversingVault();
    vault.lost = true;
    await bench.open(vault);
    vault.lost = false;
    expect(ids.map(loginOf)).toEqual(["practice", "secret 1 ü"]);
    await bench.connections.close();
    expect(await readFile(bench.path("secrets.json"), "utf8")).not.toContain("earlier");
  });

  test("a host without a keychain leaves them encrypted as they are, and records their origin [security: migrated-secrets]", async () => {
    await placeSamples();
    await bench.open(sessionVault);
    await bench.connections.update(ids[0], { baseUrl: "https://evil.example" });
    await bench.restart();
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
    }, bench.connections)(id);

  test("asks in the main process, names both origins, and says where encryption ends [security: password-move-asks]", async () => {
    const connectionId = await bench.createWithPassword();
    await bench.connections.update(connectionId, { baseUrl: "http://old.example" });
    yes = false;
    expect(await move(connectionId)).toMatchObject({ hasPassword: false });
    const { title = "", message = "" } = asked.at(-1) ?? {};
    expect(title).toBe("Use the stored password for old.example?");
    expect(message).toContain("https://old.example is encrypted and http://old.example is not");
    yes = true;
    expect(await move(connectionId)).toMatchObject({ hasPassword: true });
    expect(loginOf(connectionId)).toBe("canary");
    await bench.connections.update(connectionId, { baseUrl: "https://old.example" });
    expect(loginOf(connectionId)).toBeUndefined();
  });

  test("does nothing if the base URL changed while the dialog was open [security: password-move-asks]", async () => {
    const connectionId = await bench.createWithPassword();
    await bench.connections.update(connectionId, { baseUrl: "https://new.example" });
    const racing = createMovePassword(async () => {
      await bench.connections.update(connectionId, { baseUrl: "https://evil.example" });
      return true;
    }, bench.connections);
    await expect(racing(connectionId)).rejects.toMatchObject({ code: "not-found" });
    expect(loginOf(connectionId)).toBeUndefined();
  });

  test("is unavailable without a main-process dialog or without such a password [security: password-move-asks]", async () => {
    const connectionId = await bench.createWithPassword();
    await expect(move(connectionId)).rejects.toMatchObject({ code: "not-found" });
    await bench.connections.update(connectionId, { baseUrl: "https://new.example" });
    await expect(createMovePassword(null, bench.connections)(connectionId)).rejects.toMatchObject({
      code: "not-on-this-host",
    });
    expect(loginOf(connectionId)).toBeUndefined();
  });
});
