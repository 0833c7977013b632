import { listInWords } from "#shared/amounts.ts";
import {
  differenceOfChallenges,
  type ComparedParameter,
  type DifferingParameter,
} from "#shared/http/challenge-difference.ts";
import type { Leg } from "#shared/http/exchange.ts";
import { schemeName, shownValue } from "./shown-value.ts";

const inWords: Readonly<Record<ComparedParameter, string>> = {
  realm: "the realm",
  algorithm: "the algorithm",
  qop: "the qop",
  domain: "the protection space",
};

/** How the 401 to the login asks for a different login than the 401 before it; empty when it does not. */
export function differenceInWords(legs: readonly Pick<Leg, "status" | "responseHeaders">[]): string {
  const difference = differenceOfChallenges(legs);
  if (difference === null) return "";
  if (difference.kind === "scheme") {
    const schemes = (names: readonly string[]): string => listInWords([...new Set(names.map(schemeName))]);
    return `The first 401 offered ${schemes(difference.before)}, the 401 to the login offers only ${schemes(difference.after)}.`;
  }
  const parts = (side: "before" | "after"): string =>
    listInWords(difference.differing.map((each) => `${inWords[each.name]} ${shown(each, side)}`));
  return `The first 401 asked for ${parts("before")}, the 401 to the login asks for ${parts("after")}.`;
}

function shown({ name, ...values }: DifferingParameter, side: "before" | "after"): string {
  const value = values[side];
  if (value === undefined) return name === "algorithm" ? "MD5" : "(none)";
  return value.trim() === "" ? "(empty)" : `“${shownValue(value)}”`;
}
