import { createHash } from "node:crypto";
import type { PracticeAccount } from "./accounts.ts";

const realm = "Rezora API";

/** The content of one Authorization header and the result of its check. */
export interface LoginCheck {
  /** The authenticated account; null if the response must be 401. */
  readonly account: PracticeAccount | null;
  /** As the client sent it; null without a Digest header. */
  readonly userName: string | null;
  /** The `uri` that was signed. Like the sample in the PHP manual, it is not compared with the request target. */
  readonly signedUri: string | null;
  readonly nonceCount: string | null;
}

const nothingProved: LoginCheck = { account: null, userName: null, signedUri: null, nonceCount: null };

/** How many nonces are remembered, and how far a late count may be below the highest one. */
const rememberedNonces = 10_000;
const lateCounts = 64;

interface NonceUse {
  highest: number;
  readonly recent: Set<number>;
}

function md5(text: string): string {
  // Header values have one character per byte; hashing them as Latin-1 hashes the bytes that were sent.
  return createHash("md5").update(text, "latin1").digest("hex");
}

function asHeaderBytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

/**
 * Digest authentication like the sample in the PHP manual, which the API's sample request suggests: nonce from
 * uniqid(), opaque = md5(realm), qop, nc and cnonce required, no algorithm, no stale.
 *
 * Two rules that the manual omits are our choice: a nonce must have been issued by this server, and each of its counts
 * is accepted once. A refused login gets a new challenge like a missing one.
 */
export class DigestLogin {
  readonly #accounts: ReadonlyMap<string, PracticeAccount>;
  readonly #nonces = new Map<string, NonceUse>();
  #lastMicroseconds = 0;

  constructor(accounts: readonly PracticeAccount[]) {
    this.#accounts = new Map(accounts.map((account) => [asHeaderBytes(account.userName), account]));
  }

  /** The value of a WWW-Authenticate header with a new nonce. */
  challenge(): string {
    const nonce = this.#uniqueId();
    this.#nonces.set(nonce, { highest: 0, recent: new Set() });
    if (this.#nonces.size > rememberedNonces) {
      const oldest = this.#nonces.keys().next();
      if (oldest.done !== true) this.#nonces.delete(oldest.value);
    }
    return `Digest realm="${realm}",qop="auth",nonce="${nonce}",opaque="${md5(realm)}"`;
  }

  /** PHP's uniqid(): seconds in 8 hex digits, microseconds in 5. It waits for the clock, so all values differ. */
  #uniqueId(): string {
    this.#lastMicroseconds = Math.max(this.#lastMicroseconds + 1, Date.now() * 1_000);
    const seconds = Math.floor(this.#lastMicroseconds / 1_000_000);
    const microseconds = this.#lastMicroseconds % 1_000_000;
    return seconds.toString(16).padStart(8, "0") + microseconds.toString(16).padStart(5, "0");
  }

  check(header: string | undefined, method: string): LoginCheck {
    if (header === undefined || !/^digest\s/iu.test(header)) return nothingProved;
    const parts = parseLikeTheManual(header);
    const login: LoginCheck = {
      account: null,
      userName: parts.get("username") ?? null,
      signedUri: parts.get("uri") ?? null,
      nonceCount: parts.get("nc") ?? null,
    };
    const [userName, nonce, nc, cnonce, qop, uri, response] = neededParts.map((name) => parts.get(name));
    const account = this.#accounts.get(userName ?? "");
    if (account === undefined || [nonce, nc, cnonce, qop, uri, response].includes(undefined)) return login;
    const ha1 = md5(`${userName}:${realm}:${asHeaderBytes(account.password)}`);
    const ha2 = md5(`${method}:${uri}`);
    if (response !== md5(`${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`)) return login;
    return this.#countOnce(nonce ?? "", nc ?? "") ? { ...login, account } : login;
  }

  #countOnce(nonce: string, nc: string): boolean {
    const use = this.#nonces.get(nonce);
    if (use === undefined || !/^[0-9a-f]{8}$/iu.test(nc)) return false;
    const count = Number.parseInt(nc, 16);
    if (count === 0 || count <= use.highest - lateCounts || use.recent.has(count)) return false;
    use.recent.add(count);
    use.highest = Math.max(use.highest, count);
    for (const old of use.recent) if (old <= use.highest - lateCounts) use.recent.delete(old);
    return true;
  }
}

const neededParts = ["username", "nonce", "nc", "cnonce", "qop", "uri", "response"] as const;

/**
 * The manual's http_digest_parse: one regular expression over the whole header. As in the manual, a quoted value ends
 * at the next quote, whatever precedes it, and the last of several equal names wins.
 */
function parseLikeTheManual(header: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const match of header.matchAll(/(nonce|nc|cnonce|qop|username|uri|response)=(?:(['"])(.+?)\2|([^\s,]+))/gu)) {
    const [, name = "", , quoted, bare] = match;
    parts.set(name, quoted ?? bare ?? "");
  }
  return parts;
}
