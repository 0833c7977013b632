import { algorithmOf } from "../../digest/algorithm.ts";
import { isAscii } from "../../digest/wire-text.ts";
import { hashedUserName, sent, type HeaderCheckSubject } from "./subject.ts";
import type { Charset } from "./hashed-inputs.ts";
import { percentDecoded } from "./request-address.ts";
import type { Alternatives } from "./search.ts";

const methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"];
const algorithms = ["MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"];

/**
 * What a client may have hashed for each input: first the value in its header, then the right value, then
 * the mistakes of known clients.
 */
export function alternativesOf(one: HeaderCheckSubject): Alternatives {
  const realm = sent(one, "realm") ?? "";
  const userName = one.userName ?? "";
  const trueName = one.login.userName;
  const hashed = one.userHash && userName.toLowerCase() === hashedUserName(one, realm);
  return {
    method: distinct([one.method, ...methods, one.method?.toLowerCase(), "get", ""]),
    uri: addresses(one),
    username: distinct([
      hashed ? trueName : userName,
      trueName,
      userName,
      userName.replace(/^.*[\\/]/u, ""),
      userName.replace(/@[^@]*$/u, ""),
      userName.normalize("NFD"),
      userName.normalize("NFC"),
      userName.trim(),
      userName.toLowerCase(),
      ...written(one, "username"),
    ]),
    realm: distinct([
      realm,
      one.challenge?.realm,
      realm.split(",", 1)[0],
      one.challenge?.realm.split(",", 1)[0],
      `"${realm}"`,
      ...written(one, "realm"),
      "",
    ]),
    nonce: distinct([
      sent(one, "nonce") ?? "",
      one.challenge?.answered === true ? one.challenge.nonce : null,
      ...written(one, "nonce"),
    ]),
    nc: counts(one),
    cnonce: distinct([sent(one, "cnonce") ?? "", "", ...written(one, "cnonce")]),
    qop: [...new Set([sent(one, "qop"), one.challenge?.qop ?? null, "auth", null, "auth-int", "auth,auth-int"])],
    algorithm: distinct([one.algorithm, one.challenge?.algorithm, ...algorithms.map((name) => algorithmOf(name))]),
    body: bodies(one),
    charset: isAscii(trueName + userName + (one.login.password ?? ""))
      ? ["utf-8"]
      : distinct<Charset>([one.charset, "utf-8", "latin-1"]),
  };
}

function addresses(one: HeaderCheckSubject): string[] {
  const uri = sent(one, "uri") ?? "";
  const target = one.requestTarget ?? uri;
  const [path = ""] = target.split("?", 1);
  const host = one.request.host ?? hostIn(one.request.target) ?? "";
  const whole =
    host === ""
      ? []
      : [
          `http://${host}${target}`,
          `https://${host}${target}`,
          `${host}${target}`,
          `http://${host}${path}`,
          `https://${host}${path}`,
        ];
  return distinct([
    uri,
    target,
    path,
    uri.split("?", 1)[0],
    percentDecoded(target),
    encoded(percentDecoded(target)),
    encoded(target),
    target.replaceAll(/%[0-9a-f]{2}/giu, (code) => code.toLowerCase()),
    target.replaceAll(/%[0-9a-f]{2}/giu, (code) => code.toUpperCase()),
    target.replace(/\.(?:json|xml|csv)(?=\?|$)/u, ""),
    target.slice(1),
    target.replace(/^\/[^/?]+(?=\/)/u, ""),
    `${target}?`,
    "/",
    "",
    ...whole,
  ]);
}

function hostIn(target: string | null): string | null {
  return /^https?:\/\/(?:[^/?#@]*@)?([^/?#]+)/iu.exec(target ?? "")?.[1] ?? null;
}

function encoded(address: string): string {
  return encodeURI(address.replaceAll(/\p{Surrogate}/gu, "\ufffd"));
}

/** Hashed only for auth-int. A paste does not show which line endings the body had, nor whether it ended with one. */
function bodies({ request, credentials }: HeaderCheckSubject): string[] {
  const body = request.body ?? "";
  if (credentials.parameters.get("qop")?.value !== "auth-int") return [body];
  const lines = body.replace(/\n$/u, "");
  const windows = (text: string): string => text.replaceAll("\n", "\r\n");
  return distinct([body, lines, windows(body), windows(lines), `${lines}\n`]);
}

function counts(one: HeaderCheckSubject): string[] {
  const nc = sent(one, "nc") ?? "";
  const use = one.nonceUse ?? (/^[0-9a-f]{1,8}$/iu.test(nc) ? Number.parseInt(nc, 16) : 1);
  return distinct([
    nc,
    nonceCount(use),
    String(use).padStart(8, "0"),
    String(use),
    use.toString(16),
    nonceCount(1),
    /[0-9a-f]{8}$/iu.exec(nc)?.[0],
    "1",
    nonceCount(Math.max(1, use - 1)),
    nonceCount(Math.min(use + 1, 0xffff_ffff)),
    `"${nc}"`,
    "",
  ]);
}

/** nc has eight hex digits (RFC 7616 §3.4). */
export function nonceCount(use: number): string {
  return use.toString(16).padStart(8, "0");
}

/** Some clients hash a value with its escapes. */
function written({ credentials }: HeaderCheckSubject, name: string): string[] {
  const parameter = credentials.parameters.get(name);
  return parameter === undefined ? [] : [parameter.written];
}

function distinct<Value>(values: readonly (Value | null | undefined)[]): Value[] {
  return [...new Set(values.filter((value) => value !== null && value !== undefined))];
}
