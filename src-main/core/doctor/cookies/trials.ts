import type { CookieLeg, CookieTestProgress, CookieTrial } from "#shared/cookie-test.ts";
import { cookieTrialNames, type CookieTrialName } from "#shared/cookie-test-names.ts";
import type { Leg } from "#shared/http/exchange.ts";
import { firstHeader } from "#shared/http/headers.ts";
import type { SendResult } from "../../http/send-contract.ts";
import { legEvidence } from "../evidence.ts";

type Tell = (progress: Omit<CookieTestProgress, "runId">) => void;

/** The tests of one run. Every change is reported immediately, so a user can watch. */
export class Trials {
  readonly #trials = new Map<CookieTrialName, CookieTrial>(
    cookieTrialNames.map((name) => [
      name,
      { name, state: "waiting", sentence: "", status: null, ms: null, legs: [] } satisfies CookieTrial,
    ]),
  );
  readonly #tell: Tell;
  wireRequests = 0;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  get all(): CookieTrial[] {
    return [...this.#trials.values()];
  }

  begin(name: CookieTrialName): void {
    this.#set({ name, state: "running", sentence: "Sending", status: null, ms: null, legs: [] });
  }

  /** `failed`: the result differs from that of a sound server and login. A cookie alone should be refused. */
  end(name: CookieTrialName, { legs, status, failure, totalMs }: SendResult): void {
    const opened = status !== null && status !== 401;
    const isSound = name === "cookie-only" ? status === 401 : opened;
    const said = status === null ? (failure?.message ?? "No answer came") : sentenceOf(status);
    const sentence = name === "cookie-only" && status === 401 ? "Refused, as it should be" : said;
    this.#set({
      name,
      state: isSound ? "done" : "failed",
      sentence,
      status,
      ms: totalMs,
      legs: legs.map((leg, index) => cookieLegOf(leg, index + 1, legs.length)),
    });
  }

  /** Nothing more will be sent: waiting steps are skipped for this reason. */
  close(sentence: string): void {
    for (const { name, state } of this.all)
      if (state === "waiting" || state === "running")
        this.#set({ name, state: "skipped", sentence, status: null, ms: null, legs: [] });
  }

  #set(trial: CookieTrial): void {
    this.#trials.set(trial.name, trial);
    this.#tell({ trial, wireRequests: this.wireRequests });
  }
}

function sentenceOf(status: number): string {
  if (status === 401) return "Refused";
  if (status === 404) return "Let in, but there is no such record";
  return status >= 200 && status < 300 ? "Let in" : "Neither let in nor refused";
}

function cookieLegOf(leg: Leg, number: number, of: number): CookieLeg {
  const carries = (name: string): boolean => firstHeader(leg.requestHeaders, name) !== undefined;
  return {
    login: carries("authorization"),
    cookie: carries("cookie"),
    status: leg.status,
    setsCookie: firstHeader(leg.responseHeaders, "set-cookie") !== undefined,
    evidence: legEvidence(leg, { number, of, sent: ["cookie", "authorization"], received: ["start", "set-cookie"] }),
  };
}
