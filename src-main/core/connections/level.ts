import type { LevelEvidence } from "#shared/connection.ts";
import type { LoginVerdict } from "#shared/http/exchange.ts";

/** What one answer says of the login. */
export interface LevelObservation {
  /** Designator that was asked, such as `contacts`. */
  readonly designator: string;
  /** Level the catalogue gives that resource; null when the catalogue does not know it. */
  readonly resourceLevel: "agent" | "company" | null;
  /** null: no answer came. */
  readonly status: number | null;
  readonly login: LoginVerdict;
  /** The body is a page for people, such as a sign-in page with 200: no resource was served. */
  readonly webPage?: boolean;
}

export function isProven(evidence: LevelEvidence): boolean {
  return evidence.level === "agent" || evidence.level === "company";
}

/**
 * What an answer that came by the way changes; null when it changes nothing. Only a signed request that was served
 * proves a level. A refusal alone proves nothing: the API answers a resource of the other level like a wrong password,
 * so only a detection, which asks for both levels, can call a login rejected.
 */
export function learnLevel(known: LevelEvidence, seen: LevelObservation, now: number): LevelEvidence | null {
  if (wasServed(seen) && seen.resourceLevel !== null && seen.resourceLevel !== known.level) {
    return { level: seen.resourceLevel, evidence: evidenceOf([seen]), observedAt: now };
  }
  return null;
}

/**
 * What the questions of a detection say together: one resource of each level, or only the first when it got no answer.
 * Somebody asked, so here a rejection of both outweighs an old proof.
 */
export function decideLevel(known: LevelEvidence, seen: readonly LevelObservation[], now: number): LevelEvidence {
  const evidence = evidenceOf(seen);
  const [served, ...others] = seen.filter(wasServed);
  if (served !== undefined && served.resourceLevel !== null && others.length === 0) {
    return { level: served.resourceLevel, evidence, observedAt: now };
  }
  if (seen.every(wasRefused)) return { level: "rejected", evidence, observedAt: now };
  return { level: isProven(known) ? known.level : "unknown", evidence, observedAt: now };
}

function wasServed(seen: LevelObservation): boolean {
  return (
    seen.webPage !== true &&
    seen.login === "accepted" &&
    seen.status !== null &&
    seen.status >= 200 &&
    seen.status < 300
  );
}

function wasRefused(seen: LevelObservation): boolean {
  return seen.status === 401 && (seen.login === "credentials-rejected" || seen.login === "not-permitted");
}

function evidenceOf(all: readonly LevelObservation[]): string {
  return all
    .map(({ designator, status, webPage }) => {
      return `${designator} ${status === null ? "no answer" : String(status)}${webPage === true ? " with a web page" : ""}`;
    })
    .join(", ");
}
