import type { CookieTest, CookieTrial } from "#shared/cookie-test.ts";
import { cookieTrialNames } from "#shared/cookie-test-names.ts";
import { call, onEvent } from "../../api.ts";
import { createVerdictRuns } from "./verdict-runs.ts";

/** Each run makes the three requests that show what is accepted. */
export const cookieRuns = createVerdictRuns<CookieTrial, CookieTest>({
  tool: "cookies",
  waiting: cookieTrialNames.map((name) => ({
    name,
    state: "waiting",
    sentence: "",
    status: null,
    ms: null,
    legs: [],
  })),
  ask: (run, signal) => call("testCookies", run, signal),
  stepsOf: ({ trials }) => trials,
  isGood: ({ tone }) => tone === "good",
});

/** Adds the requests of a run while it is running; the returned function unsubscribes. */
export function watchCookieTests(): () => void {
  return onEvent("cookieTestProgress", ({ runId, trial, wireRequests }) =>
    cookieRuns.takeStep(runId, trial, wireRequests),
  );
}
