import { cookieVerdictCodes, type CookieVerdictCode } from "./cookie-test-names.ts";
import { verdictCodes, type VerdictCode } from "./doctor-names.ts";

/** A verdict in two or three words, for a list of them. */
const verdictNames: Readonly<Record<VerdictCode, string>> = {
  "name-not-found": "Name not found",
  refused: "Nothing on the port",
  unreachable: "Not reachable",
  "timed-out": "No response in time",
  "connection-lost": "Connection lost",
  "tls-untrusted": "Certificate not trusted",
  "tls-expired": "Certificate expired",
  "tls-not-yet-valid": "Certificate not valid yet",
  "client-certificate-wanted": "Client certificate needed",
  "tls-failed": "TLS failed",
  "https-expected": "Needs https",
  "not-http": "Not HTTP",
  "broken-head": "Broken head",
  "unrequested-upgrade": "Other protocol",
  "redirected-elsewhere": "Redirected",
  "wrong-base-url": "Wrong base URL",
  "no-authentication-asked": "No login asked for",
  "no-challenge": "No challenge",
  "basic-only": "No Digest offered",
  "malformed-challenge": "Broken challenge",
  "unsupported-algorithm": "Unknown algorithm",
  "unsupported-qop": "Unknown qop",
  "invalid-user-name": "Impossible user name",
  rejected: "Rejected",
  "rejected-without-challenge": "Rejected, no challenge",
  "refused-since": "Refused now",
  "other-charset": "Other charset",
  "nonce-loop": "Nonces outdated",
  "other-challenge": "Another login asked for",
  "nonce-of-connection": "Nonce of a connection",
  "signed-request-refused": "Signed request refused",
  forbidden: "Forbidden",
  locked: "Locked",
  "rate-limited": "Too many requests",
  "proxy-login": "Proxy wants a login",
  "captive-portal": "Network wants a sign-in",
  "gateway-failed": "Gateway failed",
  "server-error": "Server error",
  maintenance: "Not available",
  "web-page": "Web page, no data",
  "unexpected-answer": "Unexpected response",
  "wrong-level": "Wrong level",
  "not-permitted": "Resource refused",
  "session-ghost": "Only the cookie works",
  "session-blocks": "Cookie blocks the login",
  "valid-company": "Works",
  "valid-agent": "Works",
};

const cookieVerdictNames: Readonly<Record<CookieVerdictCode, string>> = {
  "login-opens": "Login works alone",
  "no-cookie": "No cookie set",
  "cookie-opens": "Only the cookie works",
  "session-alone": "Cookie works alone",
  "session-blocks": "Cookie blocks the login",
  "cookie-changes-nothing": "Refused either way",
  "not-decided": "Not decided",
};

/** The name of any verdict. Those of a header check are words already, written as a code. */
export function verdictName(code: string): string {
  const known = verdictCodes.find((each) => each === code);
  if (known !== undefined) return verdictNames[known];
  const cookie = cookieVerdictCodes.find((each) => each === code);
  if (cookie !== undefined) return cookieVerdictNames[cookie];
  const words = code.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
