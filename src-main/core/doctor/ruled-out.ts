import type { StepName, VerdictCode } from "#shared/doctor-names.ts";
import type { DiagnosisStep, Verdict } from "#shared/doctor.ts";
import type { AcceptedLogin } from "#shared/login-history.ts";
import type { CaseFacts, Finding } from "./finding.ts";
import { utcMinute } from "./utc-words.ts";

type Reason = Verdict["ruledOut"][number];

/** The API itself judged the login. With every other verdict, something else may have responded instead. */
const judged: ReadonlySet<VerdictCode> = new Set([
  "rejected",
  "rejected-without-challenge",
  "refused-since",
  "other-charset",
  "nonce-of-connection",
  "wrong-level",
  "not-permitted",
  "session-blocks",
  "valid-company",
  "valid-agent",
]);

/** The password was accepted in this run. */
const provesPassword: ReadonlySet<VerdictCode> = new Set([
  "other-charset",
  "nonce-of-connection",
  "not-permitted",
  "session-blocks",
  "valid-company",
  "valid-agent",
]);

/** Something on the way responded, so nothing is known about the API. */
const answeredOnTheWay: ReadonlySet<VerdictCode> = new Set([
  "proxy-login",
  "captive-portal",
  "gateway-failed",
  "redirected-elsewhere",
  "web-page",
]);

/** What cannot be the reason any more, with this run's proof of it. At most five, the most frequently asked first. */
export function ruledOutBy(found: Finding, steps: readonly DiagnosisStep[], facts: CaseFacts): Reason[] {
  const passed = (name: StepName): boolean => steps.some((step) => step.name === name && step.state === "done");
  const { code } = found;
  const isJudged = judged.has(code);
  const isProven = provesPassword.has(code) || (code === "wrong-level" && servedIn(facts) !== null);
  const accepted = code === "refused-since" ? facts.history.accepted : null;
  const excluded: (Reason | false)[] = [
    isProven && { what: "Wrong password", why: `\`${servedIn(facts) ?? facts.designator}\` answered with it` },
    accepted !== null && { what: "Typing error", why: `This password got ${gotAt(accepted, facts)}` },
    isLevelExcluded(found, facts),
    isNonceExcluded(code) && {
      what: "Old nonce",
      why: code.startsWith("valid") ? "It was issued a moment before" : "A new one was refused too",
    },
    accepted !== null &&
      isSameServer(accepted, facts) && { what: "Other server", why: "Same host, realm and software" },
    isJudged &&
      passed("own-answer") && {
        what: "Broken client",
        why: isProven ? "Our own response was accepted" : "Our own response got the same",
      },
    passed("without-cookies") && { what: "Session cookie", why: "The same response without one" },
    isJudged && passed("http") && { what: "Network", why: "The server answered" },
    passed("tls") && { what: "Certificate", why: "It is trusted" },
    isProven && passed("first-401") && { what: "Wrong base URL", why: "The API answered there" },
  ];
  return excluded.filter((each) => each !== false).slice(0, 5);
}

/** What may still be the reason, with why it could not be ruled out. */
export function notRuledOutBy(found: Finding, facts: CaseFacts): Reason[] {
  const would = "Would give this 401";
  const level = isLevelExcluded(found, facts) === false ? [{ what: "Wrong level", why: "Could not be asked" }] : [];
  const nonce =
    found.detail === "" ? [] : [{ what: "Nonce of a connection", why: "The login went over another connection" }];
  const { code } = found;
  const undecided: Reason[] = [
    { what: "Wrong password", why: found.signed ? "It was sent and not judged" : "It was not sent" },
    { what: "Wrong level", why: "No resource was judged" },
    ...(answeredOnTheWay.has(code) ? [{ what: "Error in the API", why: "It may not have answered" }] : []),
  ];
  const changed: Reason[] = [
    { what: "Password changed", why: would },
    { what: "Account closed", why: "Would give the same 401" },
    ...level,
    ...otherServer(facts),
    ...nonce,
  ];
  const wrong: Reason[] = [
    { what: "Wrong password", why: would },
    { what: "Wrong user name", why: would },
    { what: "Account closed", why: "Would give the same 401" },
    ...level,
    ...nonce,
  ];
  const onlyHere: Reason[] = [
    { what: "Somebody else’s record", why: would },
    { what: "Closed to this account", why: would },
  ];
  if (code === "refused-since") return changed;
  if (code.startsWith("rejected")) return wrong;
  if (code === "not-permitted") return onlyHere;
  if (code === "session-ghost") return [{ what: "Wrong password", why: "Only the cookie was let in" }];
  if (code === "wrong-level" && servedIn(facts) === null) {
    return [{ what: "Password changed", why: "The other level did not answer now" }];
  }
  return judged.has(code) ? [] : undecided;
}

/** A resource that was served in this run in addition to the tested one. */
function servedIn({ questions }: CaseFacts): string | null {
  return questions.find(({ status }) => status !== null && status >= 200 && status < 300)?.designator ?? null;
}

function isLevelExcluded({ code }: Finding, facts: CaseFacts): Reason | false {
  const { designator, history, questions } = facts;
  if (!code.startsWith("rejected") && code !== "refused-since") return false;
  const { accepted } = history;
  if (code === "refused-since" && accepted?.designator === designator) {
    return { what: "Wrong level", why: `This resource got ${gotAt(accepted, facts)}` };
  }
  const isRefusedToo = questions.length > 0 && questions.every(({ status }) => status === 401);
  return isRefusedToo && { what: "Wrong level", why: "The other level is refused too" };
}

function isNonceExcluded(code: VerdictCode): boolean {
  return judged.has(code) && code !== "nonce-of-connection";
}

function isSameServer({ realm, software }: AcceptedLogin, { seen }: CaseFacts): boolean {
  return realm !== null && software !== null && realm === seen.realm && software === seen.software;
}

function otherServer(facts: CaseFacts): Reason[] {
  const { accepted } = facts.history;
  if (accepted === null || isSameServer(accepted, facts)) return [];
  const isNoted = accepted.realm !== null && accepted.software !== null;
  return [{ what: "Other server", why: isNoted ? "Realm or software differs from then" : "Not noted when it worked" }];
}

function gotAt({ at, status }: AcceptedLogin, { startedAt }: CaseFacts): string {
  return `${String(status)} at ${utcMinute(at, startedAt).replace(" today", "")}`;
}
