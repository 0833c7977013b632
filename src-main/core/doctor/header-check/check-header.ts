import type { HeaderCheckMark, HeaderCheckRequest, HeaderCheckRow, HeaderCheck } from "#shared/header-check.ts";
import type { DigestChallenge } from "../../digest/challenge-selection.ts";
import { readCredentials, type WrittenCredentials } from "../paste/credentials.ts";
import type { PastedRequest } from "../paste/pasted-request.ts";
import { readPaste, readPasteOtherwise } from "../paste/read-paste.ts";
import { checkMethod, checkUri } from "./address-rows.ts";
import { alternativesOf } from "./alternatives.ts";
import { prepareSubject, sent, type HeaderCheckSubject, type HeaderCheckLogin } from "./subject.ts";
import { checkAlgorithm, checkQop, checkResponse } from "./choice-rows.ts";
import { byGravity, findings, type FindingCode } from "./findings.ts";
import { fine, rule, type CheckedRow } from "./checked-row.ts";
import { checkCharset, checkHashing, checkPassword, checkRealm, checkUserName } from "./login-rows.ts";
import { checkForm, withQuoting } from "./form-rows.ts";
import { missingIn } from "./missing.ts";
import { checkWithoutDigest } from "./no-digest.ts";
import { neededInputs } from "./needed-inputs.ts";
import { checkClientNonce, checkNonce, checkNonceCount, checkOpaque } from "./nonce-rows.ts";
import { displayedAddress } from "./request-address.ts";
import { nothingFound, searchInputs, type Search } from "./search.ts";
import { stepsOf } from "./steps.ts";
import { understoodAs } from "./understood.ts";
import { verdictOf, type Verdict } from "./verdict.ts";

/** Everything that is known in addition to the user's input. */
export interface HeaderCheckKnowledge {
  readonly login: HeaderCheckLogin;
  /** The challenge of the connection's last handshake; null when there was none. */
  readonly lastChallenge: DigestChallenge | null;
}

/** A result before its time is measured and its ticket is written. */
export type BareHeaderCheck = Omit<HeaderCheck, "ticket" | "milliseconds">;

type GivenText = Omit<HeaderCheckRequest, "connectionId">;

/** The header check: finds out what is wrong with a pasted request without sending anything. */
export function checkHeader(given: GivenText, knowledge: HeaderCheckKnowledge): BareHeaderCheck {
  const request = readPaste(given.text);
  const first = checkRequest(request, given, knowledge);
  if (first.isReproduced !== false && first.outcome !== "differs") return first;
  // A text that can be read in two ways was sent in the one that gives the response.
  for (const other of readPasteOtherwise(given.text, request)) {
    const headerCheck = checkRequest(other, given, knowledge);
    if (headerCheck.outcome === "matches") return headerCheck;
    if (first.isReproduced === false && headerCheck.isReproduced === true) return headerCheck;
  }
  return first;
}

function checkRequest(request: PastedRequest, given: GivenText, knowledge: HeaderCheckKnowledge): BareHeaderCheck {
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
    const checked = checkWithoutDigest(request, credentials, knowledge.login, given.text);
    return { ...frame, ...withDefects(checked), missing: [...(checked.missing ?? [])] };
  }
  const one = prepareSubject(request, credentials, knowledge.login, knowledge.lastChallenge, given);
  const { password } = one.login;
  const isCheckable = password !== null && canBeChecked(one);
  const search = isCheckable ? attempt(one, password) : nothingFound;
  const checkedRows = checkAll(one, search, isCheckable);
  const missing = missingIn(one);
  const verdict = verdictOf({ one, search, checkedRows, isCheckable, missing });
  return {
    ...frame,
    ...withDefects({ verdict, checkedRows }),
    missing,
    isReproduced: isCheckable ? search.found !== null : null,
    // With another way of hashing, each step differs.
    steps: isCheckable && search.way === null ? steps(one, search.found?.password ?? password, search.found) : [],
    marks: marksOf(checkedRows, request, credentials),
  };
}

