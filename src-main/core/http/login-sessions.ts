import { createHmac } from "node:crypto";
import type { Credentials } from "../digest/answer.ts";
import type { DigestChallenge } from "../digest/challenge-selection.ts";
import { DigestSession } from "../digest/session.ts";
import type { Random } from "../ports.ts";
import { RequestQueue } from "./request-queue.ts";

/** One login at one origin. */
export interface LoginSession {
  readonly nonces: DigestSession;
  /**
   * Passed by every request that takes a count of the shared nonce, so the requests reach the server in rising order of
   * nc, which some servers require (RFC 7616 §3.4). Of many requests that start together only one fetches a challenge.
   */
  readonly requestQueue: RequestQueue;
}

/** What distinguishes one login from another: to the server, other bytes of the same password are another password. */
type LoginParts = Pick<Credentials, "userName" | "password" | "latin1">;

/** Login sessions by connection and origin. Other credentials are another login, so they find no old session. */
export class LoginSessions {
  readonly #random: Random;
  readonly #key: Uint8Array;
  readonly #sessions = new Map<string, Map<string, LoginSession & { readonly fingerprint: string }>>();

  constructor(random: Random) {
    this.#random = random;
    this.#key = random.bytes(32);
  }

  find(connectionKey: string, origin: string, credentials: LoginParts): LoginSession {
    const fingerprint = this.#fingerprint(credentials);
    const origins = this.#sessions.get(connectionKey) ?? new Map<string, LoginSession & { fingerprint: string }>();
    this.#sessions.set(connectionKey, origins);
    const known = origins.get(origin);
    if (known?.fingerprint === fingerprint) return known;
    const created = { fingerprint, nonces: new DigestSession(this.#random), requestQueue: new RequestQueue() };
    origins.set(origin, created);
    return created;
  }

  /** The challenge this login adopted last; null when there was none or it was dropped. */
  lastChallenge(connectionKey: string): DigestChallenge | null {
    const sessions = [...(this.#sessions.get(connectionKey)?.values() ?? [])];
    return sessions.map(({ nonces }) => nonces.challenge).findLast((challenge) => challenge !== null) ?? null;
  }

  forget(connectionKey: string): void {
    this.#sessions.delete(connectionKey);
  }

  /** Keyed, so what remains in memory after an edit cannot be tested against a list of passwords. */
  #fingerprint({ userName, password, latin1 = false }: LoginParts): string {
    return createHmac("sha256", this.#key)
      .update(JSON.stringify([userName, password, latin1]))
      .digest("hex");
  }
}
