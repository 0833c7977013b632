import { createHash } from "node:crypto";
import type { HeaderCheckInput } from "#shared/header-check.ts";
import { clientHeader, pastedLegs, rightValues, serverChallenge, type ClientChange } from "./client-doubles.ts";
import type { FindingCode } from "./findings.ts";

/** One planted client mistake and the expected finding. For unit and end-to-end tests only. */
export interface Mutation {
  readonly name: string;
  readonly input: HeaderCheckInput;
  readonly code: FindingCode;
  readonly authorization: string | null;
  readonly challenge?: ClientChange;
  readonly requestLine?: string;
  readonly login?: ClientChange;
  /** Used instead of `Authorization`. */
  readonly fieldName?: string;
}

const noQop = { qop: null, nc: null, cnonce: null };
const other = (
  input: HeaderCheckInput,
  code: FindingCode,
  name: string,
  hashed: ClientChange,
  written?: ClientChange,
) => ({
  name,
  input,
  code,
  authorization: clientHeader(hashed, written ?? hashed),
});

const commaRealm = { realm: "Rezora API, Europe" };
const quoteRealm = { realm: 'Rezora "Live" API' };
const accents = { username: "jäsøn", password: "pässwörd" };
const equalsNonce = { nonce: "bm9uY2U4c487da8=" };
const encoded = { uri: "/v1/contacts?name=J%C3%BCrgen%20M" };
const encodedLine = `GET ${encoded.uri} HTTP/1.1`;

const md5 = (text: string | Uint8Array): string => createHash("md5").update(text).digest("hex");

/** A client that computes the response in its own way. */
function ownWay(
  code: FindingCode,
  name: string,
  respond: (values: { readonly a1: string; readonly a2: string; readonly between: string }) => string,
): Mutation {
  const { username, realm, password, method, uri, nonce, nc, cnonce, qop } = rightValues;
  const between = [nonce, nc, cnonce, qop].join(":");
  const response = respond({ a1: `${username}:${realm}:${password}`, a2: `${method}:${uri}`, between });
  return { name, input: "hashing", code, authorization: withResponse(clientHeader(), response) };
}

