import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** A password and what it was entered for. */
export interface BoundSecret {
  /** Canonical origin, or `practiceOrigin`. */
  readonly origin: string;
  readonly secret: string;
}

/** Every sealed text begins with this, so it is never mistaken for a password stored by an earlier version. */
const mark = "rezora-explorer sealed secret 2\n";

const sealed = z.strictObject({
  origin: z.string(),
  secret: z.string(),
  salt: z.string(),
  proof: z.string(),
});

/**
 * Binds a password to a connection and an origin, as one text for the vault to encrypt. The origin is part of the
 * encrypted text: stored next to it, it could be edited on disk, and the password would go to another server.
 *
 * Not every vault detects that its ciphertext was changed (Chromium's on Linux and macOS is AES in CBC mode without a
 * tag). The proof covers all parts and is keyed with a salt that only the decrypted text contains, so a modified text
 * does not open.
 */
export function sealSecret(connectionId: string, { origin, secret }: BoundSecret): string {
  const salt = randomBytes(32).toString("base64");
  const proof = proofOf(salt, [connectionId, origin, secret]).toString("base64");
  return mark + JSON.stringify({ origin, secret, salt, proof } satisfies z.infer<typeof sealed>);
}

export function isSealed(text: string): boolean {
  return text.startsWith(mark);
}

/** Returns null if the text is not sealed, was modified, or was sealed for another connection. */
export function openSealedSecret(connectionId: string, text: string): BoundSecret | null {
  if (!isSealed(text)) return null;
  let data: unknown;
  try {
    data = JSON.parse(text.slice(mark.length));
  } catch {
    return null;
  }
  const parsed = sealed.safeParse(data);
  if (!parsed.success) return null;
  const { origin, secret, salt, proof } = parsed.data;
  const right = proofOf(salt, [connectionId, origin, secret]);
  const given = Buffer.from(proof, "base64");
  return given.length === right.length && timingSafeEqual(given, right) ? { origin, secret } : null;
}

function proofOf(salt: string, parts: readonly string[]): Buffer {
  return createHmac("sha256", Buffer.from(salt, "base64")).update(JSON.stringify(parts)).digest();
}
