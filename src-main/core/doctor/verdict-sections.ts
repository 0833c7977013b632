import { verdictCodes, type VerdictCode } from "#shared/doctor-names.ts";
import { emptyHistory, type LoginHistory } from "#shared/login-history.ts";
import { finding, type CaseFacts, type Finding } from "./finding.ts";
import { verdictWords } from "./verdict-words.ts";

/** A case for the documentation: every name in it is invented or the API's own. */
const facts: CaseFacts = {
  server: "api.rezora.com:443",
  hostname: "api.rezora.com",
  secure: true,
  apiVersion: "v1",
  designator: "contacts",
  resourceLevel: "agent",
  userName: "hoak-agent-0412",
  questions: [],
  challengeDamage: [],
  history: emptyHistory,
  startedAt: Date.UTC(2026, 10, 23, 14, 2, 31),
  seen: { realm: "Rezora API", software: "Apache/2.2.12" },
};
const workedBefore: LoginHistory = {
  accepted: {
    at: Date.UTC(2026, 10, 23, 13, 50, 8),
    designator: "contacts",
    status: 200,
    records: 248,
    realm: "Rezora API",
    software: "Apache/2.2.12",
  },
  refused: { at: Date.UTC(2026, 10, 23, 14, 2, 19), designator: "contacts" },
  edited: null,
};
const refusedTwice = [{ designator: "agents", level: "company", status: 401 }] as const;

interface Sample {
  readonly facts?: Partial<CaseFacts>;
  readonly status?: number;
  readonly detail?: string;
  readonly signed?: boolean;
  readonly wait?: string;
}

const samples: Readonly<Partial<Record<VerdictCode, Sample>>> = {
  "tls-untrusted": { detail: "It is for `oak.example` and not for `api.rezora.com`." },
  "tls-expired": { detail: "It was valid until 2026-10-31 23:59:59 UTC; this computer has 2026-11-23 12:00:00 UTC." },
  "tls-not-yet-valid": {
    detail: "It is valid from 2027-01-01 00:00:00 UTC; this computer has 2026-11-23 12:00:00 UTC.",
  },
  "https-expected": {
    facts: { server: "api.rezora.com:8443", secure: false },
    detail: "It answered the handshake.",
  },
  "broken-head": { detail: "A line ends without a carriage return, in line 1: `HTTP/1.1 401 Unauthorized`." },
  "unrequested-upgrade": { status: 101, detail: "It named `h2c`." },
  "redirected-elsewhere": { status: 301, detail: "https://elsewhere.example/v1/contacts" },
  "no-authentication-asked": { status: 200 },
  "basic-only": { detail: "Basic" },
  "malformed-challenge": { status: 401, detail: "There is no nonce." },
  "unsupported-algorithm": { detail: "SHA3-256" },
  "unsupported-qop": { detail: "auth-conf" },
  "invalid-user-name": { detail: "A user name for digest authentication cannot contain a colon." },
  rejected: { facts: { questions: refusedTwice } },
  "refused-since": { status: 401, facts: { questions: refusedTwice, history: workedBefore } },
  "other-charset": { status: 401, detail: "Latin-1" },
  "other-challenge": {
    status: 401,
    detail: "The first 401 asked for the realm “Rezora API”, the 401 to the login asks for “Other site”.",
  },
  "nonce-of-connection": { status: 200 },
  "signed-request-refused": { status: 400, signed: true },
  forbidden: { status: 403 },
  locked: { status: 423, signed: true },
  "rate-limited": { status: 429, signed: true, wait: "2 minutes" },
  "proxy-login": { status: 407 },
  "captive-portal": { status: 511 },
  "gateway-failed": { status: 502 },
  "server-error": { status: 500 },
  maintenance: { status: 503, wait: "2 minutes" },
  "web-page": { status: 200, signed: true },
  "unexpected-answer": { status: 418 },
  "wrong-level": {
    facts: {
      designator: "groups",
      resourceLevel: "company",
      questions: [{ designator: "contacts", level: "agent", status: 200 }],
    },
  },
  "not-permitted": {
    facts: { designator: "lists/7", questions: [{ designator: "contacts", level: "agent", status: 200 }] },
  },
  "session-ghost": { status: 200 },
  "valid-company": { status: 200, facts: { designator: "agents", resourceLevel: "company" } },
  "valid-agent": { status: 200 },
};

/** One section of docs/credential-doctor.md for each verdict, in the words of the application. */
export function verdictSections(): string[] {
  return verdictCodes.map((code) => {
    const sample = samples[code] ?? {};
    const found: Finding = finding(code, sample.status ?? null, sample.detail ?? "", sample);
    const { title, explanation, tell } = verdictWords[code]({ ...facts, ...sample.facts }, found);
    return [`### \`${code}\``, `**${title}** ${explanation}`, `To the customer: ${tell}`].join("\n\n");
  });
}
