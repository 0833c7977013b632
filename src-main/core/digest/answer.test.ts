import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeAnswer, serialiseAnswer, type AnswerInput } from "./answer.ts";
import { parseChallenges } from "./challenge-grammar.ts";
import { describeDerivation, explainParameters } from "./derivation.ts";
import { loginEncodingOf } from "./login-text.ts";
import { verifyAuthorization } from "./self-check.ts";
import { fromWire, toWire } from "./wire-text.ts";

const wire = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
});
const algorithm = fc.constantFrom(
  { algorithm: { hash: "MD5", session: false }, algorithmName: null },
  { algorithm: { hash: "MD5", session: false }, algorithmName: "md5" },
  { algorithm: { hash: "MD5", session: true }, algorithmName: "MD5-sess" },
  { algorithm: { hash: "SHA-256", session: false }, algorithmName: "SHA-256" },
  { algorithm: { hash: "SHA-256", session: true }, algorithmName: "sha-256-SESS" },
  { algorithm: { hash: "SHA-512-256", session: false }, algorithmName: "SHA-512-256" },
  { algorithm: { hash: "SHA-512-256", session: true }, algorithmName: "SHA-512-256-sess" },
) satisfies fc.Arbitrary<Pick<AnswerInput["challenge"], "algorithm" | "algorithmName">>;

const qop = fc.constantFrom("auth", "auth-int", null) satisfies fc.Arbitrary<AnswerInput["challenge"]["qop"]>;

const anyInput: fc.Arbitrary<AnswerInput> = fc
  .record({
    algorithm,
    challenge: fc.record({
      realm: wire,
      nonce: wire.filter((value) => value !== ""),
      opaque: fc.option(wire),
      qop,
      stale: fc.boolean(),
      userhash: fc.boolean(),
      utf8: fc.boolean(),
      damage: fc.constant([]),
    }),
    credentials: fc.record({
      userName: fc.string({ unit: "grapheme" }),
      password: fc.string({ unit: "grapheme" }),
      quoteQop: fc.boolean(),
      extendedUserName: fc.boolean(),
      latin1: fc.boolean(),
    }),
    method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
    uri: fc.stringMatching(/^\/[!-~]*$/u),
    body: fc.uint8Array(),
    cnonce: fc.stringMatching(/^[A-Za-z0-9_-]+$/u),
    nonceCount: fc.integer({ min: 1, max: 0xffff_ffff }),
  })
  .map(({ algorithm: chosen, ...input }) => ({ ...input, challenge: { ...input.challenge, ...chosen } }))
  // A challenge like this is refused before it is answered.
  .filter(({ challenge }) => !(challenge.algorithm.session && challenge.qop === null));

const rezora: AnswerInput = {
  challenge: {
    realm: "Rezora API",
    nonce: "4c487da82df10",
    opaque: "e24302732637d79c61441bbe483ec0b7",
    algorithm: { hash: "MD5", session: false },
    algorithmName: null,
    qop: "auth",
    stale: false,
    userhash: false,
    utf8: false,
    damage: [],
  },
  credentials: { userName: "hoak-agent-0412", password: "Circle Of Life", quoteQop: false, extendedUserName: false },
  method: "GET",
  uri: "/v1/contacts",
  body: new Uint8Array(),
  cnonce: "MjMxATNz4fQe",
  nonceCount: 1,
};

function signed(input: AnswerInput) {
  const { parameters } = computeAnswer(input);
  const { method, uri, body } = input;
  return { authorization: serialiseAnswer(parameters), method, requestTarget: uri, body };
}

