import type { VerdictCode } from "#shared/doctor-names.ts";
import type { Leg } from "#shared/http/exchange.ts";
import { firstHeader } from "#shared/http/headers.ts";
import { waitOf } from "#shared/http/retry-after.ts";
import { isFromGateway } from "#shared/rezora/status.ts";
import { describeRedirect } from "../http/redirect.ts";
import { finding, type Finding } from "./finding.ts";

export interface StatusPlace {
  readonly origin: string;
  /** Milliseconds since the epoch: Retry-After may name a date. */
  readonly now: number;
  /** The request contained the login. */
  readonly signed: boolean;
}

/** Statuses that mean the same before and after the login. */
const codes: Readonly<Partial<Record<number, VerdictCode>>> = {
  403: "forbidden",
  407: "proxy-login",
  423: "locked",
  429: "rate-limited",
  503: "maintenance",
  511: "captive-portal",
};

/**
 * What a status means for the login. null: the login was decided by a 2xx, a 401 or a 404 to the signed request.
 * A 404 means that a record is missing, which the API looks up only for a login that it knows.
 */
export function findingOfStatus(leg: Leg, { origin, now, signed }: StatusPlace): Finding | null {
  const status = leg.status ?? 0;
  const header = (name: string): string => firstHeader(leg.responseHeaders, name) ?? "";
  const more = { signed, wait: waitOf(header("retry-after"), now) };
  const redirect = describeRedirect({ ...leg, origin }, status, header("location"));
  if (redirect !== null) return finding("redirected-elsewhere", status, redirect.location, more);
  if (status >= 200 && status < 300) return signed ? null : finding("no-authentication-asked", status);
  if (signed && (status === 401 || status === 404)) return null;
  if (wantsTls(status, header("upgrade"), origin)) return finding("https-expected", status, "", more);
  return finding(codeOf(status, signed), status, status === 405 ? header("allow") : header("upgrade"), more);
}

function codeOf(status: number, signed: boolean): VerdictCode {
  const known = codes[status];
  if (known !== undefined) return known;
  if (isFromGateway(status)) return "gateway-failed";
  if (status >= 500 && status < 600) return "server-error";
  if (signed && status === 400) return "signed-request-refused";
  return !signed && (status === 404 || status === 410) ? "wrong-base-url" : "unexpected-answer";
}

/** RFC 2817 §4.2: a 426 names the protocol that the server requires. */
function wantsTls(status: number, upgrade: string, origin: string): boolean {
  return status === 426 && /\btls\b/iu.test(upgrade) && origin.startsWith("http:");
}
