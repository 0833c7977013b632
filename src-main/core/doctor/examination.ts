import type { Evidence, LevelQuestion } from "#shared/doctor.ts";
import type { Leg, RequestSpec } from "#shared/http/exchange.ts";
import { firstHeader } from "#shared/http/headers.ts";
import { CallError } from "../call-error.ts";
import type { LevelObservation } from "../connections/level.ts";
import { checkUserName } from "../digest/user-name.ts";
import type { Outgoing, Sender } from "../exchanges/outgoing.ts";
import { wasAnsweredElsewhere } from "../http/login-warnings.ts";
import type { SendResult } from "../http/send-contract.ts";
import type { Clock } from "../ports.ts";
import { readBodyStart, servesWebPage } from "../exchanges/body-start.ts";
import { declaresPage } from "../http/web-page.ts";
import { asksForClientCertificate, asksForHttps, withoutLogin } from "./body-start.ts";
import { tryOtherCharset } from "./charset-step.ts";
import { checkCookies } from "./cookie-step.ts";
import { factEvidence, legEvidence } from "./evidence.ts";
import { recordFailedLeg } from "./failed-leg.ts";
import { finding, type AccountLevel, type CaseFacts, type Finding } from "./finding.ts";
import { checkFirstResponse, recordReached } from "./first-response.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { checkLevel, type LevelAnswer } from "./level-step.ts";
import { lookUp } from "./name-lookup.ts";
import { recordOwnResponse } from "./own-response.ts";
import { Cancelled, type Probe } from "./probe.ts";
import { codeOfRefusal } from "./refusal-code.ts";
import { differenceInWords } from "./second-challenge.ts";
import { findingOfStatus } from "./status-finding.ts";

/** The GET that is tested. */
export interface Tested {
  readonly request: RequestSpec;
  readonly outgoing: Outgoing;
  readonly level: AccountLevel;
  readonly hostname: string;
}

export interface ExaminationParts {
  readonly sender: Sender;
  readonly diagnosis: Diagnosis;
  readonly probe: Probe;
  readonly signal: AbortSignal;
  readonly clock: Pick<Clock, "now">;
  /** When the run began, milliseconds since the epoch. */
  readonly startedAt: number;
}

/**
 * Checks one login, step by step, until a step fails. Only GETs go out: the tested one, at most two for the level, and
 * the tested one again without cookies. Each costs two wire requests, and never more than three.
 */
export class Examination {
  /** What the responses show about the level, the tested resource first. */
  readonly observations: LevelObservation[] = [];
  questions: readonly LevelQuestion[] = [];
  /** What is broken in a challenge that could be read despite it, one sentence per problem. */
  challengeDamage: readonly string[] = [];
  /** What the server calls itself. */
  seen: CaseFacts["seen"] = { realm: null, software: null };
  readonly #tested: Tested;
  readonly #parts: ExaminationParts;

  constructor(tested: Tested, parts: ExaminationParts) {
    this.#tested = tested;
    this.#parts = parts;
  }