function withResponse(header: string, response: string): string {
  return header.replace(/(?<=response=")[0-9a-f]*/u, response);
}

const edited = (
  input: HeaderCheckInput,
  code: FindingCode,
  name: string,
  edit: (header: string) => string,
): Mutation => ({
  name,
  input,
  code,
  authorization: edit(clientHeader()),
});

const decomposed = { username: rightValues.username, password: "wünsche" };
const percent = { username: rightValues.username, password: "100%25 sure" };

export const mutations: readonly Mutation[] = [
  other("uri", "uri-lacks-query", "query missing from uri", { uri: "/v1/contacts.json" }),
  other("uri", "uri-lacks-query", "query hashed away, shown in uri", { uri: "/v1/contacts.json" }, {}),
  other("uri", "uri-absolute", "uri absolute", { uri: `https://api.rezora.com${rightValues.uri}` }),
  {
    ...other("uri", "uri-encoded-differently", "uri not encoded", { uri: "/v1/contacts?name=Jürgen M" }),
    requestLine: encodedLine,
  },
  {
    ...other("uri", "uri-encoded-differently", "hex digits of uri in small letters", {
      uri: encoded.uri
        .toLowerCase()
        .replace("j%", "J%")
        .replace("m", "M")
        .replace("naMe", "name")
        .replace("20m", "20M"),
    }),
    requestLine: encodedLine,
  },
  other("uri", "uri-lacks-path", "base path missing from uri", { uri: rightValues.uri.slice(3) }),
  other("uri", "uri-differs", "another address", { uri: "/v1/agents.json" }),
  other("nc", "nc-decimal", "nc decimal", { nc: "00000010" }),
  other("nc", "nc-decimal", "nc sent in decimal, hashed in hexadecimal", {}, { nc: "00000010" }),
  other("nc", "nc-fixed", "nc fixed at 1", { nc: "00000001" }),
  other("nc", "nc-miscounted", "nc one too far", { nc: "0000000b" }),
  other("nc", "nc-malformed", "nc without leading zeros", { nc: "a" }),
  {
    ...other("nc", "nc-quoted", "nc quoted", {}),
    authorization: clientHeader().replace("nc=0000000a", 'nc="0000000a"'),
  },
  other("nc", "nc-missing", "nc hashed, not sent", {}, { nc: null }),
  other("qop", "qop-missing", "qop missing though offered", noQop),
  other("qop", "qop-missing", "qop shown, not hashed", { qop: null }, {}),
  {
    ...other("qop", "qop-list-echoed", "whole qop list echoed", { qop: "auth,auth-int" }),
    challenge: { qop: "auth,auth-int" },
  },
  other("qop", "qop-differs", "a qop that does not exist", { qop: "token" }),
  other("cnonce", "cnonce-missing", "cnonce not sent", { cnonce: null }),
  { ...other("nonce", "nonce-cut", "nonce cut at =", { nonce: "bm9uY2U4c487da8" }), challenge: equalsNonce },
  {
    ...other("nonce", "nonce-cut", "nonce cut when sent", equalsNonce, { nonce: "bm9uY2U4c487da8" }),
    challenge: equalsNonce,
  },
  other("nonce", "nonce-differs", "nonce of an older challenge", { nonce: "4c487d0000000" }),
  { ...other("realm", "realm-cut", "realm cut at a comma", { realm: "Rezora API" }), challenge: commaRealm },
  other("realm", "realm-differs", "realm made up", { realm: "api.rezora.com" }),
  {
    ...other("realm", "quotes-not-escaped", "quotes not escaped", quoteRealm),
    authorization: clientHeader(quoteRealm).replaceAll('\\"', '"'),
    challenge: quoteRealm,
  },
  { ...other("algorithm", "algorithm-ignored", "algorithm ignored", {}), challenge: { algorithm: "SHA-256" } },
  {
    ...other("algorithm", "algorithm-ignored", "algorithm named, not used", {}, { algorithm: "SHA-256" }),
    challenge: { algorithm: "SHA-256" },
  },
  {
    ...other("algorithm", "algorithm-unnamed", "algorithm used, not named", { algorithm: "SHA-256" }, {}),
    challenge: { algorithm: "SHA-256" },
  },
  {
    ...other("algorithm", "algorithm-ignored", "-sess named, not used", {}, { algorithm: "MD5-sess" }),
    challenge: { algorithm: "MD5-sess" },
  },
  other("algorithm", "algorithm-unknown", "an algorithm that does not exist", {}, { algorithm: "SHA512" }),
  other("opaque", "opaque-dropped", "opaque dropped", { opaque: null }),
  other("opaque", "opaque-changed", "opaque changed", { opaque: "e24302732637d79c61441bbe483ec0b8" }),
  other("username", "user-name-letter-lost", "letter lost from the user name", { username: "hoak-agent-042" }),
  other("username", "user-name-letter-lost", "letter lost when sent only", {}, { username: "hoak-agent-042" }),
  other("username", "user-name-case", "user name in capital letters", { username: "HOAK-agent-0412" }),
  other("username", "user-name-blank", "blank behind the user name", { username: "hoak-agent-0412 " }),
  other("username", "user-name-blank", "an invisible character in the user name", {
    username: "hoak-agent\u200b-0412",
  }),
  other("username", "user-name-differs", "another user name", { username: "someone" }),
  other("username", "name-password-swapped", "name and password swapped", {
    username: "practice",
    password: "hoak-agent-0412",
  }),
  {
    ...other("charset", "charset-latin-1", "Latin-1 where UTF-8 was used", { ...accents, charset: "latin1" }, accents),
    login: accents,
  },
  other("method", "method-mismatch", "signed for another method", { method: "POST" }),
  { ...other("method", "method-mismatch", "method in small letters", { method: "get" }) },
  {
    ...other("authorization", "header-folded", "folded header", {}),
    authorization: clientHeader().replaceAll(", ", ",\r\n  "),
  },
  {
    ...other("authorization", "basic-sent", "Basic sent instead", {}),
    authorization: `Basic ${btoa("hoak-agent-0412:practice")}`,
  },
  { ...other("authorization", "authorization-missing", "Authorization missing", {}), authorization: null },
  {
    ...other("response", "response-malformed", "response cut", {}),
    authorization: clientHeader().replace(/(response="[0-9a-f]{8})[0-9a-f]*/u, "$1"),
  },
  {
    ...other("response", "response-upper-case", "response in capital letters", {}),
    authorization: clientHeader().replace(/(?<=response=")[0-9a-f]*/u, (hash) => hash.toUpperCase()),
  },
  edited(
    "authorization",
    "field-repeated",
    "Basic and Digest in two fields",
    (header) => `Basic eHh4\r\nAuthorization: ${header}`,
  ),
  {
    ...other("authorization", "proxy-authorization", "credentials in Proxy-Authorization", {}),
    fieldName: "Proxy-Authorization",
  },
  { ...other("authorization", "field-misspelled", "a misspelled field name", {}), fieldName: "Authorisation" },
  edited("authorization", "scheme-missing", "no scheme", (header) => header.replace("Digest ", "")),
  edited("authorization", "scheme-misspelled", "a misspelled scheme", (header) => header.replace("Digest ", "Digst ")),
  edited("authorization", "parameter-repeated", "a parameter twice", (header) => `${header}, qop=auth`),
  edited("authorization", "separators-missing", "spaces between the parameters", (header) =>
    header.replaceAll(", ", " "),
  ),
  edited("authorization", "comma-surplus", "a comma at the end", (header) => `${header},`),
  edited("username", "quotes-single", "a value in single quotes", (header) =>
    header.replace(/username="([^"]*)"/u, "username='$1'"),
  ),
  edited("cnonce", "value-unquoted", "a value without quotes", (header) =>
    header.replace(/cnonce="([^"]*)"/u, "cnonce=$1"),
  ),
  edited("username", "user-name-extended", "username* for a plain name", (header) =>
    header.replace(/username="([^"]*)"/u, "username*=UTF-8''$1"),
  ),
  other(
    "username",
    "user-name-prefixed",
    "the realm in front of the user name",
    {},
    {
      username: `${rightValues.realm}\\${rightValues.username}`,
    },
  ),
  {
    ...other(
      "charset",
      "letters-decomposed",
      "decomposed letters hashed",
      { ...decomposed, password: decomposed.password.normalize("NFD") },
      {},
    ),
    login: decomposed,
  },
  {
    ...other("hashing", "password-decoded", "percent signs of the password decoded", { password: "100% sure" }),
    login: percent,
  },
  ownWay("hash-upper-case", "HA1 and HA2 in capital letters", ({ a1, a2, between }) =>
    md5(`${md5(a1).toUpperCase()}:${between}:${md5(a2).toUpperCase()}`),
  ),
  ownWay("hash-encoding", "all strings in UTF-16", ({ a1, a2, between }) => {
    const wide = (text: string) => md5(Buffer.from(text, "utf16le"));
    return wide(`${wide(a1)}:${between}:${wide(a2)}`);
  }),
  ownWay("hash-line-ending", "a line feed after each string", ({ a1, a2, between }) =>
    md5(`${md5(`${a1}\n`)}:${between}:${md5(`${a2}\n`)}\n`),
  ),
  ownWay("hash-raw", "the bytes of HA1 hashed", ({ a1, a2, between }) =>
    md5(Buffer.concat([Buffer.from(md5(a1), "hex"), Buffer.from(`:${between}:${md5(a2)}`)])),
  ),
  ownWay("hash-cut", "HA1 and HA2 cut", ({ a1, a2, between }) =>
    md5(`${md5(a1).slice(0, 16)}:${between}:${md5(a2).slice(0, 16)}`),
  ),
  ownWay("hash-twice", "HA1 hashed twice", ({ a1, a2, between }) => md5(`${md5(md5(a1))}:${between}:${md5(a2)}`)),
  ownWay("hash-order", "HA1 and HA2 swapped", ({ a1, a2, between }) => md5(`${md5(a2)}:${between}:${md5(a1)}`)),
  ownWay("hash-quotes", "the quotes around the URI hashed", ({ a1, between }) =>
    md5(`${md5(a1)}:${between}:${md5(`GET:"${rightValues.uri}"`)}`),
  ),
  ownWay("hash-body", "an empty body hashed with qop=auth", ({ a1, a2, between }) =>
    md5(`${md5(a1)}:${between}:${md5(`${a2}:${md5("")}`)}`),
  ),
  other("response", "not-reproduced", "another password", { password: "Practice1" }),
];

/** The mistake as it is pasted: both legs, so the challenge is known. */
export function pastedMutation({ authorization, challenge, requestLine, fieldName }: Mutation): string {
  const text = pastedLegs(authorization, serverChallenge(challenge), requestLine);
  return fieldName === undefined ? text : text.replace("\r\nAuthorization:", `\r\n${fieldName}:`);
}

/** Applies to every mutation: it was the tenth request on its nonce. */
export const mutationNonceUse = 10;