/** The header contains everything that a response is made of. */
export function canBeChecked(one: HeaderCheckSubject): boolean {
  const isComplete = ["realm", "nonce", "uri", "response"].every((name) => sent(one, name) !== null);
  return isComplete && one.userName !== null && /^(?:[0-9a-f]{32}|[0-9a-f]{64})$/iu.test(sent(one, "response") ?? "");
}

function attempt(one: HeaderCheckSubject, password: string): Search {
  const alternatives = alternativesOf(one);
  const response = sent(one, "response") ?? "";
  // When the name sent is the password, the hashed password was most probably the name.
  if (one.userName !== password || one.userName === one.login.userName) {
    return searchInputs(alternatives, password, response);
  }
  const swapped = searchInputs(alternatives, one.login.userName, response);
  if (swapped.found !== null) return swapped;
  const search = searchInputs(alternatives, password, response);
  return { ...search, tried: search.tried + swapped.tried };
}

function checkAll(one: HeaderCheckSubject, search: Search, isCheckable: boolean): CheckedRow[] {
  const proven = search.found;
  const isRefuted = isCheckable && proven === null && !one.request.isCut;
  const rows = [
    checkForm(one),
    ...checkHashing(search),
    checkUri(one, proven),
    checkNonceCount(one, proven),
    checkUserName(one, proven),
    checkRealm(one, proven),
    checkMethod(one, proven),
    checkNonce(one, proven),
    checkClientNonce(one, proven),
    checkQop(one, proven),
    checkAlgorithm(one, proven),
    checkOpaque(one),
    search.variant?.code.startsWith("letters") === true ? null : checkCharset(one, proven),
    checkResponse(one, isRefuted),
    checkPassword(one, search, isCheckable),
  ].filter((checkedRows) => checkedRows !== null);
  const quoted = withQuoting(rows, one);
  const all = one.request.isCut && proven === null ? quoted.map(excuseCut) : quoted;
  // Differences come first; the order within each part is kept.
  return [...all.filter(({ codes }) => codes.length > 0), ...all.filter(({ codes }) => codes.length === 0)];
}

/** In a truncated header, apparent mistakes may come from the truncation, until the response proves otherwise. */
function excuseCut(checkedRows: CheckedRow): CheckedRow {
  const { input, theirs } = checkedRows.row;
  if (checkedRows.codes.length === 0 || checkedRows.row.masked) return checkedRows;
  return fine(input, theirs, "Not whole in the text", rule("the whole value"), "unknown");
}

function steps(one: HeaderCheckSubject, password: string, proven: Search["found"]): HeaderCheck["steps"] {
  const theirs = proven ?? searchStart(one, password);
  return stepsOf({
    theirs,
    needed: neededInputs(one, password, proven),
    response: sent(one, "response") ?? "",
    isProven: proven !== null,
    isRequestKnown: !missingIn(one).some((part) => part === "method" || part === "url"),
  });
}

/** The client's own values, as the header contains them. */
function searchStart(one: HeaderCheckSubject, password: string): NonNullable<Search["found"]> {
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
  checkedRows,
}: {
  readonly verdict: Verdict;
  readonly checkedRows: readonly CheckedRow[];
}): Verdict & { rows: HeaderCheckRow[]; defects: HeaderCheck["defects"] } {
  const codes = byGravity(checkedRows.flatMap(({ codes: found }): readonly FindingCode[] => found));
  return {
    ...verdict,
    rows: checkedRows.map(({ row }) => row),
    defects: codes.flatMap((code) => {
      const { defect, fix } = findings[code];
      return defect === null ? [] : [{ code, sentence: defect, fix }];
    }),
  };
}

function marksOf(
  checkedRows: readonly CheckedRow[],
  { authorization }: PastedRequest,
  { parameters }: WrittenCredentials,
): HeaderCheckMark[] {
  const ranges = checkedRows.flatMap(({ row, codes }) => {
    if (codes.length === 0) return [];
    if (row.input === "authorization") return [authorization?.value.range ?? null];
    return [parameters.get(row.input)?.range ?? null];
  });
  return ranges.filter((range) => range !== null).toSorted((a, b) => a.start - b.start);
}
