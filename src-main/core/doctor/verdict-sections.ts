import { verdictCodes, type VerdictCode } from "#shared/doctor-names.ts";
import { finding, type CaseFacts, type Finding } from "./finding.ts";
import { verdictWords } from "./verdict-words.ts";

/** A case for the documentation: every name in it is invented, or the API's own. */
const facts: CaseFacts = {
  server: "api.rezora.com:443",
  hostname: "api.rezora.com",
  apiVersion: "v1",
  designator: "contacts",
  resourceLevel: "agent",
  userName: "hoak-agent-0412",
  questions: [],
};
const refusedTwice = [{ designator: "agents", level: "company", status: 401 }] as const;

interface Sample {
  readonly facts?: Partial<CaseFacts>;
  readonly status?: number;
  readonly detail?: string;
}

const samples: Readonly<Partial<Record<VerdictCode, Sample>>> = {
  "tls-untrusted": { detail: "self-signed certificate" },
  "tls-expired": { detail: "certificate has expired" },
  "redirected-elsewhere": { status: 301, detail: "https://elsewhere.example/v1/contacts" },
  "no-authentication-asked": { status: 200 },
  "basic-only": { detail: "Basic" },
  "malformed-challenge": { status: 401, detail: "There is no nonce." },
  "unsupported-algorithm": { detail: "SHA3-256" },
  "unsupported-qop": { detail: "auth-conf" },
  "invalid-user-name": { detail: "A user name for digest authentication cannot contain a colon." },
  rejected: { facts: { questions: refusedTwice } },
  "other-charset": { status: 401, detail: "Latin-1" },
  forbidden: { status: 403 },
  "server-error": { status: 500 },
  maintenance: { status: 503, detail: "120" },
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
    const found: Finding = finding(code, sample.status ?? null, sample.detail ?? "");
    const { title, explanation, tell } = verdictWords[code]({ ...facts, ...sample.facts }, found);
    return [`### \`${code}\``, `**${title}** ${explanation}`, `To the customer: ${tell}`].join("\n\n");
  });
}
