import { hashHex, hashJoined, type DigestAlgorithm } from "../../digest/algorithm.ts";
import { toWire, type WireText } from "../../digest/wire-text.ts";

/** The encoding in which a client wrote user name and password into A1. */
export type Charset = "utf-8" | "latin-1";

/**
 * Everything a digest response is made of, with each value as some client may have hashed it, right or wrong. Unlike
 * `computeAnswer`, which computes only right answers, this reproduces a client's mistakes.
 */
export interface HashedInputs {
  readonly method: string;
  readonly uri: string;
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly nc: string;
  readonly cnonce: string;
  /** null: computed as in RFC 2069, without nc, cnonce and qop. */
  readonly qop: string | null;
  readonly algorithm: DigestAlgorithm;
  readonly charset: Charset;
  readonly password: string;
  readonly body: string;
}

/** Hashes of parts that many attempts share. It contains HA1s, so it lives no longer than one search. */
export class HashMemory {
  readonly #known = new Map<string, string>();

  get(key: string, make: () => string): string {
    let hash = this.#known.get(key);
    if (hash === undefined) {
      hash = make();
      this.#known.set(key, hash);
    }
    return hash;
  }
}

/** RFC 7616 §3.4.1, or RFC 2069 §2.1.2 when qop is null. */
export function responseOf(inputs: HashedInputs, memory = new HashMemory()): string {
  const { algorithm, nc, qop } = inputs;
  const wire = { nonce: toWire(inputs.nonce), cnonce: toWire(inputs.cnonce) };
  const secret = memory.get(`A1\0${inputs.username}\0${inputs.realm}\0${inputs.charset}\0${algorithm.hash}`, () =>
    hashJoined(
      algorithm.hash,
      inBytes(inputs.username, inputs.charset),
      toWire(inputs.realm),
      inBytes(inputs.password, inputs.charset),
    ),
  );
  const ha1 = algorithm.session ? hashJoined(algorithm.hash, secret, wire.nonce, wire.cnonce) : secret;
  const ha2 = memory.get(
    `A2\0${inputs.method}\0${inputs.uri}\0${qop === "auth-int" ? inputs.body : ""}\0${String(qop === "auth-int")}\0${algorithm.hash}`,
    () => ha2Of(inputs),
  );
  return qop === null
    ? hashJoined(algorithm.hash, ha1, wire.nonce, ha2)
    : hashJoined(algorithm.hash, ha1, wire.nonce, toWire(nc), wire.cnonce, toWire(qop), ha2);
}

/** RFC 7616 §3.4.3. Nothing in it is secret. */
export function ha2Of({ algorithm, method, uri, qop, body }: HashedInputs): string {
  const parts = [toWire(method), toWire(uri), ...(qop === "auth-int" ? [hashHex(algorithm.hash, toWire(body))] : [])];
  return hashJoined(algorithm.hash, ...parts);
}

/** Latin-1 uses one byte per character; clients replace characters it lacks with a question mark. */
export function inBytes(text: string, charset: Charset): WireText {
  return charset === "utf-8" ? toWire(text) : text.replaceAll(/[\u0100-\u{10ffff}]/gu, "?");
}
