import type { CourtMark, CourtRequest, CourtRow, Ruling } from "#shared/court.ts";
import type { DigestChallenge } from "../../digest/challenge-selection.ts";
import { readCredentials, type WrittenCredentials } from "../paste/credentials.ts";
import type { PastedRequest } from "../paste/pasted-request.ts";
import { readPaste, readPasteOtherwise } from "../paste/read-paste.ts";
import { judgeMethod, judgeUri } from "./address-rows.ts";
import { alternativesOf } from "./alternatives.ts";
import { openCase, sent, type Case, type CourtLogin } from "./case.ts";
import { judgeAlgorithm, judgeQop, judgeResponse } from "./choice-rows.ts";
import { byGravity, findings, type FindingCode } from "./findings.ts";
import { fine, rule, type Judged } from "./judged.ts";
import { judgeCharset, judgeHashing, judgePassword, judgeRealm, judgeUserName } from "./login-rows.ts";
import { judgeForm, withQuoting } from "./form-rows.ts";
import { missingIn } from "./missing.ts";
import { judgeWithoutDigest } from "./no-digest.ts";
import { neededInputs } from "./needed-inputs.ts";
import { judgeClientNonce, judgeNonce, judgeNonceCount, judgeOpaque } from "./nonce-rows.ts";
import { displayedAddress } from "./request-address.ts";
import { nothingFound, searchInputs, type Search } from "./search.ts";
import { stepsOf } from "./steps.ts";
import { understoodAs } from "./understood.ts";
import { verdictOf, type Verdict } from "./verdict.ts";

/** All that is known beside what the person gave. */
export interface CourtKnowledge {
  readonly login: CourtLogin;
  /** Of the connection's last handshake; null when there was none. */
  readonly lastChallenge: DigestChallenge | null;
}

/** A ruling before its time is measured and its ticket is written. */
export type BareRuling = Omit<Ruling, "ticket" | "milliseconds">;

type GivenText = Omit<CourtRequest, "connectionId">;

/** The header check: what is wrong with a pasted request, worked out without a single call. */
export function judge(given: GivenText, knowledge: CourtKnowledge): BareRuling {
  const request = readPaste(given.text);
  const first = judgeRequest(request, given, knowledge);
  if (first.isReproduced !== false && first.outcome !== "differs") return first;
  // A text that can be read in two ways was sent in the one that gives the response.
  for (const other of readPasteOtherwise(given.text, request)) {
    const ruling = judgeRequest(other, given, knowledge);
    if (ruling.outcome === "matches") return ruling;
    if (first.isReproduced === false && ruling.isReproduced === true) return ruling;
  }
  return first;
}

function judgeRequest(request: PastedRequest, given: GivenText, knowledge: CourtKnowledge): BareRuling {
  const frame = {
    understood: understoodAs(request, given.text),
    method: given.method ?? request.method,
    url: given.url ?? displayedAddress(request.target, request.host),
    nonceUse: request.useOfNonce,
    steps: [],
    marks: [],
    missing: [],
    isReproduced: null,
  };
  const credentials = request.authorization === null ? null : readCredentials(request.authorization.value);
  if (credentials?.scheme !== "digest") {
    const judgement = judgeWithoutDigest(request, credentials, knowledge.login, given.text);
    return { ...frame, ...withDefects(judgement), missing: [...(judgement.missing ?? [])] };
  }
  const one = openCase(request, credentials, knowledge.login, knowledge.lastChallenge, given);
  const { password } = one.login;
  const isCheckable = password !== null && canBeChecked(one);
  const search = isCheckable ? attempt(one, password) : nothingFound;
  const judged = judgeAll(one, search, isCheckable);
  const missing = missingIn(one);
  const verdict = verdictOf({ one, search, judged, isCheckable, missing });
  return {
    ...frame,
    ...withDefects({ verdict, judged }),
    missing,
    isReproduced: isCheckable ? search.found !== null : null,
    // In another way of hashing, each step is another one.
    steps: isCheckable && search.way === null ? steps(one, search.found?.password ?? password, search.found) : [],
    marks: marksOf(judged, request, credentials),
  };
}

