import type { NearMissResult } from "#shared/header-check.ts";
import type { Task } from "../../documents/task.ts";
import { alternativesOf } from "../header-check/alternatives.ts";
import { charsetOf, composeWhereKnown, sent, type HeaderCheckSubject } from "../header-check/subject.ts";
import { findings } from "../header-check/findings.ts";
import { responseOf, type HashedInputs } from "../header-check/hashed-inputs.ts";
import type { HashWay } from "../header-check/hash-deviation.ts";
import { hashWays } from "../header-check/hash-ways.ts";
import { deviating, firstOf } from "../header-check/search.ts";
import { candidatesOf, type Candidate } from "./candidates.ts";
import type { CandidateKind } from "./slip.ts";

/** The maximum number of candidates in one search, which takes about a second on any current computer. */
export const maxCandidates = 10_000;
/** The likeliest candidates are also tried with each known client mistake. */
const triedWithMistakes = 60;
/** How many candidates are tried between two yields: a few milliseconds of hashing. */
const betweenYields = 64;

export type NearMiss = Pick<NearMissResult, "outcome" | "differences" | "tried" | "candidates">;

/** Searches for the password behind a response in our own list, never at the server. Yields, so it can be stopped. */
export function* findNearMiss(one: HeaderCheckSubject, earlier: readonly string[]): Task<NearMiss> {
  const { password, userName } = one.login;
  const earlierPasswords = earlier.map(
    (each) => composeWhereKnown({ ...one.login, password: each }, one.challenge).password ?? each,
  );
  const alternatives = alternativesOf(one);
  const wanted = (sent(one, "response") ?? "").toLowerCase();
  const source = {
    password,
    userName,
    earlierPasswords,
    charsetOf: (tryout: string) => charsetOf(one.login, one.challenge, tryout),
  };
  const tried = new Map<CandidateKind, number>();
  const likely: Candidate[] = [];
  let count = 0;

  const inputsOf = (candidate: Candidate): HashedInputs => {
    const { charset, password: tryout, userName: name } = candidate;
    const first = firstOf(alternatives);
    return { ...first, username: name ?? first.username, charset, password: tryout };
  };
  const end = (found: Candidate | null, mistakes: readonly string[] = []): NearMiss => ({
    outcome: found === null ? "not-found" : found.kind === "the password on file" ? "on-file" : "near-miss",
    differences: found === null ? [] : [...found.differences, ...mistakes],
    tried: [...tried].map(([what, each]) => ({ what, count: each, found: what === found?.kind })),
    candidates: count,
  });

  for (const candidate of candidatesOf(source)) {
    if (count >= maxCandidates) break;
    count++;
    tried.set(candidate.kind, (tried.get(candidate.kind) ?? 0) + 1);
    if (responseOf(inputsOf(candidate)) === wanted) return end(candidate);
    if (likely.length < triedWithMistakes) likely.push(candidate);
    if (count % betweenYields === 0) yield;
  }
  for (const candidate of likely) {
    const way = wayOf(inputsOf(candidate), wanted);
    if (way !== null) return end(candidate, [way.words]);
    for (const inputs of deviating(inputsOf(candidate), alternatives, 1)) {
      if (responseOf(inputs) === wanted) return end(candidate, [mistakeIn(inputs, inputsOf(candidate))]);
    }
    yield;
  }
  return end(null);
}

function wayOf(inputs: HashedInputs, wanted: string): HashWay | null {
  return hashWays.find((way) => way.respond(inputs) === wanted) ?? null;
}

const mistakes = {
  uri: "another address signed",
  method: findings["method-mismatch"].clause,
  nc: "another count signed",
  qop: "another qop signed",
  algorithm: findings["algorithm-ignored"].clause,
  charset: findings["charset-latin-1"].clause,
  realm: "another realm signed",
  nonce: "another nonce signed",
  username: "another user name signed",
  cnonce: "another cnonce signed",
  body: "other line ends in the body",
} as const;

function mistakeIn(actual: HashedInputs, expected: HashedInputs): string {
  const inputs = Object.keys(mistakes) as (keyof typeof mistakes)[];
  const different = inputs.find((input) => actual[input] !== expected[input]);
  if (different === undefined) return "";
  const isUtf8 = different === "charset" && actual.charset === "utf-8";
  return isUtf8 ? findings["charset-utf-8"].clause : mistakes[different];
}