  /** Throws `Cancelled`. */
  async run(): Promise<Finding> {
    return (await this.#lookUpName()) ?? this.#ask();
  }

  async #lookUpName(): Promise<Finding | null> {
    const { diagnosis, signal } = this.#parts;
    const { hostname } = this.#tested;
    diagnosis.begin("name-lookup", `Asking for the address of ${hostname}`);
    const found = await lookUp(hostname, signal, this.#tested.outgoing.connection.idleTimeoutSeconds * 1_000);
    switch (found.kind) {
      case "cancelled":
        throw new Cancelled();
      case "address":
        diagnosis.skipped("name-lookup", `Not needed: ${hostname} is an address`);
        return null;
      case "found":
        diagnosis.done("name-lookup", {
          sentence: `${hostname} is ${found.addresses[0] ?? ""}`,
          evidence: factEvidence(["Name", hostname], ["Addresses", found.addresses.join(", ")]),
        });
        return null;
      case "failed":
        diagnosis.failed("name-lookup", {
          sentence: `${hostname} was not found`,
          evidence: factEvidence(["Name", hostname], ["The system’s words", found.code]),
        });
        return finding("name-not-found", null, found.code);
    }
  }

  async #ask(): Promise<Finding> {
    const { diagnosis, probe } = this.#parts;
    const { outgoing } = this.#tested;
    const { origin } = outgoing;
    const nameProblem = userNameProblem(outgoing.connection.userName);
    const login = nameProblem === null ? outgoing.login : { ...outgoing.login, credentials: null };
    let first: { readonly found: Finding | null } | null = null;
    diagnosis.begin("connect", "Connecting");
    const result = await probe(
      { ...outgoing, login },
      {
        onLeg: (leg) => {
          if (leg.digest !== null || leg.status === null) return;
          this.challengeDamage = leg.challengeDamage ?? [];
          first = { found: checkFirstResponse(diagnosis, leg, { origin, now: this.#parts.clock.now() }) };
          if (first.found === null && nameProblem === null) diagnosis.begin("server-verdict", "Sending the login");
        },
        onProgress({ phase, wireRequests }) {
          if (phase !== "waiting" || wireRequests !== 1 || first !== null) return;
          recordReached(diagnosis, origin.startsWith("https:"));
          diagnosis.begin("http", "Waiting for the answer");
        },
      },
    );
    const found = foundFirst(first);
    if (found !== null) return this.#lookCloser(found, result.legs[0]);
    const last = result.legs.at(-1);
    if (result.failure !== null) {
      const idleTimeoutMs = outgoing.connection.idleTimeoutSeconds * 1_000;
      const speaksHttp = (): Promise<boolean> => this.#speaksHttp();
      return recordFailedLeg({ ...this.#parts, origin, idleTimeoutMs, speaksHttp }, last, result.failure);
    }
    if (last === undefined) throw new Error("an exchange had no leg and no failure");
    if (nameProblem !== null) {
      diagnosis.failed("own-answer", { sentence: nameProblem, ms: null, evidence: factEvidence(["Why", nameProblem]) });
      return finding("invalid-user-name", null, nameProblem);
    }
    return this.#judge(result, last);
  }

  /** What the response to the login means. */
  async #judge(result: SendResult, last: Leg): Promise<Finding> {
    const { diagnosis } = this.#parts;
    const at = { number: result.legs.length, of: result.legs.length };
    const ms = last.timings.total;
    recordOwnResponse(diagnosis, last, at);
    this.seen = {
      realm: last.digest?.derivation.realm ?? null,
      software: firstHeader(last.responseHeaders, "server") ?? null,
    };
    const evidence = legEvidence(last, { ...at, received: ["start", "location", "retry-after"] });
    const difference = differenceInWords(result.legs);
    if (difference !== "") {
      diagnosis.failed("server-verdict", { sentence: "401, and another login is asked for", ms, evidence });
      return finding("other-challenge", last.status, difference, { signed: true });
    }
    if (result.login === "nonce-loop") {
      diagnosis.failed("server-verdict", { sentence: "401 with stale=true, for every new nonce", ms, evidence });
      return finding("nonce-loop", last.status);
    }
    const status = last.status ?? 0;
    const { origin } = this.#tested.outgoing;
    const undecided = findingOfStatus(last, { origin, now: this.#parts.clock.now(), signed: true });
    if (undecided !== null) {
      diagnosis.failed("server-verdict", { sentence: `${status} to the login`, ms, evidence });
      return this.#lookCloser(undecided, last);
    }
    if (status < 300 && (await this.#isWebPage(last))) {
      diagnosis.failed("server-verdict", { sentence: `${status} with a web page: this proves nothing`, ms, evidence });
      return finding("web-page", status, "", { signed: true });
    }
    const { request, level } = this.#tested;
    const { login } = result;
    this.observations.push({ designator: request.designator, resourceLevel: level, status, login });
    return status === 401 ? this.#rejected(result, last, evidence) : this.#accepted(result, last, evidence);
  }

  async #accepted(result: SendResult, last: Leg, evidence: Evidence): Promise<Finding> {
    const { diagnosis } = this.#parts;
    const { request, outgoing } = this.#tested;
    const status = last.status ?? 0;
    diagnosis.done("server-verdict", {
      sentence: `${status}: the login was accepted`,
      ms: last.timings.total,
      evidence,
    });
    let { level } = this.#tested;
    if (status < 300) {
      const kind = level === "agent" ? "an agent account" : "a company account";
      diagnosis.done("level", { sentence: `\`${request.designator}\` ${status}: ${kind}`, ms: null, evidence });
    } else {
      // A missing record does not show whose it would be.
      level = (await this.#askLevel(status)).served ?? level;
    }
    const cookies = await checkCookies(this.#parts, outgoing, result);
    if (cookies === "opens") return finding("session-ghost", status);
    if (cookies === "nonce-bound") {
      const sentence = `${status} on the connection of the challenge, 401 on another one`;
      diagnosis.failed("server-verdict", { sentence, ms: last.timings.total, evidence });
      return finding("nonce-of-connection", status);
    }
    return finding(level === "agent" ? "valid-agent" : "valid-company", status);
  }

  async #rejected(result: SendResult, last: Leg, evidence: Evidence): Promise<Finding> {
    const { diagnosis } = this.#parts;
    const { outgoing } = this.#tested;
    const challenged = firstHeader(last.responseHeaders, "www-authenticate") !== undefined;
    diagnosis.failed("server-verdict", {
      sentence: challenged ? "401 again, on a nonce that is still good" : "401 again, and no new challenge",
      ms: last.timings.total,
      evidence,
    });
    const charset = await tryOtherCharset(this.#parts.probe, outgoing, result);
    if (charset !== null) {
      diagnosis.failed("server-verdict", {
        sentence: `401, but accepted when hashed in ${charset}`,
        ms: null,
        evidence,
      });
      return finding("other-charset", last.status, charset);
    }
    const { served } = await this.#askLevel(last.status);
    const cookies = await checkCookies(this.#parts, outgoing, result);
    if (cookies === "blocks") return finding("session-blocks", last.status);
    const [refused, ...others] = this.observations;
    if (refused === undefined) throw new Error("a refusal was not observed");
    const { connection } = outgoing;
    const { startedAt } = this.#parts;
    const code = codeOfRefusal({ connection, startedAt, seen: [refused, ...others], served, challenged });
    if (code === "wrong-level" || code === "not-permitted") return finding(code, last.status);
    return finding(code, last.status, wasAnsweredElsewhere(result.legs) ? answeredElsewhere : "");
  }

  /** Some servers give the reason only in the body, which is read with one more request. */
  async #lookCloser(found: Finding, leg: Leg | undefined): Promise<Finding> {
    const { outgoing } = this.#tested;
    const { status, signed } = found;
    if (status === 200 && !signed && leg !== undefined && declaresPage(leg.responseHeaders)) {
      return { ...found, detail: "a web page" };
    }
    // A refused login is not sent again to read its page, because servers count refusals.
    if (signed || (status !== 400 && status !== 403)) return found;
    const body = await readBodyStart(this.#parts.probe, withoutLogin(outgoing));
    if (asksForClientCertificate(body)) return finding("client-certificate-wanted", status);
    const isPlain = outgoing.origin.startsWith("http:");
    return isPlain && asksForHttps(body) ? finding("https-expected", status, "Its response says so.") : found;
  }

  async #speaksHttp(): Promise<boolean> {
    const { outgoing } = this.#tested;
    const plain = {
      ...withoutLogin(outgoing),
      origin: outgoing.origin.replace(/^https:/u, "http:"),
      requestTarget: "/",
    };
    const { status, failure } = await this.#parts.probe(plain);
    return status !== null || failure?.code === "broken-head";
  }

  #isWebPage({ status, responseHeaders: headers }: Leg): Promise<boolean> {
    return servesWebPage(this.#parts.probe, this.#tested.outgoing, { status, headers });
  }

  async #askLevel(status: number | null): Promise<LevelAnswer> {
    const { request, level } = this.#tested;
    const answer = await checkLevel(this.#parts, { request, level, status });
    this.questions = answer.questions;
    this.observations.push(...answer.observations);
    return answer;
  }
}

const answeredElsewhere =
  "The server closed the connection after its challenge, so the login went over another one: a server that ties its nonces to a connection then refuses it, even with the right password.";

/** The compiler does not know that a callback may have set it. */
function foundFirst(first: { readonly found: Finding | null } | null): Finding | null {
  return first?.found ?? null;
}

function userNameProblem(userName: string): string | null {
  try {
    checkUserName(userName);
    return null;
  } catch (error) {
    if (error instanceof CallError) return error.message;
    throw error;
  }
}
