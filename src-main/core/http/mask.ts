import type { HeaderPair } from "#shared/http/headers.ts";
import type { SeenSecret } from "./seen-secrets.ts";

/** Replaces any secret. Its fixed length does not reveal the length of what it hides. */
export const mask = "••••••••";

/**
 * Headers as they may leave this module: in wire order, with cookie values, `rspauth` and the given secrets hidden.
 *
 * @param secrets Texts to hide wherever they occur: the digest response of the leg, which a server may echo.
 */
export function maskHeaders(headers: readonly HeaderPair[], secrets: readonly string[]): HeaderPair[] {
  return headers.map(([name, value]) => [name, maskSecrets(maskField(name, value), secrets)]);
}

function maskSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, mask), text);
}

/** Hides secrets in one field according to its grammar (RFC 6265 §4.1.1, §4.2.1; RFC 7615 §3). */
export function maskField(name: string, value: string): string {
  switch (name.toLowerCase()) {
    case "cookie":
      return value.split(";").map(maskCookie).join(";");
    case "set-cookie": {
      const [cookie = "", ...attributes] = value.split(";");
      return [maskCookie(cookie), ...attributes].join(";");
    }
    case "authentication-info":
      return value.replaceAll(/(rspauth[\t ]*=[\t ]*"?)[^\t ",]*/giu, `$1${mask}`);
    case "authorization":
    case "proxy-authorization":
      return value.startsWith("Digest ") ? value.replaceAll(/(\bresponse=")[^"]*/giu, `$1${mask}`) : mask;
    default:
      return value;
  }
}

/** What `maskField` hides of a login, to be searched for in anything that leaves the application. */
export function secretsIn(headers: readonly HeaderPair[]): SeenSecret[] {
  return headers.flatMap(([name, value]) => {
    switch (name.toLowerCase()) {
      case "cookie":
        return value.split(";").map((cookie) => sessionId(cookie));
      case "set-cookie":
        return [sessionId(value.split(";", 1)[0] ?? "")];
      case "authentication-info":
        return Array.from(value.matchAll(/rspauth[\t ]*=[\t ]*"?([^\t ",]+)/giu), ([, proof = ""]) => ({
          kind: "server proof" as const,
          text: proof,
        }));
      default:
        return [];
    }
  });
}

function sessionId(cookie: string): SeenSecret {
  return { kind: "session id", text: cookie.slice(cookie.indexOf("=") + 1).trim() };
}

/** In a cookie without a name, everything is value. */
function maskCookie(cookie: string): string {
  const equals = cookie.indexOf("=");
  return `${equals === -1 ? "" : cookie.slice(0, equals + 1)}${mask}`;
}
