import { algorithmOf, type DigestAlgorithm } from "./algorithm.ts";
import type { Damage } from "./challenge-damage.ts";
import { fromWire, type WireText } from "./wire-text.ts";

/** An algorithm as computed, and as named in the Authorization field. */
export interface SpelledAlgorithm {
  readonly algorithm: DigestAlgorithm;
  /** null: the challenge did not name one, so no name is sent. */
  readonly algorithmName: WireText | null;
  readonly damage: readonly Damage[];
}

const token = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/u;

/**
 * Understands the names of RFC 7616 §6.1, and spellings that can mean only one of them: `md-5`, `SHA256`,
 * `SHA_512/256-sess`. Of several in one parameter (`MD5,MD5-sess`) only the first known one is computed and named,
 * because a client answers with one (RFC 7616 §3.4).
 *
 * A name is sent back as received, because servers compare it with their own spelling. A name that would have to
 * be quoted is sent under its registered name.
 *
 * @returns undefined for an unknown name
 */
export function spelledAlgorithmOf(received: WireText | undefined): SpelledAlgorithm | undefined {
  const registered = algorithmOf(received);
  if (registered !== undefined) return { algorithm: registered, algorithmName: received ?? null, damage: [] };
  const words = (received ?? "").split(/[,;|]|\s+(?=(?:md|sha))/iu).map((word) => word.trim());
  const several = words.filter((word) => word !== "").length > 1;
  for (const word of words) {
    const name = registeredNameOf(word);
    const algorithm = name === null ? undefined : algorithmOf(name);
    if (name === null || algorithm === undefined) continue;
    const detail = fromWire(several ? (received ?? "") : word);
    const kind = several ? "algorithm-list" : "algorithm-spelling";
    return {
      algorithm,
      algorithmName: token.test(word) ? word : name,
      damage: [{ kind, name: "algorithm", detail, byte: null }],
    };
  }
  return undefined;
}

/** Ignores case and punctuation: only the letters and digits count. */
function registeredNameOf(word: string): string | null {
  const letters = word.toLowerCase().replaceAll(/[^a-z\d]/gu, "");
  const [, hash, session] = /^(md5|sha2?256|sha2?512256)(sess(?:ion)?)?$/u.exec(letters) ?? [];
  if (hash === undefined) return null;
  const name = hash === "md5" ? "MD5" : hash.endsWith("512256") ? "SHA-512-256" : "SHA-256";
  return session === undefined ? name : `${name}-sess`;
}
