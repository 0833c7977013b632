import type { CookieTest, CookieVerdict } from "#shared/cookie-test.ts";
import type { CookieTrialName } from "#shared/cookie-test-names.ts";
import { question } from "../../exchanges/detect-level.ts";
import { ExchangeCookies } from "../../http/cookies.ts";
import type { SendResult } from "../../http/send-contract.ts";
import type { DiagnosisRequest, DoctorParts } from "../diagnose.ts";
import type { Tested } from "../examination.ts";
import { prepareTested } from "../prepare-tested.ts";
import { Cancelled, createProbe, type Probe, type ProbeOptions } from "../probe.ts";
import { cookieTicketOf } from "./ticket.ts";
import { Trials } from "./trials.ts";
import { cookieVerdictOf, undecided } from "./verdict.ts";

/**
 * Shows whether the login or the session was accepted, with at most five wire requests, each on its own socket and with
 * its own challenge. Rejects when there is nothing to test with.
 */
export async function testCookies(
  { ports, sender, meter, forgetSession }: Omit<DoctorParts, "connections">,
  { runId, connectionId, designator }: DiagnosisRequest,
  signal: AbortSignal,
): Promise<CookieTest> {
  const { clock, emit } = ports;
  const startedAt = clock.now();
  const begun = clock.monotonic();
  const tested = await prepareTested(sender, { ...question, connectionId, designator });
  const { connection, origin, requestTarget } = tested.outgoing;
  const trials = new Trials((progress) => emit("cookieTestProgress", { runId, ...progress }));
  const sessionKeys: string[] = [];
  const newSessionKey = (): string => {
    const key = `cookies ${runId} ${sessionKeys.length}`;
    sessionKeys.push(key);
    return key;
  };
  const probe = createProbe({ sender, diagnosis: trials, runId, signal, newSessionKey });

  meter.action(connectionId);
  const end = meter.begin(connectionId);
  const verdict = await testCookieWays(tested, trials, probe)
    .catch((error: unknown) => {
      if (error instanceof Cancelled) return null;
      throw error;
    })
    .finally(() => {
      end();
      for (const key of sessionKeys) forgetSession(key);
    });
  trials.close(verdict === null ? "Cancelled" : reasonToSkip(verdict));
  const report = {
    runId,
    connectionId,
    designator,
    startedAt,
    totalMs: clock.monotonic() - begun,
    wireRequests: trials.wireRequests,
    trials: trials.all,
    verdict,
  };
  return { ...report, ticket: cookieTicketOf(report, `${origin}${requestTarget}`, connection.userName) };
}

async function testCookieWays(tested: Tested, trials: Trials, probe: Probe): Promise<CookieVerdict> {
  const { outgoing, request } = tested;
  const { designator } = request;
  const nobody = { ...outgoing, login: { ...outgoing.login, credentials: null } };
  const cookies = new ExchangeCookies();
  const attempt = async (name: CookieTrialName, how: ProbeOptions): Promise<SendResult> => {
    trials.begin(name);
    const result = await probe(name === "cookie-only" ? nobody : outgoing, how);
    trials.end(name, result);
    return result;
  };

  const always = await attempt("login-and-cookie", { cookies });
  if (always.login === "not-asked") return undecided(designator, `it answered ${outcomeOf(always)} without a login`);
  if (!decides(always)) return undecided(designator, outcomeOf(always));
  const facts = { designator, always: always.status !== 401 };
  if (cookies.empty) return cookieVerdictOf({ ...facts, withoutCookie: null, cookieAlone: null });
  const without = await attempt("login-only", { withoutCookies: true });
  if (!decides(without)) return undecided(designator, outcomeOf(without));
  const alone = await attempt("cookie-only", { cookies });
  if (!decides(alone)) return undecided(designator, outcomeOf(alone));
  return cookieVerdictOf({ ...facts, withoutCookie: without.status !== 401, cookieAlone: alone.status !== 401 });
}

/** Served, refused or not found shows whether it was accepted. Any other response is inconclusive. */
function decides({ status }: SendResult): boolean {
  return status !== null && ((status >= 200 && status < 300) || status === 401 || status === 404);
}

function outcomeOf({ status, failure }: SendResult): string {
  return status === null ? (failure?.message ?? "no answer came") : String(status);
}

function reasonToSkip({ code }: CookieVerdict): string {
  return code === "no-cookie"
    ? "Not needed: the server set no cookie"
    : "Not tried: an answer before it decides nothing";
}
