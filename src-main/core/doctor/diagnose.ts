import type { DoctorReport, Verdict } from "#shared/doctor.ts";
import type { Connections } from "../connections/connections.ts";
import { decideLevel } from "../connections/level.ts";
import { tellAboutEnds } from "#shared/suspicion-words.ts";
import { emptyHistory } from "#shared/login-history.ts";
import { question } from "../exchanges/detect-level.ts";
import { verdictOnLogin } from "../exchanges/exchange-of.ts";
import type { MeterStore } from "../exchanges/meter.ts";
import type { Sender } from "../exchanges/outgoing.ts";
import { parseOrigin } from "../http/origin.ts";
import type { Ports } from "../ports.ts";
import type { AccessStore } from "./matrix/access-store.ts";
import { Examination } from "./examination.ts";
import type { CaseFacts, Finding } from "./finding.ts";
import { Diagnosis } from "./diagnosis.ts";
import { prepareTested } from "./prepare-tested.ts";
import { Cancelled, createProbe } from "./probe.ts";
import { beforeAndNow } from "./before-and-now.ts";
import { notRuledOutBy, ruledOutBy } from "./ruled-out.ts";
import { suspicionsOf } from "./suspicions.ts";
import { ticketOf } from "./ticket.ts";
import { withDamage } from "./challenge-words.ts";
import { verdictWords } from "./verdict-words.ts";

export interface DoctorParts {
  readonly ports: Pick<Ports, "clock" | "emit">;
  readonly connections: Connections;
  readonly access: Pick<AccessStore, "observe">;
  readonly sender: Sender;
  readonly meter: MeterStore;
  readonly forgetSession: (sessionKey: string) => void;
}

export interface DiagnosisRequest {
  readonly runId: string;
  readonly connectionId: string;
  readonly designator: string;
}

/** Verdicts that decide the level. When a session is involved, a response says nothing about the account. */
const aboutTheAccount: ReadonlySet<Finding["code"]> = new Set([
  "rejected",
  "rejected-without-challenge",
  "refused-since",
  "wrong-level",
  "not-permitted",
  "valid-company",
  "valid-agent",
]);

/** Verdicts after which oddities of the login itself are worth mentioning. */
const aboutTheLogin: ReadonlySet<Finding["code"]> = new Set([
  "invalid-user-name",
  "rejected",
  "rejected-without-challenge",
  "refused-since",
  "nonce-loop",
  "forbidden",
  "session-ghost",
]);

/** Finds the one reason why a login fails, or that it works. Rejects when there is nothing to test with. */
export async function diagnose(
  parts: DoctorParts,
  { runId, connectionId, designator }: DiagnosisRequest,
  signal: AbortSignal,
): Promise<DoctorReport> {
  const { ports, connections, sender, meter } = parts;
  const { clock, emit } = ports;
  const startedAt = clock.now();
  const begun = clock.monotonic();
  const tested = await prepareTested(sender, { ...question, connectionId, designator });
  const { connection, login, origin, requestTarget } = tested.outgoing;
  const diagnosis = new Diagnosis(clock, (progress) => emit("doctorProgress", { runId, ...progress }));
  const sessionKeys: string[] = [];
  const newSessionKey = (): string => {
    const key = `doctor ${runId} ${sessionKeys.length}`;
    sessionKeys.push(key);
    return key;
  };
  const probe = createProbe({ sender, diagnosis, runId, signal, newSessionKey });
  const examination = new Examination(tested, { sender, diagnosis, probe, signal, clock, startedAt });

  meter.action(connectionId);
  const end = meter.begin(connectionId);
  const found = await examination
    .run()
    .catch((error: unknown) => {
      if (error instanceof Cancelled) return null;
      throw error;
    })
    .finally(() => {
      end();
      for (const key of sessionKeys) parts.forgetSession(key);
    });
  diagnosis.close(found === null ? "Cancelled" : "Not tried: a step before it failed");

  const facts: CaseFacts = {
    server: parseOrigin(origin).server,
    hostname: tested.hostname,
    secure: origin.startsWith("https:"),
    apiVersion: connection.apiVersion,
    designator,
    resourceLevel: tested.level,
    userName: connection.userName,
    questions: examination.questions,
    challengeDamage: examination.challengeDamage,
    history: connection.login ?? emptyHistory,
    startedAt,
    seen: examination.seen,
  };
  const report = {
    runId,
    connectionId,
    connectionName: connection.name,
    designator,
    startedAt,
    totalMs: clock.monotonic() - begun,
    wireRequests: diagnosis.wireRequests,
    steps: [...diagnosis.steps],
    verdict: found === null ? null : verdictOf(found, facts, diagnosis, login.credentials?.password ?? ""),
  };
  if (found !== null && aboutTheAccount.has(found.code)) {
    const { observations } = examination;
    for (const seen of observations) connections.observeLogin(connectionId, login, seen);
    const learned = connections.get(connectionId);
    for (const seen of observations) {
      const { designator, status } = seen;
      const verdict = verdictOnLogin(seen, learned, startedAt);
      parts.access.observe(connectionId, login, {
        designator,
        status,
        login: verdict,
        method: "GET",
        source: "doctor",
      });
    }
    const known = connections.get(connectionId).level;
    await connections.setLevel(connectionId, login, decideLevel(known, examination.observations, clock.now()));
  }
  const ticket = ticketOf(report, `${origin}${requestTarget}`, connection.userName);
  if (report.verdict === null) return { ...report, ticket };
  // The customer may be informed about the ends of the password. A ticket says nothing about it.
  const tell = `${report.verdict.tell}${tellAboutEnds(report.verdict.suspicions)}`;
  return { ...report, verdict: { ...report.verdict, tell }, ticket };
}

function verdictOf(found: Finding, facts: CaseFacts, diagnosis: Diagnosis, password: string): Verdict {
  return {
    code: found.code,
    good: found.code === "valid-agent" || found.code === "valid-company",
    ...withDamage(verdictWords[found.code](facts, found), found, facts),
    ruledOut: ruledOutBy(found, diagnosis.steps, facts),
    notRuledOut: notRuledOutBy(found, facts),
    compared: found.code === "refused-since" ? beforeAndNow(found, facts) : [],
    suspicions: aboutTheLogin.has(found.code)
      ? [...suspicionsOf("user name", facts.userName), ...suspicionsOf("password", password)]
      : [],
  };
}
