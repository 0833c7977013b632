import type { CourtMark, CourtRequest, CourtRow, Ruling } from "#shared/court.ts";
import type { DigestChallenge } from "../../digest/challenge-selection.ts";
import { readCredentials, type WrittenCredentials } from "../paste/credentials.ts";
import type { PastedRequest } from "../paste/pasted-request.ts";
import { readPaste } from "../paste/read-paste.ts";
import { judgeMethod, judgeUri } from "./address-rows.ts";
import { alternativesOf } from "./alternatives.ts";
import { openCase, sent, type Case, type CourtLogin } from "./case.ts";
import { judgeAlgorithm, judgeQop, judgeResponse } from "./choice-rows.ts";
import { byGravity, findings, type FindingCode } from "./findings.ts";
import { rule, wrong, type Judged } from "./judged.ts";
import { judgeCharset, judgePassword, judgeRealm, judgeUserName } from "./login-rows.ts";
import { judgeWithoutDigest } from "./no-digest.ts";
import { neededInputs } from "./needed-inputs.ts";
import { judgeClientNonce, judgeNonce, judgeNonceCount, judgeOpaque } from "./nonce-rows.ts";
import { displayedAddress } from "./request-address.ts";
import { searchInputs, type Search } from "./search.ts";
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

/** The court: what is wrong with a pasted request, worked out without a single call. */
export function judge(given: Omit<CourtRequest, "connectionId">, knowledge: CourtKnowledge): BareRuling {
  const request = readPaste(given.text);
  const frame = {
    understood: understoodAs(request, given.text),
    method: given.method ?? request.method,
    url: given.url ?? displayedAddress(request.target, request.host),
    nonceUse: request.useOfNonce,
    steps: [],
    marks: [],
  };
  const credentials = request.authorization === null ? null : readCredentials(request.authorization.value);
  if (credentials?.scheme !== "digest") {
    return { ...frame, ...withDefects(judgeWithoutDigest(request, credentials, knowledge.login, given.text)) };
  }
  const one = openCase(request, credentials, knowledge.login, knowledge.lastChallenge, given);
  const { password } = knowledge.login;
  const isCheckable = password !== null && canBeChecked(one);
  const search = isCheckable ? attempt(one, password) : { found: null, tried: 0 };
  const judged = judgeAll(one, search.found, isCheckable);
  const verdict = verdictOf(one, search, judged, isCheckable);
  return {
    ...frame,
    ...withDefects({ verdict, judged }),
    steps: isCheckable ? steps(one, password, search.found) : [],
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
  const search = searchInputs(alternatives, password, response);
  // Where the name sent is the password, the password hashed was most probably the name.
  if (search.found !== null || one.userName !== password) return search;
  const swapped = searchInputs(alternatives, one.login.userName, response);
  return { found: swapped.found, tried: search.tried + swapped.tried };
}

function judgeAll(one: Case, proven: Search["found"], isCheckable: boolean): Judged[] {
  const all = [
    judgeForm(one.request),
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
    judgeCharset(one, proven),
    judgeResponse(one),
    judgePassword(one, proven, isCheckable),
  ].filter((judged) => judged !== null);
  // What differs comes first; within each part the order stays.
  return [...all.filter(({ codes }) => codes.length > 0), ...all.filter(({ codes }) => codes.length === 0)];
}

function judgeForm({ authorization }: PastedRequest): Judged | null {
  const lines = authorization?.foldedLines ?? 1;
  return lines > 1 ? wrong("authorization", `on ${String(lines)} lines`, ["header-folded"], rule("on one line")) : null;
}

function steps(one: Case, password: string, proven: Search["found"]): Ruling["steps"] {
  const theirs = proven ?? searchStart(one, password);
  return stepsOf(theirs, neededInputs(one, password, proven), sent(one, "response") ?? "", proven !== null);
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
