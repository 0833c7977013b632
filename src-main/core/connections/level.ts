import type { LevelEvidence } from "#shared/connection.ts";
import { provesLogin, refusesLogin, type LoginSighting } from "#shared/login-history.ts";

/** What one response says about the login. */
export type LevelObservation = LoginSighting;

export function isProven(evidence: LevelEvidence): boolean {
  return evidence.level === "agent" || evidence.level === "company";
}

/**
 * What an ordinary response changes; null when it changes nothing. Only a signed request that was served proves a
 * level. A refusal alone proves nothing: the API refuses a resource of the other level like a wrong password, so only a
 * detection, which requests both levels, can call a login rejected.
 */
export function learnLevel(known: LevelEvidence, seen: LevelObservation, now: number): LevelEvidence | null {
  if (provesLogin(seen) && seen.resourceLevel !== null && seen.resourceLevel !== known.level) {
    return { level: seen.resourceLevel, evidence: evidenceOf([seen]), observedAt: now };
  }
  return null;
}

/**
 * What the requests of a detection say together: one resource of each level, or only the first if it got no response.
 * A refusal of both does not undo a proof: the account keeps its level, and its history records the refusal.
 */
export function decideLevel(known: LevelEvidence, seen: readonly LevelObservation[], now: number): LevelEvidence {
  const evidence = evidenceOf(seen);
  const [served, ...others] = seen.filter(provesLogin);
  if (served !== undefined && served.resourceLevel !== null && others.length === 0) {
    return { level: served.resourceLevel, evidence, observedAt: now };
  }
  if (seen.every(refusesLogin)) return isProven(known) ? known : { level: "rejected", evidence, observedAt: now };
  return { level: isProven(known) ? known.level : "unknown", evidence, observedAt: now };
}

function evidenceOf(all: readonly LevelObservation[]): string {
  return all
    .map(({ designator, status, webPage }) => {
      return `${designator} ${status === null ? "no answer" : String(status)}${webPage === true ? " with a web page" : ""}`;
    })
    .join(", ");
}
