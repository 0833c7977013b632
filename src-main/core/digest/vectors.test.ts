import { describe, expect, it } from "vitest";
import { requestTargetOf } from "../http/request-target.ts";
import { computeAnswer, serialiseAnswer, type AnswerInput } from "./answer.ts";
import { readAuthenticationInfo } from "./authentication-info.ts";
import { parseChallenges } from "./challenge-grammar.ts";
import { selectChallenge, type DigestChallenge } from "./challenge-selection.ts";
import { verifyAuthorization } from "./self-check.ts";
import { checkUserName } from "./user-name.ts";
import { vectorKinds, vectors, vectorsOfKind, type Vector } from "./vectors.ts";
import { fromWire, toWire } from "./wire-text.ts";

function text(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("the vector has no such text");
  return value;
}

/** Header lines of a case as they arrive on the wire. */
function linesOf(vector: Vector): string[] {
  if (vector.repeat !== undefined) return [vector.repeat.before + vector.repeat.unit.repeat(vector.repeat.times)];
  return (vector.challenge ?? []).map(toWire);
}

function challengeOf(lines: readonly string[]): DigestChallenge {
  const { challenge, problem } = selectChallenge(lines);
  if (challenge === null) throw new Error(`no usable challenge: ${problem}`);
  return challenge;
}

/** curl sends what was typed unchanged; the other cases go through a URL. */
function requestTarget({ id, input }: Vector): string {
  const url = text(input?.url);
  return id.startsWith("C") ? url.slice(url.indexOf("/", "http://".length)) : requestTargetOf(new URL(url));
}

describe("the vectors", () => {
  it("are complete", () => {
    const counts = Object.fromEntries(vectorKinds.map((kind) => [kind, vectorsOfKind(kind).length]));
    expect(counts).toEqual({ response: 92, parse: 10, reject: 8, "input-reject": 3, sequence: 18, authinfo: 3 });
    expect(new Set(vectors.map(({ id }) => id)).size).toBe(134);
  });
});

describe("response", () => {
  it.each(vectorsOfKind("response").map((vector) => [vector.id, vector.title, vector] as const))(
    "%s %s",
    (id, _, vector) => {
      const { input, expect: expected } = vector;
      const uri = requestTarget(vector);
      const body = Buffer.from(text(input?.body_utf8));
      const credentials = {
        userName: text(input?.username),
        password: text(input?.password),
        quoteQop: false,
        extendedUserName: id === "R07",
      };
      const request: AnswerInput = {
        challenge: challengeOf(linesOf(vector)),
        credentials,
        method: text(input?.method),
        uri,
        body,
        cnonce: input?.cnonce ?? "",
        nonceCount: Number(input?.nc ?? 1),
      };
      const answer = computeAnswer(request);
      const sent = Object.fromEntries(answer.parameters.map(({ name, value }) => [name, fromWire(value)]));
      expect(sent).toEqual(expected.params);
      if (expected.ha1 !== undefined) expect(answer.ha1).toBe(expected.ha1);
      if (expected.ha2 !== undefined) expect(answer.ha2).toBe(expected.ha2);
      if (expected.quoted !== undefined) {
        const named = (quoted: boolean) => answer.parameters.filter((p) => p.quoted === quoted).map(({ name }) => name);
        expect(new Set(named(true))).toEqual(new Set(expected.quoted));
        expect(new Set(named(false))).toEqual(new Set(expected.unquoted));
      }

      const authorization = serialiseAnswer(answer.parameters);
      const [readBack] = parseChallenges(authorization);
      expect(Object.fromEntries([...(readBack?.parameters ?? [])].map(([name, v]) => [name, fromWire(v)]))).toEqual(
        sent,
      );
      expect(
        verifyAuthorization({ authorization, method: request.method, requestTarget: uri, body }, credentials),
      ).toBe(true);
    },
  );
});

describe("parse", () => {
  it.each(vectorsOfKind("parse").map((vector) => [vector.id, vector.title, vector] as const))(
    "%s %s",
    (_id, _, vector) => {
      const lines = linesOf(vector);
      const { expect: expected } = vector;
      const digests = lines.flatMap(parseChallenges).filter(({ scheme }) => scheme === "digest");
      if (expected.params !== undefined) {
        expect(Object.fromEntries(digests[0]?.parameters ?? [])).toEqual(expected.params);
        return;
      }
      const { challenge } = selectChallenge(lines);
      if (expected.count !== undefined) expect(digests).toHaveLength(expected.count);
      if (expected.selected === null) expect(challenge).toBeNull();
      else expect(challenge).toMatchObject(expected.selected ?? {});
    },
  );
});

describe("reject", () => {
  it.each(vectorsOfKind("reject").map((vector) => [vector.id, vector.title, vector] as const))(
    "%s %s",
    (_id, _, vector) => {
      expect(selectChallenge(linesOf(vector))).toEqual({ challenge: null, problem: vector.expect.error });
    },
  );
});

describe("input-reject", () => {
  it.each(vectorsOfKind("input-reject").map(({ id, title, input }) => [id, title, input] as const))(
    "%s %s",
    (_id, _, input) => {
      expect(() => checkUserName(text(input?.username))).toThrow(
        expect.objectContaining({ code: "invalid-user-name" }),
      );
    },
  );
});

describe("authinfo", () => {
  it.each(vectorsOfKind("authinfo").map((vector) => [vector.id, vector.title, vector] as const))(
    "%s %s",
    (_id, _, vector) => {
      const { input, expect: expected } = vector;
      const challenge = challengeOf([`Digest realm="${input?.realm}", nonce="${input?.nonce}", qop="${input?.qop}"`]);
      const request: AnswerInput = {
        challenge,
        credentials: {
          userName: text(input?.username),
          password: text(input?.password),
          quoteQop: false,
          extendedUserName: false,
        },
        method: text(input?.method),
        uri: text(input?.uri),
        body: new Uint8Array(),
        cnonce: text(input?.cnonce),
        nonceCount: Number.parseInt(String(input?.nc), 16),
      };
      expect(readAuthenticationInfo([text(input?.header)], request, computeAnswer(request), null)).toEqual({
        state: expected.state,
        nextNonce: expected.nextnonce,
      });
    },
  );
});
