import { createHash } from "node:crypto";
import { fromWire, toWire, type WireText } from "../../digest/wire-text.ts";
import type { HashedInputs } from "./hashed-inputs.ts";

/** Names the family of a wrong way of hashing; each is a finding. */
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

/** A way in which a program computes the response, other than the one of RFC 7616 §3.4. */
export interface HashWay {
  readonly code: WayCode;
  /** `HA1 and HA2 in capital letters`: what the program does, for the table. */
  readonly words: string;
  /** The response in this way, in lower case. */
  readonly respond: (inputs: HashedInputs) => string;
}

/** Everything that the known programs do differently. What is not given is done as the RFC says. */
interface Deviation {
  /** From the bytes of a joined string to those that are hashed. */
  readonly encodeA1?: (bytes: WireText) => WireText;
  readonly encodeA2?: (bytes: WireText) => WireText;
  readonly encodeKd?: (bytes: WireText) => WireText;
  /** From a hash to the text that is hashed again. */
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
  /** null: as RFC 2069 has it. */
  readonly qop: WireText | null;
  readonly ha2: WireText;
}

const openSslNames = { MD5: "md5", "SHA-256": "sha256", "SHA-512-256": "sha512-256" } as const;
const same = <Value>(value: Value): Value => value;

function respondWith(deviation: Deviation, inputs: HashedInputs): string {
  const { algorithm, qop } = inputs;
  const { encodeA1 = same, encodeA2 = same, encodeKd = same } = deviation;
  const { secret = same, ha1 = same, ha2 = same, response = same } = deviation;
  const hash = (bytes: WireText): string =>
    createHash(openSslNames[algorithm.hash]).update(bytes, "latin1").digest("hex");
  const wire = (name: "username" | "realm" | "nonce" | "nc" | "cnonce" | "method" | "uri" | "password"): WireText =>
    toWire(deviation.quoted?.has(name) === true ? `"${inputs[name]}"` : inputs[name]);
  const a1 = (deviation.a1 ?? joinA1)(wire("username"), wire("realm"), wire("password"));
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

function joinA1(username: WireText, realm: WireText, password: WireText): WireText {
  return `${username}:${realm}:${password}`;
}

function joinA2(method: WireText, uri: WireText): WireText {
  return `${method}:${uri}`;
}

function joinBodyA2(method: WireText, uri: WireText, body: WireText, hash: (bytes: WireText) => string): WireText {
  return `${method}:${uri}:${hash(body)}`;
}

function joinKd(parts: KdParts): WireText {
  return kdList(parts).join(":");
}

function kdList({ ha1, nonce, nc, cnonce, qop, ha2 }: KdParts): WireText[] {
  return qop === null ? [ha1, nonce, ha2] : [ha1, nonce, nc, cnonce, qop, ha2];
}

const way = (code: WayCode, words: string, deviation: Deviation): HashWay => ({
  code,
  words,
  respond: (inputs) => respondWith(deviation, inputs),
});

const raw = (hex: string): WireText => Buffer.from(hex, "hex").toString("latin1");
const upper = (hex: string): WireText => hex.toUpperCase();
const base64 = (hex: string): WireText => Buffer.from(hex, "hex").toString("base64");
const upperBase = { secret: upper, ha1: upper, ha2: upper };

const upperCase: readonly HashWay[] = [
  way("hash-upper-case", "HA1 and HA2 in capital letters", upperBase),
  way("hash-upper-case", "HA1 in capital letters", { secret: upper, ha1: upper }),
  way("hash-upper-case", "HA2 in capital letters", { ha2: upper }),
  way("hash-upper-case", "the session's HA1 in capital letters", { ha1: upper }),
  way("hash-upper-case", "the first hash of the session in capital letters", { secret: upper }),
  way("hash-upper-case", "the hash of the session and HA2 in capital letters", { ha1: upper, ha2: upper }),
  way("hash-upper-case", "the first hash of the session and HA2 in capital letters", { secret: upper, ha2: upper }),
];

const utf16 =
  (order: "le" | "be", mark: boolean) =>
  (bytes: WireText): WireText => {
    const encoded = Buffer.from(`${mark ? "\ufeff" : ""}${fromWire(bytes)}`, "utf16le");
    return (order === "le" ? encoded : encoded.swap16()).toString("latin1");
  };
const marked = (bytes: WireText): WireText => `\u00ef\u00bb\u00bf${bytes}`;

function inEncoding(name: string, encode: (bytes: WireText) => WireText): HashWay[] {
  return [
    way("hash-encoding", `all strings in ${name}`, { encodeA1: encode, encodeA2: encode, encodeKd: encode }),
    way("hash-encoding", `A1 in ${name}`, { encodeA1: encode }),
    way("hash-encoding", `A1 and A2 in ${name}`, { encodeA1: encode, encodeA2: encode }),
  ];
}

const encodings: readonly HashWay[] = [
  ...inEncoding("UTF-16, little endian", utf16("le", false)),
  ...inEncoding("UTF-16, big endian", utf16("be", false)),
  ...inEncoding("UTF-16, little endian, with a byte order mark", utf16("le", true)),
  ...inEncoding("UTF-16, big endian, with a byte order mark", utf16("be", true)),
  ...inEncoding("UTF-8 with a byte order mark", marked),
];

const endings = {
  "a line feed": "\n",
  "a Windows line ending": "\r\n",
  "a zero byte": "\0",
  "a carriage return": "\r",
};

const lineEndings: readonly HashWay[] = Object.entries(endings).flatMap(([name, ending]) => {
  const add = (bytes: WireText): WireText => bytes + ending;
  return [
    way("hash-line-ending", `${name} after each string`, { encodeA1: add, encodeA2: add, encodeKd: add }),
    way("hash-line-ending", `${name} after A1 and A2`, { encodeA1: add, encodeA2: add }),
    way("hash-line-ending", `${name} after A1`, { encodeA1: add }),
    way("hash-line-ending", `${name} after A2`, { encodeA2: add }),
    way("hash-line-ending", `${name} after the last string`, { encodeKd: add }),
    way("hash-line-ending", `${name} after A1 and the last string`, { encodeA1: add, encodeKd: add }),
    way("hash-line-ending", `${name} after A2 and the last string`, { encodeA2: add, encodeKd: add }),
    way("hash-line-ending", `${name} after the hashes HA1 and HA2`, { ha1: add, ha2: add }),
  ];
});

const forms: readonly HashWay[] = [
  way("hash-raw", "the first hash of the session as bytes", { secret: raw }),
  way("hash-raw", "HA1 and HA2 as bytes", { ha1: raw, ha2: raw }),
  way("hash-raw", "HA1, HA2 and the first hash of the session as bytes", { secret: raw, ha1: raw, ha2: raw }),
  way("hash-raw", "HA1 as bytes", { ha1: raw }),
  way("hash-raw", "HA2 as bytes", { ha2: raw }),
  way("hash-raw", "HA1 and HA2 in base64", { ha1: base64, ha2: base64 }),
  way("hash-raw", "HA1 in base64", { ha1: base64 }),
  way("hash-raw", "HA2 in base64", { ha2: base64 }),
  ...cuts("their first 16 digits", (hex) => hex.slice(0, 16)),
  ...cuts("16 digits from their middle", (hex) => hex.slice(8, 24)),
  ...cuts("their first 32 digits", (hex) => hex.slice(0, 32)),
  way("hash-cut", "the response as the first 32 digits of its hash", { response: (hex) => hex.slice(0, 32) }),
];

function cuts(words: string, cut: (hex: string) => string): HashWay[] {
  return [
    way("hash-cut", `HA1 and HA2 as ${words}`, { ha1: cut, ha2: cut }),
    way("hash-cut", `HA1 as ${words}`, { ha1: cut }),
    way("hash-cut", `HA2 as ${words}`, { ha2: cut }),
  ];
}

/** The ways that hash a hash once more need the algorithm, so each is made per call. */
const twice: readonly HashWay[] = [
  againWay("HA1 hashed twice", (again) => ({ ha1: again })),
  againWay("HA2 hashed twice", (again) => ({ ha2: again })),
  againWay("HA1 and HA2 hashed twice", (again) => ({ ha1: again, ha2: again })),
  againWay("the response hashed twice", (again) => ({ response: again })),
  againWay("the hash of the password in its place", (again) => ({
    a1: (name, realm, password) => joinA1(name, realm, again(password)),
  })),
];

function againWay(words: string, make: (again: (text: string) => string) => Deviation): HashWay {
  return {
    code: "hash-twice",
    words,
    respond: (inputs) => {
      const name = openSslNames[inputs.algorithm.hash];
      const again = (text: string): string => createHash(name).update(text, "latin1").digest("hex");
      return respondWith(make(again), inputs);
    },
  };
}

const separated = (separator: string): Deviation => ({
  a1: (...parts) => parts.join(separator),
  a2: (method, uri) => method + separator + uri,
  kd: (parts) => kdList(parts).join(separator),
});

const orders: readonly HashWay[] = [
  way("hash-order", "A1 as realm, user name, password", {
    a1: (name, realm, password) => `${realm}:${name}:${password}`,
  }),
  way("hash-order", "A1 as user name, password, realm", {
    a1: (name, realm, password) => `${name}:${password}:${realm}`,
  }),
  way("hash-order", "A1 as password, user name, realm", {
    a1: (name, realm, password) => `${password}:${name}:${realm}`,
  }),
  way("hash-order", "A1 as password, realm, user name", {
    a1: (name, realm, password) => `${password}:${realm}:${name}`,
  }),
  way("hash-order", "A1 as realm, password, user name", {
    a1: (name, realm, password) => `${realm}:${password}:${name}`,
  }),
  way("hash-order", "A1 without the realm", { a1: (name, _, password) => `${name}:${password}` }),
  way("hash-order", "A1 with an empty realm", { a1: (name, _, password) => `${name}::${password}` }),
  way("hash-order", "A1 as the password alone", { a1: (_, __, password) => password }),
  way("hash-order", "A1 without colons", { a1: (...parts) => parts.join("") }),
  way("hash-order", "A1 with a colon at its end", { a1: (...parts) => `${parts.join(":")}:` }),
  way("hash-order", "A2 as URI, method", { a2: (method, uri) => `${uri}:${method}` }),
  way("hash-order", "A2 without the colon", { a2: (method, uri) => method + uri }),
  way("hash-order", "A2 with a space in place of the colon", { a2: (method, uri) => `${method} ${uri}` }),
  way("hash-order", "A2 as the URI alone", { a2: (_, uri) => uri }),
  way("hash-order", "HA2 before all other parts", {
    kd: (parts) => [parts.ha2, ...kdList(parts).slice(0, -1)].join(":"),
  }),
  way("hash-order", "HA1 and HA2 swapped", { kd: (parts) => joinKd({ ...parts, ha1: parts.ha2, ha2: parts.ha1 }) }),
  way("hash-order", "HA1, HA2, then the nonce", { kd: ({ ha1, ha2, nonce }) => `${ha1}:${ha2}:${nonce}` }),
  way("hash-order", "HA1, HA2, then the other parts", {
    kd: (parts) => [parts.ha1, parts.ha2, ...kdList(parts).slice(1, -1)].join(":"),
  }),
  way("hash-order", "nc and cnonce swapped", {
    kd: (parts) => joinKd({ ...parts, nc: parts.cnonce, cnonce: parts.nc }),
  }),
  way("hash-order", "nonce and cnonce swapped", {
    kd: (parts) => joinKd({ ...parts, nonce: parts.cnonce, cnonce: parts.nonce }),
  }),
  way("hash-order", "qop before nc", {
    kd: ({ ha1, nonce, nc, cnonce, qop, ha2 }) => [ha1, nonce, qop ?? "", nc, cnonce, ha2].join(":"),
  }),
  way("hash-order", "nc left out", {
    kd: ({ ha1, nonce, cnonce, qop, ha2 }) => [ha1, nonce, cnonce, qop ?? "", ha2].join(":"),
  }),
  way("hash-order", "cnonce left out", {
    kd: ({ ha1, nonce, nc, qop, ha2 }) => [ha1, nonce, nc, qop ?? "", ha2].join(":"),
  }),
  way("hash-order", "qop left out", {
    kd: ({ ha1, nonce, nc, cnonce, ha2 }) => [ha1, nonce, nc, cnonce, ha2].join(":"),
  }),
  way("hash-order", "the nonce left out", {
    kd: ({ ha1, nc, cnonce, qop, ha2 }) => [ha1, nc, cnonce, qop ?? "", ha2].join(":"),
  }),
  way("hash-order", "a colon too many in the middle", { kd: ({ ha1, nonce, ha2 }) => `${ha1}:${nonce}::${ha2}` }),
  way("hash-order", "a colon at the end", { kd: (parts) => `${joinKd(parts)}:` }),
  way("hash-order", "the parts of the response without colons", { kd: (parts) => kdList(parts).join("") }),
  way("hash-order", "no colons at all", separated("")),
  way("hash-order", "spaces after the colons", separated(": ")),
  way("hash-order", "spaces in place of the colons", separated(" ")),
  way("hash-order", "commas in place of the colons", separated(",")),
];

const quotedSets: readonly (readonly [words: string, inputs: readonly (keyof HashedInputs)[]])[] = [
  ["the user name", ["username"]],
  ["the user name and the realm", ["username", "realm"]],
  ["the nonce", ["nonce"]],
  ["the cnonce", ["cnonce"]],
  ["the nonce and the cnonce", ["nonce", "cnonce"]],
  ["the URI", ["uri"]],
  ["qop", ["qop"]],
  ["every value that is quoted in the header", ["username", "realm", "nonce", "cnonce", "uri"]],
];

const quotes: readonly HashWay[] = quotedSets.map(([words, inputs]) =>
  way("hash-quotes", `the quotes around ${words}`, { quoted: new Set(inputs) }),
);

const bodies: readonly HashWay[] = [
  way("hash-body", "the hash of an empty body with qop=auth", {
    a2: (method, uri, _, hash) => `${method}:${uri}:${hash("")}`,
  }),
  way("hash-body", "the hash of the body with qop=auth", { a2: joinBodyA2 }),
  way("hash-body", "no hash of the body with qop=auth-int", { a2: joinA2 }),
  way("hash-body", "an empty text in place of the body's hash", { a2: (method, uri) => `${method}:${uri}:` }),
  way("hash-body", "the body in place of its hash", { a2: (method, uri, body) => `${method}:${uri}:${body}` }),
];

/** All ways that are tried, the likely ones first. */
export const hashWays: readonly HashWay[] = [
  ...upperCase,
  ...lineEndings,
  ...encodings,
  ...forms,
  ...twice,
  ...orders,
  ...quotes,
  ...bodies,
];
