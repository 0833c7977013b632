import type { VerdictCode } from "#shared/doctor-names.ts";
import type { FaultName } from "#practice/fault-list.ts";

/** For tests: what is wrong, and the expected verdict. The core's and the end-to-end tests use the same table. */
export interface DoctorCase {
  readonly fault: FaultName | null;
  readonly account: "agent" | "company";
  readonly designator: string;
  readonly verdict: VerdictCode;
  /** Used instead of the account's own. */
  readonly userName?: string;
  readonly password?: string;
}

const contacts = { account: "agent", designator: "contacts" } as const;
const agents = { account: "company", designator: "agents" } as const;

function spoiled(fault: FaultName, verdict: VerdictCode): DoctorCase {
  return { ...contacts, fault, verdict };
}

export const doctorCases: readonly DoctorCase[] = [
  spoiled("name-not-found", "name-not-found"),
  spoiled("refused", "refused"),
  spoiled("timed-out", "timed-out"),
  spoiled("headers-hang", "timed-out"),
  spoiled("silent", "timed-out"),
  spoiled("reset", "connection-lost"),
  spoiled("closed", "connection-lost"),
  spoiled("not-http", "not-http"),
  spoiled("two-lengths", "broken-head"),
  spoiled("broken-head", "broken-head"),
  spoiled("unrequested-upgrade", "unrequested-upgrade"),
  spoiled("tls-untrusted", "tls-untrusted"),
  spoiled("tls-expired", "tls-expired"),
  spoiled("tls-not-yet-valid", "tls-not-yet-valid"),
  spoiled("tls-failed", "tls-failed"),
  spoiled("https-expected", "https-expected"),
  spoiled("client-certificate-wanted", "client-certificate-wanted"),
  spoiled("redirected-elsewhere", "redirected-elsewhere"),
  spoiled("redirect", "redirected-elsewhere"),
  spoiled("wrong-base-url", "wrong-base-url"),
  spoiled("no-authentication-asked", "no-authentication-asked"),
  spoiled("no-challenge", "no-challenge"),
  spoiled("basic-only", "basic-only"),
  spoiled("malformed-challenge", "malformed-challenge"),
  // Malformed, but still read.
  spoiled("damaged-challenge", "valid-agent"),
  spoiled("unsupported-algorithm", "unsupported-algorithm"),
  spoiled("unsupported-qop", "unsupported-qop"),
  spoiled("odd-answer", "unexpected-answer"),
  { ...spoiled("record-refused", "not-permitted"), designator: "contacts/1000" },
  spoiled("rejected", "rejected"),
  spoiled("rejected-without-challenge", "rejected-without-challenge"),
  spoiled("nonce-loop", "nonce-loop"),
  spoiled("nonce-of-connection", "nonce-of-connection"),
  spoiled("other-challenge", "other-challenge"),
  spoiled("signed-request-refused", "signed-request-refused"),
  spoiled("locked", "locked"),
  spoiled("rate-limited", "rate-limited"),
  spoiled("proxy-login", "proxy-login"),
  spoiled("captive-portal", "captive-portal"),
  spoiled("bad-gateway", "gateway-failed"),
  spoiled("web-page", "web-page"),
  spoiled("forbidden", "forbidden"),
  spoiled("forbidden-after-login", "forbidden"),
  spoiled("error-before-login", "server-error"),
  spoiled("server-error", "server-error"),
  spoiled("maintenance", "maintenance"),
  spoiled("maintenance-after-login", "maintenance"),
  spoiled("session-ghost", "session-ghost"),
  spoiled("session-blocks", "session-blocks"),
  { ...contacts, fault: null, verdict: "valid-agent" },
  { ...agents, fault: null, verdict: "valid-company" },
  { ...contacts, fault: null, designator: "groups", verdict: "wrong-level" },
  { ...agents, fault: null, designator: "contacts", verdict: "wrong-level" },
  { ...contacts, fault: null, designator: "contacts/999999", verdict: "valid-agent" },
  { ...contacts, fault: null, password: "wrong", verdict: "rejected" },
  { ...contacts, fault: null, userName: "nobody", verdict: "rejected" },
  { ...contacts, fault: null, userName: "practice-agent:practice", verdict: "invalid-user-name" },
];
