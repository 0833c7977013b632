import { z } from "zod";
import type { Vault } from "../ports.ts";
import { openDurableFile, type StorageContext } from "../storage/durable-file.ts";
import type { StoredFormat } from "../storage/stored-format.ts";
import { isSealed, openSealedSecret, sealSecret, type BoundSecret } from "./sealed-secret.ts";

/**
 * `unreadable`: a password is stored, but this host cannot decrypt it now. `elsewhere`: the stored password was entered
 * for another origin.
 */
type SecretState = "present" | "absent" | "unreadable" | "elsewhere";

/**
 * The passwords by connection, each bound to the origin it was entered for. This module never puts one into an error, a
 * notice or a log.
 */
export interface Secrets {
  state(connectionId: string, origin: string): SecretState;
  /** The origin that the stored secret was entered for, as last read; null when there is no readable secret. */
  enteredFor(connectionId: string): string | null;
  /** null unless it was entered for exactly this origin. */
  get(connectionId: string, origin: string): string | null;
  /**
   * The password for any origin: only to find it in what leaves the application and to bind it to another origin, never
   * to log in.
   */
  read(connectionId: string): BoundSecret | null;
  set(connectionId: string, origin: string, secret: string): Promise<void>;
  /** Binds a password that an earlier version stored to the current origin of its connection. */
  bindEarlier(originOf: (connectionId: string) => string): Promise<void>;
  forget(connectionId: string): Promise<void>;
  close(): Promise<void>;
}

const name = z.string().max(100);
const base64 = z.base64().max(1_048_576);
const storedSecret = z.union([
  /** The encrypted text of `sealSecret`. */
  z.strictObject({ connectionId: name, sealed: base64 }),
  /**
   * A password as version 1 encrypted it, without an origin. Until the keychain opens, its origin is stored next to it.
   * null: it has not been bound since the migration.
   */
  z.strictObject({ connectionId: name, earlier: base64, origin: z.string().max(2_048).nullable() }),
]);
type StoredSecret = z.infer<typeof storedSecret>;
type StoredSecrets = readonly StoredSecret[];

const versionOne = z.array(z.tuple([name, base64])).max(10_000);

export const secretsFormat: StoredFormat<StoredSecrets> = {
  kind: "secrets",
  migrations: [
    (data) => versionOne.parse(data).map(([connectionId, earlier]) => ({ connectionId, earlier, origin: null })),
  ],
  parse(data) {
    const parsed = z.array(storedSecret).max(10_000).safeParse(data);
    return parsed.success ? parsed.data : undefined;
  },
};