/** The header has everything that a response is made of. */
export function canBeChecked(one: Case): boolean {
  const isComplete = ["realm", "nonce", "uri", "response"].every((name) => sent(one, name) !== null);
  return isComplete && one.userName !== null && /^(?:[0-9a-f]{32}|[0-9a-f]{64})$/iu.test(sent(one, "response") ?? "");
}

function attempt(one: Case, password: string): Search {
  const alternatives = alternativesOf(one);
  const response = sent(one, "response") ?? "";
  // Where the name sent is the password, the password hashed was most probably the name.
  if (one.userName !== password || one.userName === one.login.userName) {
    return searchInputs(alternatives, password, response);
  }
  const swapped = searchInputs(alternatives, one.login.userName, response);
  if (swapped.found !== null) return swapped;
  const search = searchInputs(alternatives, password, response);
  return { ...search, tried: search.tried + swapped.tried };
}

function judgeAll(one: Case, search: Search, isCheckable: boolean): Judged[] {
  const proven = search.found;
  const isRefuted = isCheckable && proven === null && !one.request.isCut;
  const rows = [
    judgeForm(one),
    ...judgeHashing(search),
    judgeUri(one, proven),
    judgeNonceCount(one, proven),
    judgeUserName(one, proven),
    judgeRealm(one, proven),
    judgeMethod(one, proven),
    judgeNonce(one, proven),
    judgeClientNonce(one, proven),
    judgeQop(one, proven),
    judgeAlgorithm(one, proven),
    judgeOpaque(one),
    search.variant?.code.startsWith("letters") === true ? null : judgeCharset(one, proven),
    judgeResponse(one, isRefuted),
    judgePassword(one, search, isCheckable),
  ].filter((judged) => judged !== null);
  const quoted = withQuoting(rows, one);
  const all = one.request.isCut && proven === null ? quoted.map(excuseCut) : quoted;
  // What differs comes first; within each part the order stays.
  return [...all.filter(({ codes }) => codes.length > 0), ...all.filter(({ codes }) => codes.length === 0)];
}

/** In a header that was cut, what looks wrong may be the fault of whatever cut it, until the response proves more. */
function excuseCut(judged: Judged): Judged {
  const { input, theirs } = judged.row;
  if (judged.codes.length === 0 || judged.row.masked) return judged;
  return fine(input, theirs, "Not whole in the text", rule("the whole value"), "unknown");
}

function steps(one: Case, password: string, proven: Search["found"]): Ruling["steps"] {
  const theirs = proven ?? searchStart(one, password);
  return stepsOf({
    theirs,
    needed: neededInputs(one, password, proven),
    response: sent(one, "response") ?? "",
    isProven: proven !== null,
    isRequestKnown: !missingIn(one).some((part) => part === "method" || part === "url"),
  });
}

/** Their own values, as the header has them. */
function searchStart(one: Case, password: string): NonNullable<Search["found"]> {
  const needed = neededInputs(one, password, null);
  return {
    ...needed,
    uri: sent(one, "uri") ?? needed.uri,
    qop: sent(one, "qop"),
    nc: sent(one, "nc") ?? needed.nc,
    algorithm: one.algorithm ?? needed.algorithm,
  };
}

function withDefects({
  verdict,
  judged,
}: {
  readonly verdict: Verdict;
  readonly judged: readonly Judged[];
}): Verdict & { rows: CourtRow[]; defects: Ruling["defects"] } {
  const codes = byGravity(judged.flatMap(({ codes: found }): readonly FindingCode[] => found));
  return {
    ...verdict,
    rows: judged.map(({ row }) => row),
    defects: codes.flatMap((code) => {
      const { defect, fix } = findings[code];
      return defect === null ? [] : [{ code, sentence: defect, fix }];
    }),
  };
}

function marksOf(
  judged: readonly Judged[],
  { authorization }: PastedRequest,
  { parameters }: WrittenCredentials,
): CourtMark[] {
  const ranges = judged.flatMap(({ row, codes }) => {
    if (codes.length === 0) return [];
    if (row.input === "authorization") return [authorization?.value.range ?? null];
    return [parameters.get(row.input)?.range ?? null];
  });
  return ranges.filter((range) => range !== null).toSorted((a, b) => a.start - b.start);
}
