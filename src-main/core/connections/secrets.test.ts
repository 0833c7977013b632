import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createNotices } from "../notices.ts";
import { createPortDoubles, createReversingVault, sessionVault, type PortDoubles } from "../port-doubles.ts";
import type { Vault } from "../ports.ts";
import { openSecrets, type Secrets } from "./secrets.ts";

const origin = "https://api.example.com";

let doubles: PortDoubles;
beforeEach(async () => {
  doubles = await createPortDoubles();
});
afterEach(() => doubles.remove());

function open(vault: Vault): Promise<Secrets> {
  const { ports, time, folder } = doubles;
  return openSecrets(folder, vault, { notices: createNotices(ports.emit), log: ports.log, clock: time });
}

const path = (): string => join(doubles.folder, "secrets.json");

test("a secret survives a restart, encrypted, in a file that only its owner can read", async () => {
  const secrets = await open(createReversingVault());
  expect(secrets.state("one", origin)).toBe("absent");
  await secrets.set("one", origin, "canary-ä€");
  const again = await open(createReversingVault());
  expect(again.state("one", origin)).toBe("present");
  expect(again.get("one", origin)).toBe("canary-ä€");
  expect(await readFile(path(), "utf8")).not.toContain("canary");
  expect((await stat(path())).mode & 0o777).toBe(0o600);
});

test("an empty password is a password", async () => {
  const secrets = await open(createReversingVault());
  await secrets.set("one", origin, "");
  expect(secrets.state("one", origin)).toBe("present");
  expect(secrets.get("one", origin)).toBe("");
});

test("without a keychain a secret lives in memory and nothing is written", async () => {
  const secrets = await open(sessionVault);
  await secrets.set("one", origin, "canary");
  expect(secrets.get("one", origin)).toBe("canary");
  await expect(stat(path())).rejects.toMatchObject({ code: "ENOENT" });
  expect((await open(sessionVault)).state("one", origin)).toBe("absent");
});

test("a secret that cannot be decrypted is unreadable until it can, and others still work", async () => {
  const first = await open(createReversingVault());
  await first.set("one", origin, "secret");
  const vault = createReversingVault();
  vault.lost = true;
  const secrets = await open(vault);
  expect(secrets.state("one", origin)).toBe("unreadable");
  expect(secrets.get("one", origin)).toBeNull();
  vault.lost = false;
  expect(secrets.get("one", origin)).toBe("secret");
  expect(secrets.state("one", origin)).toBe("present");
  vault.lost = true;
  expect(secrets.get("one", origin)).toBeNull();
  expect(secrets.state("one", origin)).toBe("unreadable");
});

test("a host without a keychain cannot read what one with a keychain stored, and leaves it alone", async () => {
  await (await open(createReversingVault())).set("one", origin, "kept");
  const session = await open(sessionVault);
  expect(session.state("one", origin)).toBe("unreadable");
  await session.set("one", origin, "for now");
  expect(session.get("one", origin)).toBe("for now");
  expect((await open(createReversingVault())).get("one", origin)).toBe("kept");
});

test("if the keychain refuses, the secret stays in memory, the user is notified, and the older one does not come back", async () => {
  const vault = createReversingVault();
  const secrets = await open(vault);
  await secrets.set("one", origin, "older");
  vault.encrypt = (secret) => {
    throw new Error(`cannot keep ${secret}`);
  };
  await secrets.set("one", origin, "canary");
  expect(secrets.get("one", origin)).toBe("canary");
  expect(doubles.payloadsOf("notice")).toMatchObject([{ code: "secret-in-memory" }]);
  expect(JSON.stringify([doubles.events, doubles.logged])).not.toContain("canary");
  expect((await open(createReversingVault())).state("one", origin)).toBe("absent");
});

test.each([createReversingVault(), sessionVault])("a forgotten secret is gone, now and later", async (vault) => {
  const secrets = await open(vault);
  await secrets.set("one", origin, "secret");
  await secrets.set("two", origin, "other");
  await secrets.forget("one");
  expect(secrets.state("one", origin)).toBe("absent");
  expect(secrets.get("one", origin)).toBeNull();
  expect(secrets.get("two", origin)).toBe("other");
  expect((await open(vault)).state("one", origin)).toBe("absent");
});