describe("an answer", () => {
  it("reads back as one set of credentials with every value intact", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { parameters } = computeAnswer(input);
        const values = new Map(parameters.map(({ name, value }): [string, string] => [name, value]));
        expect(parseChallenges(serialiseAnswer(parameters))).toEqual([
          { scheme: "digest", token68: null, parameters: values, repeated: new Map(), malformed: false },
        ]);
      }),
    );
  });

  it("matches the independent second implementation", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const encoding = loginEncodingOf(input.challenge, input.credentials);
        expect(verifyAuthorization(signed(input), input.credentials, encoding)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("does not verify with another method, target, password or name, or a broken field", () => {
    const request = signed(rezora);
    const { credentials } = rezora;
    expect(verifyAuthorization(request, credentials)).toBe(true);
    expect(verifyAuthorization({ ...request, method: "PUT" }, credentials)).toBe(false);
    expect(verifyAuthorization({ ...request, requestTarget: "/v1/contacts?" }, credentials)).toBe(false);
    expect(verifyAuthorization(request, { ...credentials, password: "circle of life" })).toBe(false);
    expect(verifyAuthorization(request, { ...credentials, userName: "hoak" })).toBe(false);
    const otherUri = request.authorization.replace('uri="/v1/contacts"', 'uri="/v1/lists"');
    expect(verifyAuthorization({ ...request, authorization: otherUri }, credentials)).toBe(false);
    expect(verifyAuthorization({ ...request, authorization: `${request.authorization}"` }, credentials)).toBe(false);
    expect(
      verifyAuthorization({ ...request, authorization: `${request.authorization}, Basic eA==` }, credentials),
    ).toBe(false);
  });

  it("covers the body with auth-int only", () => {
    const integrity: AnswerInput = {
      ...rezora,
      method: "PUT",
      body: Buffer.from("first_name=Zoë"),
      challenge: { ...rezora.challenge, qop: "auth-int" },
    };
    const request = signed(integrity);
    expect(verifyAuthorization(request, rezora.credentials)).toBe(true);
    expect(verifyAuthorization({ ...request, body: Buffer.from("first_name=Zoe") }, rezora.credentials)).toBe(false);
  });

  it("sends what the API's sample header shows, in the same order", () => {
    const { parameters, response } = computeAnswer({
      ...rezora,
      credentials: { ...rezora.credentials, quoteQop: true },
    });
    expect(serialiseAnswer(parameters)).toBe(
      'Digest username="hoak-agent-0412", realm="Rezora API", nonce="4c487da82df10", uri="/v1/contacts", ' +
        `cnonce="MjMxATNz4fQe", nc=00000001, qop="auth", response="${response}", ` +
        'opaque="e24302732637d79c61441bbe483ec0b7"',
    );
  });

  it("hashes a realm that is not UTF-8 as the bytes that the server sent", () => {
    const latin1 = { ...rezora, challenge: { ...rezora.challenge, realm: "Caf\u00e9" } };
    const utf8 = { ...rezora, challenge: { ...rezora.challenge, realm: toWire("Café") } };
    expect(computeAnswer(latin1).ha1).not.toBe(computeAnswer(utf8).ha1);
    expect(serialiseAnswer(computeAnswer(latin1).parameters)).toContain('realm="Caf\u00e9"');
  });

  it("sends a user name outside ASCII as UTF-8 bytes, or extended where the connection is set to it", () => {
    const userName = "Jäsøn *Doe's";
    const named = (extendedUserName: boolean) =>
      computeAnswer({ ...rezora, credentials: { ...rezora.credentials, userName, extendedUserName } }).parameters[0];
    expect(Buffer.from(named(false)?.value ?? "", "latin1").toString("utf8")).toBe(userName);
    expect(named(true)).toEqual({
      name: "username*",
      value: "UTF-8''J%C3%A4s%C3%B8n%20%2ADoe%27s",
      quoted: false,
    });
  });
});

describe("the explanation of an answer", () => {
  it("explains where every parameter comes from", () => {
    const rows = explainParameters(rezora, computeAnswer(rezora)).map(({ name, value, origin, note }) => [
      name,
      value,
      origin,
      note,
    ]);
    expect(rows).toEqual([
      ["username", "hoak-agent-0412", "connection", "quoted"],
      ["realm", "Rezora API", "challenge", "quoted"],
      ["nonce", "4c487da82df10", "challenge", "uniqid(), 22 Jul 2010 17:19"],
      ["uri", "/v1/contacts", "request-line", "path and query, as on the wire"],
      ["cnonce", "MjMxATNz4fQe", "made-here", "once per nonce"],
      ["nc", "00000001", "counted", "first use, hexadecimal"],
      ["qop", "auth", "challenge", "unquoted"],
      ["response", null, "computed", "32 hex digits"],
      ["opaque", "e24302732637d79c61441bbe483ec0b7", "challenge", "md5 of the realm"],
    ]);
  });

  it("mentions no time when the nonce contains none", () => {
    const note = (nonce: string) => {
      const input = { ...rezora, challenge: { ...rezora.challenge, nonce } };
      return explainParameters(input, computeAnswer(input))[2]?.note;
    };
    expect(["0000000000000", "fffffffffffff", "4c487da82df1", "4C487DA82DF10"].map(note)).toEqual(
      Array.from({ length: 4 }, () => "quoted"),
    );
  });

  it("shows the decoded text and contains neither password, HA1 nor response", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const answer = computeAnswer(input);
        const shown = JSON.stringify([explainParameters(input, answer), describeDerivation(input, answer, true)]);
        expect(shown).not.toContain(answer.ha1);
        expect(shown).not.toContain(answer.response);
        expect(describeDerivation(input, answer, true).realm).toBe(fromWire(input.challenge.realm));
      }),
    );
    const answer = computeAnswer(rezora);
    expect(JSON.stringify(describeDerivation(rezora, answer, true))).not.toContain("Circle");
  });
});
