import type { Leg } from "#shared/http/exchange.ts";
import { createEntityHash, type EntityHash } from "../digest/algorithm.ts";
import { computeAnswer, serialiseAnswer, type AnswerInput, type DigestAnswer } from "../digest/answer.ts";
import { readAuthenticationInfo, type AuthenticationInfo } from "../digest/authentication-info.ts";
import { describeDerivation, explainParameters } from "../digest/derivation.ts";
import { loginEncodingOf } from "../digest/login-text.ts";
import { verifyAuthorization } from "../digest/self-check.ts";
import type { WireText } from "../digest/wire-text.ts";

/** The login of one leg: the Authorization field, how it was made, and the key to check the server's own proof. */
export interface Signature {
  readonly authorization: WireText;
  /** For display: nothing in it is derived from the password. */
  readonly explanation: NonNullable<Leg["digest"]>;
  /** Must be masked wherever it appears. */
  readonly response: string;
  /** Equivalent to the password. */
  readonly ha1: string;
  /** The rest of the response body must be hashed before `checkServer` can decide (qop auth-int). */
  readonly coversBody: boolean;
  entityHash(): EntityHash;
  checkServer(fieldValues: readonly WireText[], entityHash: string | null): AuthenticationInfo;
}

/** Signs a request, and has independent code check the result before it may be sent. */
export function signRequest(input: AnswerInput): Signature {
  const answer: DigestAnswer = computeAnswer(input);
  const authorization = serialiseAnswer(answer.parameters);
  const request = { authorization, method: input.method, requestTarget: input.uri, body: input.body };
  const { challenge, credentials } = input;
  const encoding = loginEncodingOf(challenge, credentials);
  if (!verifyAuthorization(request, credentials, encoding, challenge.realmSentRaw)) {
    throw new Error("Two computations of one digest response differ; nothing was sent.");
  }
  const { hash } = input.challenge.algorithm;
  return {
    authorization,
    explanation: {
      parameters: explainParameters(input, answer),
      derivation: describeDerivation(input, answer, true),
    },
    response: answer.response,
    ha1: answer.ha1,
    coversBody: input.challenge.qop === "auth-int",
    entityHash: () => createEntityHash(hash),
    checkServer: (fieldValues, entityHash) => readAuthenticationInfo(fieldValues, input, answer, entityHash),
  };
}
