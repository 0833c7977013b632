import { listInWords } from "#shared/amounts.ts";
import type { VerdictCode } from "#shared/doctor-names.ts";
import { timeOf } from "../ticket.ts";
import type { SeenCertificate } from "./certificate.ts";
import type { TlsSighting } from "./look-at-tls.ts";

/** Why no encrypted connection was established: the verdict, and what to add to it, as whole sentences. */
export interface TlsExplanation {
  readonly code: VerdictCode;
  readonly detail: string;
}

export const plainHttp: TlsExplanation = {
  code: "tls-failed",
  detail: "The port speaks plain http: the base URL must begin with http.",
};

/** With more names than this a sentence becomes unreadable; the evidence has them all. */
const maxNames = 4;

/** Alerts with which servers refuse a client that sent no certificate (RFC 8446 §6.2, RFC 5246 §7.2.2). */
const aboutCertificate = /certificate[ _]required|bad[ _]certificate|no[ _]certificate|alert number (?:41|42|116)\b/iu;
const protocolVersion = /protocol[ _]version|unsupported[ _]protocol|wrong[ _]ssl[ _]version|alert number 70\b/iu;
const unknownName = /unrecognized[ _]name|alert number 112\b/iu;
const nothingInCommon = /handshake[ _]failure|no shared cipher|insufficient[ _]security|alert number (?:40|71)\b/iu;
const weak = /too[ _]small|too[ _]weak|key too|md[ _]too/iu;
const oldRenegotiation = /unsafe[ _]legacy[ _]renegotiation/iu;

/**
 * Interprets a sighting. `problem` is how the request itself failed, in the library's own words, which are evidence and
 * never reach a sentence. null: nothing in it explains the failure.
 */
export function explainTls(
  sighting: TlsSighting,
  { problem, hostname, now }: { readonly problem: string; readonly hostname: string; readonly now: number },
): TlsExplanation | null {
  const { speaks, certificate, distrust } = sighting;
  if (speaks === "http") return plainHttp;
  const said = `${problem}\n${sighting.problem}`;
  if (distrust !== "" && certificate !== null) {
    const explained = explainDistrust(distrust, certificate, hostname, now);
    return explained.detail === "" && weak.test(said) ? untrusted(weakness) : explained;
  }
  if (weak.test(said)) return { code: "tls-untrusted", detail: weakness };
  if (aboutCertificate.test(said) || sighting.asksForCertificate) {
    return { code: "client-certificate-wanted", detail: "" };
  }
  const detail = protocolVersion.test(said)
    ? "It offers only versions of TLS that are too old or too new for this application, which speaks TLS 1.2 and 1.3."
    : unknownName.test(said)
      ? `It does not know the name \`${hostname}\`: check the host name in the base URL.`
      : oldRenegotiation.test(said)
        ? "It lacks a protection that TLS has had since 2010 (RFC 5746)."
        : nothingInCommon.test(said)
          ? "It found no cipher suite that both sides support."
          : null;
  return detail === null ? null : { code: "tls-failed", detail };
}

const weakness = "The certificate, or one that it depends on, uses a key or a hash that is too weak to be relied on.";

function explainDistrust(code: string, seen: SeenCertificate, hostname: string, now: number): TlsExplanation {
  const clock = `this computer has ${timeOf(now)}`;
  switch (code) {
    case "CERT_NOT_YET_VALID":
      return {
        code: "tls-not-yet-valid",
        detail:
          seen.validFrom <= now
            ? `A certificate that it depends on is not valid yet; ${clock}.`
            : `It is valid from ${dateOf(seen.validFrom)}; ${clock}.`,
      };
    case "CERT_HAS_EXPIRED":
      return {
        code: "tls-expired",
        detail:
          seen.validTo >= now
            ? `A certificate that it depends on has expired; ${clock}.`
            : `It was valid until ${dateOf(seen.validTo)}; ${clock}.`,
      };
    case "ERR_TLS_CERT_ALTNAME_INVALID":
    case "HOSTNAME_MISMATCH":
      return untrusted(`It is for ${namesOf(seen)} and not for \`${hostname}\`.`);
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
      return untrusted("It is self-signed: only the server itself vouches for it.");
    case "SELF_SIGNED_CERT_IN_CHAIN":
      return untrusted(`It was issued by ${issuerOf(seen)}, under a root that this computer does not trust.`);
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return untrusted(
        `It was issued by ${issuerOf(seen)}, whose certificate is missing: either the server does not send the intermediate certificate, which browsers often have and programs do not, or this computer does not know the issuer.`,
      );
    case "CERT_REVOKED":
      return untrusted("It was revoked by its issuer.");
    default:
      return untrusted("");
  }
}

function untrusted(detail: string): TlsExplanation {
  return { code: "tls-untrusted", detail };
}

function dateOf(milliseconds: number): string {
  return Number.isNaN(milliseconds) ? "a date that cannot be read" : timeOf(milliseconds);
}

function namesOf({ names }: SeenCertificate): string {
  if (names.length === 0) return "no host name at all";
  const shown = names.slice(0, maxNames).map((name) => `\`${name}\``);
  return listInWords(names.length > maxNames ? [...shown, "others"] : shown);
}

function issuerOf({ issuer }: SeenCertificate): string {
  return issuer === "" ? "an issuer without a name" : `“${issuer}”`;
}
