import type { DigestDerivation, DigestParameter, ParameterOrigin } from "#shared/http/exchange.ts";
import { hashHex } from "./algorithm.ts";
import type { AnswerInput, AnswerParameter, AnswerParameterName, DigestAnswer } from "./answer.ts";
import { loginEncodingOf } from "./login-text.ts";
import { fromWire, isAscii } from "./wire-text.ts";

const origins: Readonly<Record<AnswerParameterName, ParameterOrigin>> = {
  username: "connection",
  "username*": "connection",
  realm: "challenge",
  nonce: "challenge",
  uri: "request-line",
  cnonce: "made-here",
  nc: "counted",
  qop: "challenge",
  response: "computed",
  opaque: "challenge",
  algorithm: "challenge",
  userhash: "challenge",
};

/** Explains every parameter of an answer, in the order sent. The response is left out: it is equivalent to a login. */
export function explainParameters(input: AnswerInput, answer: DigestAnswer): DigestParameter[] {
  return answer.parameters.map((parameter) => ({
    name: parameter.name,
    value: parameter.name === "response" ? null : fromWire(parameter.value),
    quoted: parameter.quoted,
    origin: origins[parameter.name],
    note: noteOn(parameter, input),
  }));
}

/** The steps of the computation, without anything derived from the password. */
export function describeDerivation(input: AnswerInput, answer: DigestAnswer, selfChecked: boolean): DigestDerivation {
  const { challenge } = input;
  const { hash, session } = challenge.algorithm;
  const counted = challenge.qop !== null;
  return {
    hash,
    session,
    userName: input.credentials.userName,
    realm: fromWire(challenge.realm),
    nonce: fromWire(challenge.nonce),
    cnonce: counted ? input.cnonce : null,
    nc: counted ? answer.nc : null,
    qop: challenge.qop,
    method: input.method,
    uri: input.uri,
    ha2: answer.ha2,
    hexDigits: answer.response.length,
    selfChecked,
  };
}

function noteOn({ name, value, quoted }: AnswerParameter, { challenge, credentials, nonceCount }: AnswerInput): string {
  const spelling = quoted ? "quoted" : "unquoted";
  switch (name) {
    case "username":
      return challenge.userhash ? "hash of user name and realm" : `${spelling}${encodingNote(challenge, credentials)}`;
    case "username*":
      return "UTF-8, percent-encoded";
    case "nonce":
      return uniqidTime(value) ?? spelling;
    case "uri":
      return "path and query, as on the wire";
    case "cnonce":
      return "once per nonce";
    case "nc":
      return `${nonceCount === 1 ? "first use" : `use ${nonceCount} of this nonce`}, hexadecimal`;
    case "qop":
      return quoted ? "quoted, as in the API's sample" : spelling;
    case "response":
      return `${value.length} hex digits`;
    case "opaque":
      return value.toLowerCase() === hashHex("MD5", challenge.realm) ? "md5 of the realm" : spelling;
    case "realm":
      return challenge.realmSentRaw === true ? "quoted, its backslash as received" : spelling;
    case "algorithm":
    case "userhash":
      return spelling;
  }
}

/** Only when the bytes are not simply those of the typed text. */
function encodingNote(challenge: AnswerInput["challenge"], credentials: AnswerInput["credentials"]): string {
  const { userName } = credentials;
  const encoding = loginEncodingOf(challenge, credentials);
  if (encoding === "latin-1" && !isAscii(userName)) return ", in Latin-1 as this connection asks";
  return encoding === "nfc" && userName !== userName.normalize("NFC") ? ", composed as charset=UTF-8 asks" : "";
}

const earliestUniqid = Date.UTC(2000, 0);
const latestUniqid = Date.UTC(2100, 0);

/** PHP's `uniqid()` is 13 hex digits: 8 of seconds since the epoch, 5 of microseconds. */
function uniqidTime(nonce: string): string | null {
  if (!/^[0-9a-f]{13}$/u.test(nonce)) return null;
  const time = Number.parseInt(nonce.slice(0, 8), 16) * 1_000;
  if (time < earliestUniqid || time >= latestUniqid) return null;
  const [, day, month, year, clock] = new Date(time).toUTCString().split(" ");
  return `uniqid(), ${Number(day)} ${month} ${year} ${clock?.slice(0, 5)}`;
}
