import type { Random } from "../ports.ts";
import type { DigestChallenge } from "./challenge-selection.ts";
import type { WireText } from "./wire-text.ts";

/** One use of a nonce, from which the next signed request is made. */
export interface NonceUse {
  readonly challenge: DigestChallenge;
  readonly cnonce: string;
  readonly nonceCount: number;
}

/** nc has eight hex digits (RFC 7616 §3.4). */
const maxNonceCount = 0xffff_ffff;
const cnonceBytes = 12;

/** A nonce, from the challenge that brought it until the server no longer accepts it. */
interface NonceLife {
  challenge: DigestChallenge;
  readonly cnonce: string;
  uses: number;
  /** Numbers the challenges of the session: a higher number came later. */
  issue: number;
}

/** Far more than the number of concurrent requests. The nonce in use is never forgotten. */
const maxNonces = 256;

/**
 * What is remembered about one login at one origin: the nonce in use, how often it was used, and for which realms the
 * login was accepted. It knows neither user name nor password.
 *
 * A nonce from the 401 to a request is first used by that request alone and shared afterwards: many servers accept a
 * nonce only once, and any other request that used it first would take it from the request it was issued to.
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

  /** The challenge in use, for code that explains it. */
  get challenge(): DigestChallenge | null {
    return this.#current?.challenge ?? null;
  }

  /** Adopts a challenge for all requests. The same nonce keeps its count: a repeated nc would look like a replay. */
  adopt(challenge: DigestChallenge): void {
    this.#shareLife(this.#lifeOf(challenge));
  }

  /** The nonce in use is from this challenge, so its uses must stay in the order of the queue. */
  isShared(challenge: DigestChallenge): boolean {
    return this.#uses(challenge);
  }

  /** Takes one count of the nonce. Call it at the moment of writing; null means that a new challenge is needed. */
  use(): NonceUse | null {
    const current = this.#current;
    if (current === null || current.uses >= this.#lastNonceCount) return null;
    return countUse(current);
  }

  /** Takes one count of the nonce from a request's own challenge, which no other request uses yet. */
  useOwn(challenge: DigestChallenge): NonceUse {
    return countUse(this.#lifeOf(challenge));
  }

  /** Lets all other requests use the nonce too, unless they have one that was issued later. */
  share({ challenge }: NonceUse): void {
    const life = this.#lives.get(keyOf(challenge));
    if (life !== undefined) this.#shareLife(life);
  }

  /** No challenge was adopted after that of this use. */
  isLatest({ challenge }: NonceUse): boolean {
    return this.#lives.get(keyOf(challenge))?.issue === this.#issues;
  }

  /** The server accepted a request signed with it. */
  accepted({ challenge }: NonceUse): void {
    this.#provenRealms.add(challenge.realm);
  }

  /** The realm was accepted as received, with its backslash unescaped. */
  acceptedRaw(realm: WireText): void {
    this.#rawRealms.add(realm);
  }

  /** The challenge to answer, with what is known about its realm applied. */
  spell(challenge: DigestChallenge): DigestChallenge {
    return this.#rawRealms.has(challenge.realm) ? { ...challenge, realmSentRaw: true } : challenge;
  }

  /** A nonce was accepted on a different connection from the one that brought it. */
  acceptedElsewhere(): void {
    this.#countsAnywhere = true;
  }

  /** Whether it is known that nonces do not depend on the connection. */
  get countsAnywhere(): boolean {
    return this.#countsAnywhere;
  }

  /** `nextnonce` of Authentication-Info. One for a nonce that has since been replaced is ignored. */
  replaceNonce({ challenge }: NonceUse, nonce: WireText): void {
    if (this.#uses(challenge)) this.adopt({ ...challenge, nonce, stale: false });
  }

  /** The server refused the nonce for good, so the next request asks for a new one. */
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
