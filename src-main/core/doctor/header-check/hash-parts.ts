import { joinA2, joinBodyA2, joinKd, kdList, way, type Deviation, type HashWay } from "./hash-deviation.ts";
import type { HashedInputs } from "./hashed-inputs.ts";

const separated = (separator: string): Deviation => ({
  a1: (...parts) => parts.join(separator),
  a2: (method, uri) => method + separator + uri,
  kd: (parts) => kdList(parts).join(separator),
});

/** Different orders and separators of the parts, different parts, and quotes around them. */
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

export const partWays: readonly HashWay[] = [...orders, ...quotes, ...bodies];
