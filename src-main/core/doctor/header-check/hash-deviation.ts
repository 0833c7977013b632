import { createHash } from "node:crypto";
import { toWire, type WireText } from "../../digest/wire-text.ts";
import { inBytes, type HashedInputs } from "./hashed-inputs.ts";

/** Names a family of wrong ways of hashing; each is a finding. */
export type WayCode =
  | "hash-upper-case"
  | "hash-encoding"
  | "hash-line-ending"
  | "hash-raw"
  | "hash-cut"
  | "hash-twice"
  | "hash-order"
  | "hash-quotes"
  | "hash-body";

/** A way in which a program computes the response that differs from RFC 7616 §3.4. */
export interface HashWay {
  readonly code: WayCode;
  /** `HA1 and HA2 in capital letters`: what the program does, for the table. */
  readonly words: string;
  /** The response computed in this way, in lower case. */
  readonly respond: (inputs: HashedInputs) => string;
}

/** Everything that known programs do differently. Whatever is absent follows the RFC. */
export interface Deviation {
  /** Turns the bytes of a joined string into the bytes to hash. */
  readonly encodeA1?: (bytes: WireText) => WireText;
  readonly encodeA2?: (bytes: WireText) => WireText;
  readonly encodeKd?: (bytes: WireText) => WireText;
  /** Turns a hash into the text that is hashed again. */
  readonly secret?: (hex: string) => WireText;
  readonly ha1?: (hex: string) => WireText;
  readonly ha2?: (hex: string) => WireText;
  readonly response?: (hex: string) => string;
  readonly quoted?: ReadonlySet<keyof HashedInputs>;
  readonly a1?: (username: WireText, realm: WireText, password: WireText) => WireText;
  readonly a2?: (method: WireText, uri: WireText, body: WireText, hash: (bytes: WireText) => string) => WireText;
  readonly kd?: (parts: KdParts) => WireText;
}

interface KdParts {
  readonly ha1: WireText;
  readonly nonce: WireText;
  readonly nc: WireText;
  readonly cnonce: WireText;
  /** null: computed as in RFC 2069. */
  readonly qop: WireText | null;
  readonly ha2: WireText;
}

export const openSslNames = { MD5: "md5", "SHA-256": "sha256", "SHA-512-256": "sha512-256" } as const;
const same = <Value>(value: Value): Value => value;

export function respondWith(deviation: Deviation, inputs: HashedInputs): string {
  const { algorithm, qop } = inputs;
  const { encodeA1 = same, encodeA2 = same, encodeKd = same } = deviation;
  const { secret = same, ha1 = same, ha2 = same, response = same } = deviation;
  const hash = (bytes: WireText): string =>
    createHash(openSslNames[algorithm.hash]).update(bytes, "latin1").digest("hex");
  const inQuotes = (name: "username" | "realm" | "nonce" | "nc" | "cnonce" | "method" | "uri" | "password"): string =>
    deviation.quoted?.has(name) === true ? `"${inputs[name]}"` : inputs[name];
  const wire = (name: "realm" | "nonce" | "nc" | "cnonce" | "method" | "uri"): WireText => toWire(inQuotes(name));
  const login = (name: "username" | "password"): WireText => inBytes(inQuotes(name), inputs.charset);
  const a1 = (deviation.a1 ?? joinA1)(login("username"), wire("realm"), login("password"));
  const plain = hash(encodeA1(a1));
  const whole = algorithm.session ? hash(encodeA1(`${secret(plain)}:${wire("nonce")}:${wire("cnonce")}`)) : plain;
  const body = toWire(inputs.body);
  const join = deviation.a2 ?? (qop === "auth-int" ? joinBodyA2 : joinA2);
  const second = hash(encodeA2(join(wire("method"), wire("uri"), body, hash)));
  const kd = (deviation.kd ?? joinKd)({
    ha1: ha1(whole),
    nonce: wire("nonce"),
    nc: wire("nc"),
    cnonce: wire("cnonce"),
    qop: qop === null ? null : toWire(deviation.quoted?.has("qop") === true ? `"${qop}"` : qop),
    ha2: ha2(second),
  });
  return response(hash(encodeKd(kd))).toLowerCase();
}

export function joinA1(username: WireText, realm: WireText, password: WireText): WireText {
  return `${username}:${realm}:${password}`;
}

export function joinA2(method: WireText, uri: WireText): WireText {
  return `${method}:${uri}`;
}

export function joinBodyA2(
  method: WireText,
  uri: WireText,
  body: WireText,
  hash: (bytes: WireText) => string,
): WireText {
  return `${method}:${uri}:${hash(body)}`;
}

export function joinKd(parts: KdParts): WireText {
  return kdList(parts).join(":");
}

export function kdList({ ha1, nonce, nc, cnonce, qop, ha2 }: KdParts): WireText[] {
  return qop === null ? [ha1, nonce, ha2] : [ha1, nonce, nc, cnonce, qop, ha2];
}

export const way = (code: WayCode, words: string, deviation: Deviation): HashWay => ({
  code,
  words,
  respond: (inputs) => respondWith(deviation, inputs),
});
