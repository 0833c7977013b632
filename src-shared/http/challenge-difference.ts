import { parseChallenges, type Challenge } from "./challenge-grammar.ts";
import type { Leg } from "./exchange.ts";
import { headerValues } from "./headers.ts";

/** What of a Digest challenge a login is computed for. A nonce is new each time, and `opaque` may be. */
const compared = ["realm", "algorithm", "qop", "domain"] as const;
export type ComparedParameter = (typeof compared)[number];

/** What a challenge means where it leaves a parameter out (RFC 7616 §3.3). */
const leftOut: Readonly<Record<ComparedParameter, string>> = { realm: "", algorithm: "md5", qop: "", domain: "" };

/** How the challenge in the 401 response to a login asks for a login other than the one that was computed. */
export type ChallengeDifference =
  | { readonly kind: "scheme"; readonly before: readonly string[]; readonly after: readonly string[] }
  | { readonly kind: "parameters"; readonly differing: readonly DifferingParameter[] };

export interface DifferingParameter {
  readonly name: ComparedParameter;
  /** undefined: left out. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * Compares the first and the last 401 of an exchange; null where they ask for the same login, or where that cannot be
 * determined. Everything that blames or clears a password asks here, so that no two places contradict each other.
 */
export function differenceOfChallenges(
  legs: readonly Pick<Leg, "status" | "responseHeaders">[],
): ChallengeDifference | null {
  const [first] = legs;
  const last = legs.at(-1);
  if (legs.length < 2 || first?.status !== 401 || last?.status !== 401) return null;
  const before = challengesOf(first);
  const after = challengesOf(last);
  if (after.length === 0 || [...before, ...after].some(({ malformed }) => malformed)) return null;
  const asked = before.filter(({ scheme }) => scheme === "digest");
  const askedAgain = after.filter(({ scheme }) => scheme === "digest");
  if (asked.length === 0) return null;
  if (askedAgain.length === 0) return { kind: "scheme", before: schemesOf(before), after: schemesOf(after) };
  const [closest] = asked
    .flatMap((one) => askedAgain.map((other) => differingIn(one, other)))
    .toSorted((one, other) => one.length - other.length);
  return closest === undefined || closest.length === 0 ? null : { kind: "parameters", differing: closest };
}

function challengesOf({ responseHeaders }: Pick<Leg, "responseHeaders">): readonly Challenge[] {
  return headerValues(responseHeaders, "www-authenticate").flatMap(parseChallenges);
}

function schemesOf(challenges: readonly Challenge[]): readonly string[] {
  return [...new Set(challenges.map(({ scheme }) => scheme))];
}

function differingIn(one: Challenge, other: Challenge): readonly DifferingParameter[] {
  return compared
    .filter((name) => valueOf(one, name) !== valueOf(other, name))
    .map((name) => ({ name, before: one.parameters.get(name), after: other.parameters.get(name) }));
}

/** As compared: a realm to the letter, words of the protocol without case, lists without order. */
function valueOf({ parameters }: Challenge, name: ComparedParameter): string {
  const value = parameters.get(name) ?? leftOut[name];
  if (name === "realm" || name === "domain") return value;
  const words = value
    .toLowerCase()
    .split(",")
    .flatMap((word) => word.trim() || []);
  // Where auth is offered it is what is used, whatever else there is.
  return words.includes("auth") ? "auth" : words.toSorted().join(",");
}
