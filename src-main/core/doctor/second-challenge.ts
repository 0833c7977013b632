import { listInWords } from "#shared/amounts.ts";
import { headerValues, type HeaderPair } from "#shared/http/headers.ts";
import { parseChallenges, type Challenge } from "../digest/challenge-grammar.ts";
import { schemeName, shownValue } from "./shown-value.ts";
import { fromWire, toWire, type WireText } from "../digest/wire-text.ts";

/** What of a Digest challenge a login is computed for, and what it is called in a sentence. */
const compared = [
  ["realm", "the realm"],
  ["algorithm", "the algorithm"],
  ["qop", "the qop"],
  ["domain", "the protection space"],
] as const;
type Compared = (typeof compared)[number][0];

/** What a challenge means where it leaves a parameter out (RFC 7616 §3.3). */
const leftOut: Readonly<Record<Compared, string>> = { realm: "", algorithm: "md5", qop: "", domain: "" };

/**
 * How the challenges of the 401 to the login differ from those of the 401 before it, as a sentence; empty where they
 * ask for the same login. A nonce is new each time and `opaque` may be, so neither is compared.
 */
export function differenceOfChallenges(first: readonly HeaderPair[], second: readonly HeaderPair[]): string {
  const before = challengesOf(first);
  const after = challengesOf(second);
  if (before.length === 0 || after.length === 0 || [...before, ...after].some(({ malformed }) => malformed)) return "";
  const digests = after.filter(({ scheme }) => scheme === "digest");
  if (digests.length === 0) {
    return `The first 401 offered ${schemesOf(before)}, the 401 to the login offers only ${schemesOf(after)}.`;
  }
  const [closest] = before
    .filter(({ scheme }) => scheme === "digest")
    .flatMap((one) =>
      digests.map((other) =>
        compared
          .filter(([name]) => valueOf(one, name) !== valueOf(other, name))
          .map(([name, words]) => ({ words, one: shown(one, name), other: shown(other, name) })),
      ),
    )
    .toSorted((one, other) => one.length - other.length);
  if (closest === undefined || closest.length === 0) return "";
  const parts = (side: "one" | "other"): string => listInWords(closest.map((each) => `${each.words} ${each[side]}`));
  return `The first 401 asked for ${parts("one")}, the 401 to the login asks for ${parts("other")}.`;
}

function challengesOf(headers: readonly HeaderPair[]): readonly Challenge[] {
  return headerValues(headers, "www-authenticate").map(toWire).flatMap(parseChallenges);
}

function schemesOf(challenges: readonly Challenge[]): string {
  return listInWords([...new Set(challenges.map(({ scheme }) => schemeName(scheme)))]);
}

/** As compared: a realm to the letter, words of the protocol without case, lists without order. */
function valueOf({ parameters }: Challenge, name: Compared): string {
  const value = parameters.get(name) ?? leftOut[name];
  if (name === "realm" || name === "domain") return value;
  const words = value
    .toLowerCase()
    .split(",")
    .flatMap((word) => word.trim() || []);
  // Where auth is offered it is what is used, whatever else there is.
  return words.includes("auth") ? "auth" : words.toSorted().join(",");
}

function shown({ parameters }: Challenge, name: Compared): string {
  const value: WireText | undefined = parameters.get(name);
  if (value === undefined) return name === "algorithm" ? "MD5" : "(none)";
  return value.trim() === "" ? "(empty)" : `“${shownValue(fromWire(value))}”`;
}
