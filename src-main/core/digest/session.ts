import type { Random } from "../ports.ts";
import type { DigestChallenge } from "./challenge-selection.ts";
import type { WireText } from "./wire-text.ts";

/** One use of a nonce: what the next signed request is made with. */
export interface NonceUse {
  readonly challenge: DigestChallenge;
  readonly cnonce: string;
  readonly nonceCount: number;
}

/** nc has eight hex digits (RFC 7616 §3.4). */
const largestNonceCount = 0xffff_ffff;
const cnonceBytes = 12;

/**
 * What is remembered of one login at one origin: the nonce in use, how often it was used, and for which realms the
 * login was accepted. It knows neither user name nor password.
 */
export class DigestSession {
  readonly #random: Random;
  readonly #lastNonceCount: number;
  readonly #provenRealms = new Set<WireText>();
  #current: { challenge: DigestChallenge; readonly cnonce: string; uses: number } | null = null;

  constructor(random: Random, lastNonceCount = largestNonceCount) {
    this.#random = random;
    this.#lastNonceCount = lastNonceCount;
  }

  get hasNonce(): boolean {
    return this.#current !== null && this.#current.uses < this.#lastNonceCount;
  }

  /** The challenge in use, for whoever explains it. */
  get challenge(): DigestChallenge | null {
    return this.#current?.challenge ?? null;
  }

  /** Takes a challenge up. The same nonce again goes on counting: a nc used twice would look like a replay. */
  adopt(challenge: DigestChallenge): void {
    const current = this.#current;
    if (current?.challenge.nonce === challenge.nonce && current.challenge.realm === challenge.realm) {
      current.challenge = challenge;
      return;
    }
    // cnonce stays the same for the whole life of a nonce, because HA1 of -sess depends on it (RFC 7616 §3.4.2).
    const cnonce = Buffer.from(this.#random.bytes(cnonceBytes)).toString("base64url");
    this.#current = { challenge, cnonce, uses: 0 };
  }

  /** Counts one use up. To be called in the moment of writing; null when a new challenge is needed first. */
  use(): NonceUse | null {
    const current = this.#current;
    if (current === null || current.uses >= this.#lastNonceCount) return null;
    current.uses++;
    return { challenge: current.challenge, cnonce: current.cnonce, nonceCount: current.uses };
  }

  /** The server accepted a request signed with it. */
  accepted({ challenge }: NonceUse): void {
    this.#provenRealms.add(challenge.realm);
  }

  /** `nextnonce` of Authentication-Info. News about a nonce that was replaced meanwhile are too late. */
  replaceNonce({ challenge }: NonceUse, nonce: WireText): void {
    if (this.#uses(challenge)) this.adopt({ ...challenge, nonce, stale: false });
  }

  /** The server refused it for good: the next request asks anew. */
  dropNonce({ challenge }: NonceUse): void {
    if (this.#uses(challenge)) this.#current = null;
  }

  /** The login was accepted here before, so a refusal is about the resource. */
  isProven(realm: WireText): boolean {
    return this.#provenRealms.has(realm);
  }

  #uses({ nonce, realm }: DigestChallenge): boolean {
    return this.#current?.challenge.nonce === nonce && this.#current.challenge.realm === realm;
  }
}
