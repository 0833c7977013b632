import { z } from "zod";
import type { Vault } from "../ports.ts";
import { openDurableFile, type StorageContext } from "../storage/durable-file.ts";
import type { StoredFormat } from "../storage/stored-format.ts";

/** `unreadable`: something is stored, but this host cannot decrypt it now. */
type SecretState = "present" | "absent" | "unreadable";

/** The passwords by connection. Nothing here ever puts one into an error, a notice or a log. */
export interface Secrets {
  state(connectionId: string): SecretState;
  get(connectionId: string): string | null;
  set(connectionId: string, secret: string): Promise<void>;
  forget(connectionId: string): Promise<void>;
  close(): Promise<void>;
}

type Encrypted = readonly (readonly [connectionId: string, base64: string])[];
const encryptedSecrets = z.array(z.tuple([z.string().max(100), z.base64().max(1_048_576)])).max(10_000);

export const secretsFormat: StoredFormat<Encrypted> = {
  kind: "secrets",
  migrations: [],
  parse(data) {
    const parsed = encryptedSecrets.safeParse(data);
    return parsed.success ? parsed.data : undefined;
  },
};

export async function openSecrets(folder: string, vault: Vault, context: StorageContext): Promise<Secrets> {
  const file = await openDurableFile<Encrypted>(
    { ...secretsFormat, folder, title: "saved passwords", initial: [] },
    context,
  );
  const inMemory = new Map<string, string>();
  const unreadable = new Set(file.value.map(([id]) => id).filter((id) => decrypt(id) === null));

  function decrypt(connectionId: string): string | null {
    const stored = file.value.find(([id]) => id === connectionId);
    if (stored === undefined || !vault.persistent) return null;
    try {
      return vault.decrypt(Buffer.from(stored[1], "base64"));
    } catch {
      // The vault's own error is not passed on: what a host writes into it is out of our hands.
      return null;
    }
  }

  /** null when the vault refuses, as a locked keyring does. */
  function encrypt(secret: string): string | null {
    if (!vault.persistent) return null;
    try {
      return Buffer.from(vault.encrypt(secret)).toString("base64");
    } catch {
      context.notices.say({
        code: "secret-in-memory",
        severity: "caution",
        title: "The password is kept for this session only.",
        message: "The keychain of this computer refused to store it. Unlock the keychain and enter the password again.",
      });
      return null;
    }
  }

  const isStored = (connectionId: string): boolean => file.value.some(([id]) => id === connectionId);

  async function store(connectionId: string, encrypted: string | null): Promise<void> {
    if (encrypted === null && !isStored(connectionId)) return;
    const others = file.value.filter(([id]) => id !== connectionId);
    file.set(encrypted === null ? others : [...others, [connectionId, encrypted]]);
    await file.saved();
  }

  return {
    state(connectionId) {
      if (inMemory.has(connectionId)) return "present";
      if (!isStored(connectionId)) return "absent";
      return unreadable.has(connectionId) ? "unreadable" : "present";
    },
    get(connectionId) {
      const known = inMemory.get(connectionId);
      if (known !== undefined) return known;
      // Asked anew each time: a keyring that was locked at the start may be open by now, and the other way round.
      const secret = decrypt(connectionId);
      if (secret === null && isStored(connectionId)) unreadable.add(connectionId);
      else unreadable.delete(connectionId);
      return secret;
    },
    async set(connectionId, secret) {
      const encrypted = encrypt(secret);
      if (encrypted === null) inMemory.set(connectionId, secret);
      else inMemory.delete(connectionId);
      unreadable.delete(connectionId);
      // A host without a keychain leaves alone what one with a keychain has stored for itself. Where the keychain
      // refused, the older password must go: it would come back at the next start as if it were this one.
      if (vault.persistent) await store(connectionId, encrypted);
    },
    async forget(connectionId) {
      inMemory.delete(connectionId);
      unreadable.delete(connectionId);
      await Promise.all([store(connectionId, null), file.removeEarlierBackups()]);
    },
    close: () => file.close(),
  };
}
