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
const maxNonceCount = 0xffff_ffff;
const cnonceBytes = 12;

/** A nonce from the challenge that brought it until the server has no more use for it. */
interface NonceLife {
  challenge: DigestChallenge;
  readonly cnonce: string;
  uses: number;
  /** Counts the challenges of the session: a higher one came later. */
  issue: number;
}

/** Far more than requests run at a time. The nonce in use is never among the forgotten ones. */
const maxNonces = 256;

/**
 * What is remembered of one login at one origin: the nonce in use, how often it was used, and for which realms the
 * login was accepted. It knows neither user name nor password.
 *
 * A nonce that a request got with a 401 of its own is first used by that request alone and shared afterwards: many
 * servers accept a nonce once only, and whichever request used it first would take it away from the one it was for.
 */
export class DigestSession {
  readonly #random: Random;
  readonly #lastNonceCount: number;
  readonly #provenRealms = new Set<WireText>();
  readonly #lives = new Map<string, NonceLife>();
  #current: NonceLife | null = null;
  #issues = 0;
  #countsAnywhere = false;
  readonly #rawRealms = new Set<WireText>();

  constructor(random: Random, lastNonceCount = maxNonceCount) {
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

  /** Takes a challenge up for all. The same nonce again goes on counting: a nc used twice would look like a replay. */
  adopt(challenge: DigestChallenge): void {
    this.#shareLife(this.#lifeOf(challenge));
  }

  /** The nonce in use is the one of this challenge, so its uses must stay in the order of the queue. */
  isShared(challenge: DigestChallenge): boolean {
    return this.#uses(challenge);
  }

  /** Counts one use up. To be called in the moment of writing; null when a new challenge is needed first. */
  use(): NonceUse | null {
    const current = this.#current;
    if (current === null || current.uses >= this.#lastNonceCount) return null;
    return countUse(current);
  }

  /** Counts one use of the nonce of a request's own challenge, which nobody else uses yet. */
  useOwn(challenge: DigestChallenge): NonceUse {
    return countUse(this.#lifeOf(challenge));
  }

  /** Lets all others use the nonce too, unless they have one that was issued later. */
  share({ challenge }: NonceUse): void {
    const life = this.#lives.get(keyOf(challenge));
    if (life !== undefined) this.#shareLife(life);
  }

  /** No challenge was taken up after that of this use. */
  isLatest({ challenge }: NonceUse): boolean {
    return this.#lives.get(keyOf(challenge))?.issue === this.#issues;
  }

  /** The server accepted a request signed with it. */
  accepted({ challenge }: NonceUse): void {
    this.#provenRealms.add(challenge.realm);
  }

  /** The realm was accepted as it was received, its backslash not escaped. */
  acceptedRaw(realm: WireText): void {
    this.#rawRealms.add(realm);
  }

  /** The challenge as it is to be answered, after what is known of its realm. */
  spell(challenge: DigestChallenge): DigestChallenge {
    return this.#rawRealms.has(challenge.realm) ? { ...challenge, realmSentRaw: true } : challenge;
  }

  /** A nonce was accepted on a different connection from the one that brought it. */
  acceptedElsewhere(): void {
    this.#countsAnywhere = true;
  }

  /** It is known that nonces do not depend on the connection. */
  get countsAnywhere(): boolean {
    return this.#countsAnywhere;
  }

  /** `nextnonce` of Authentication-Info. One for a nonce that has since been replaced is ignored. */
  replaceNonce({ challenge }: NonceUse, nonce: WireText): void {
    if (this.#uses(challenge)) this.adopt({ ...challenge, nonce, stale: false });
  }

  /** The server refused it for good: the next request asks for a new one. */
  dropNonce({ challenge }: NonceUse): void {
    if (this.#uses(challenge)) this.#current = null;
    this.#lives.delete(keyOf(challenge));
  }

  /** The login was accepted here before, so a refusal is about the resource. */
  isProven(realm: WireText): boolean {
    return this.#provenRealms.has(realm);
  }

  #uses({ nonce, realm }: DigestChallenge): boolean {
    return this.#current?.challenge.nonce === nonce && this.#current.challenge.realm === realm;
  }

  #shareLife(life: NonceLife): void {
    if (this.#current === null || this.#current.issue < life.issue) this.#current = life;
  }

  #lifeOf(challenge: DigestChallenge): NonceLife {
    const key = keyOf(challenge);
    const known = this.#lives.get(key);
    if (known !== undefined) {
      if (known.challenge !== challenge) known.issue = ++this.#issues;
      known.challenge = challenge;
      return known;
    }
    // cnonce stays the same for the whole life of a nonce, because HA1 of -sess depends on it (RFC 7616 §3.4.2).
    const cnonce = Buffer.from(this.#random.bytes(cnonceBytes)).toString("base64url");
    const life = { challenge, cnonce, uses: 0, issue: ++this.#issues };
    this.#lives.set(key, life);
    for (const [oldest, { issue }] of this.#lives) {
      if (this.#lives.size <= maxNonces) break;
      if (issue !== this.#current?.issue) this.#lives.delete(oldest);
    }
    return life;
  }
}

function keyOf({ realm, nonce }: DigestChallenge): string {
  return JSON.stringify([realm, nonce]);
}

function countUse(life: NonceLife): NonceUse {
  life.uses++;
  return { challenge: life.challenge, cnonce: life.cnonce, nonceCount: life.uses };
}