export async function openSecrets(folder: string, vault: Vault, context: StorageContext): Promise<Secrets> {
  const file = await openDurableFile<StoredSecrets>(
    { ...secretsFormat, folder, title: "saved passwords", initial: [] },
    context,
  );
  const inMemory = new Map<string, BoundSecret>();
  /** The origins of the stored passwords when they were last decrypted; null: decryption failed. */
  const origins = new Map<string, string | null>();

  const find = (connectionId: string): StoredSecret | undefined =>
    file.value.find((stored) => stored.connectionId === connectionId);

  for (const { connectionId } of file.value) origins.set(connectionId, decrypt(connectionId)?.origin ?? null);

  function decrypt(connectionId: string): BoundSecret | null {
    const stored = find(connectionId);
    if (stored === undefined || !vault.persistent) return null;
    const text = decryptText("sealed" in stored ? stored.sealed : stored.earlier);
    if (text === null) return null;
    // A sealed text contains its origin, which overrides the one stored next to it.
    if ("sealed" in stored || isSealed(text)) return openSealedSecret(connectionId, text);
    return stored.origin === null ? null : { origin: stored.origin, secret: text };
  }

  function decryptText(encrypted: string): string | null {
    try {
      return vault.decrypt(Buffer.from(encrypted, "base64"));
    } catch {
      // The vault's own error is not passed on, because it might contain the secret.
      return null;
    }
  }

  /** null if the vault refuses, for example because the keyring is locked. */
  function encrypt(connectionId: string, bound: BoundSecret): string | null {
    if (!vault.persistent) return null;
    try {
      return Buffer.from(vault.encrypt(sealSecret(connectionId, bound))).toString("base64");
    } catch {
      return null;
    }
  }

  function sayInMemory(): void {
    context.notices.say({
      code: "secret-in-memory",
      severity: "caution",
      title: "The password is kept for this session only.",
      message: "The keychain of this computer refused to store it. Unlock the keychain and enter the password again.",
    });
  }

  async function store(connectionId: string, encrypted: string | null): Promise<void> {
    if (encrypted === null && find(connectionId) === undefined) return;
    const others = file.value.filter((stored) => stored.connectionId !== connectionId);
    file.set(encrypted === null ? others : [...others, { connectionId, sealed: encrypted }]);
    await file.saved();
  }

  async function bindEarlier(originOf: (connectionId: string) => string): Promise<void> {
    let changed = false;
    const bound = file.value.map((stored): StoredSecret => {
      if ("sealed" in stored) return stored;
      const { connectionId, earlier } = stored;
      const origin = stored.origin ?? originOf(connectionId);
      if (stored.origin === null) changed = true;
      const text = vault.persistent ? decryptText(earlier) : null;
      const isPassword = text !== null && !isSealed(text);
      const encrypted = isPassword ? encrypt(connectionId, { origin, secret: text }) : null;
      if (isPassword) origins.set(connectionId, origin);
      if (encrypted === null) return { connectionId, earlier, origin };
      changed = true;
      return { connectionId, sealed: encrypted };
    });
    if (changed) file.set(bound);
    // The backup of version 1 has unbound passwords and is no longer needed.
    const isDone = bound.every((stored) => "sealed" in stored);
    if ((await file.saved()) && isDone) await file.removeEarlierBackups();
  }

  function read(connectionId: string): BoundSecret | null {
    const known = inMemory.get(connectionId);
    if (known !== undefined) return known;
    const stored = find(connectionId);
    if (stored === undefined) return null;
    // Decrypted each time, because the keyring may have been unlocked or locked since the start.
    const bound = decrypt(connectionId);
    origins.set(connectionId, bound?.origin ?? null);
    // The keyring was unlocked after the start. The origin has been stored since the start.
    if (bound !== null && "earlier" in stored) void bindEarlier(() => "");
    return bound;
  }

  return {
    state(connectionId, origin) {
      const known = inMemory.get(connectionId);
      if (known === undefined && find(connectionId) === undefined) return "absent";
      const enteredFor = known?.origin ?? origins.get(connectionId) ?? null;
      if (enteredFor === null) return "unreadable";
      return enteredFor === origin ? "present" : "elsewhere";
    },
    enteredFor: (connectionId) => inMemory.get(connectionId)?.origin ?? origins.get(connectionId) ?? null,
    get(connectionId, origin) {
      const bound = read(connectionId);
      return bound?.origin === origin ? bound.secret : null;
    },
    read,
    async set(connectionId, origin, secret) {
      const encrypted = encrypt(connectionId, { origin, secret });
      if (encrypted === null) {
        if (vault.persistent) sayInMemory();
        inMemory.set(connectionId, { origin, secret });
      } else {
        inMemory.delete(connectionId);
        origins.set(connectionId, origin);
      }
      // A host without a keychain does not touch what a host with one has stored. If the keychain refused, the older
      // password must go: otherwise the next start would use it as if it were the new one.
      if (!vault.persistent) return;
      // A backup of an earlier format may still contain the password that this one replaces.
      await Promise.all([store(connectionId, encrypted), file.removeEarlierBackups()]);
    },
    bindEarlier,
    async forget(connectionId) {
      inMemory.delete(connectionId);
      origins.delete(connectionId);
      await Promise.all([store(connectionId, null), file.removeEarlierBackups()]);
    },
    close: () => file.close(),
  };
}
