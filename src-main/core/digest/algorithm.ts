import { createHash } from "node:crypto";
import type { DigestDerivation } from "#shared/http/exchange.ts";
import type { WireText } from "./wire-text.ts";

export type DigestHash = DigestDerivation["hash"];

/** An `algorithm` parameter, understood (RFC 7616 §3.3, §6.1). */
export interface DigestAlgorithm {
  readonly hash: DigestHash;
  /** The `-sess` variants, whose A1 also contains nonce and cnonce. */
  readonly session: boolean;
}

/** OpenSSL's names. SHA-512-256 is SHA-512/256 of FIPS 180-4, not truncated SHA-512 (RFC 7616 erratum 4897). */
const openSslNames = { MD5: "md5", "SHA-256": "sha256", "SHA-512-256": "sha512-256" } as const;

const algorithms: ReadonlyMap<string, DigestAlgorithm> = new Map([
  ["md5", { hash: "MD5", session: false }],
  ["md5-sess", { hash: "MD5", session: true }],
  ["sha-256", { hash: "SHA-256", session: false }],
  ["sha-256-sess", { hash: "SHA-256", session: true }],
  ["sha-512-256", { hash: "SHA-512-256", session: false }],
  ["sha-512-256-sess", { hash: "SHA-512-256", session: true }],
]);

/** undefined: an unknown algorithm. A challenge without one means MD5. */
export function algorithmOf(token: string | undefined): DigestAlgorithm | undefined {
  return algorithms.get((token ?? "md5").toLowerCase());
}

/** H(): lower-case hex of the bytes. */
export function hashHex(hash: DigestHash, data: WireText | Uint8Array): string {
  const digest = createHash(openSslNames[hash]);
  return (typeof data === "string" ? digest.update(data, "latin1") : digest.update(data)).digest("hex");
}

/** H() over values joined with colons, the form of every digest formula (RFC 7616 §3.4.1 to §3.4.4). */
export function hashJoined(hash: DigestHash, ...values: readonly WireText[]): string {
  return hashHex(hash, values.join(":"));
}

/** H() over a body that arrives in pieces. */
export interface EntityHash {
  add(chunk: Uint8Array): void;
  hex(): string;
}

export function createEntityHash(hash: DigestHash): EntityHash {
  const digest = createHash(openSslNames[hash]);
  return {
    add: (chunk) => void digest.update(chunk),
    hex: () => digest.digest("hex"),
  };
}
