import { describe, expect, it } from "vitest";
import type { DigestDerivation, Leg } from "#shared/http/exchange.ts";
import { sampleExchange } from "../../state/exchange-sample.ts";
import { handshakeText } from "./handshake-text.ts";
import { challengePieces, derivationSteps, legsSentence, signedLeg } from "./handshake-words.ts";

const timings = { lookup: null, connect: 1, tls: null, firstByte: 40, total: 44 };
const derivation: DigestDerivation = {
  hash: "MD5",
  session: false,
  userName: "hoak-agent-0412",
  realm: "Rezora API",
  nonce: "4c487da82df10",
  cnonce: "MjMxATNz4fQe",
  nc: "00000001",
  qop: "auth",
  method: "GET",
  uri: "/v1/contacts",
  ha2: "750b3264beba900e11e309bb2c3ec817",
  hexDigits: 32,
  selfChecked: true,
};
const ask: Leg = {
  purpose: "ask",
  method: "GET",
  requestTarget: "/v1/contacts",
  httpVersion: "1.1",
  requestHeaders: [["Host", "api.rezora.com"]],
  requestBodyBytes: 0,
  status: 401,
  reason: "Unauthorized",
  responseHeaders: [["WWW-Authenticate", 'Digest realm="Rezora API",qop="auth"']],
  timings,
  socketReused: false,
  digest: null,
};
const answer: Leg = {
  ...ask,
  purpose: "answer",
  status: 200,
  reason: "OK",
  requestHeaders: [["Authorization", 'Digest username="hoak-agent-0412", response="••••••••"']],
  responseHeaders: [["Content-Type", "text/csv"]],
  timings: { ...timings, total: 168 },
  digest: {
    parameters: [
      { name: "username", value: "hoak-agent-0412", quoted: true, origin: "connection", note: "quoted" },
      { name: "response", value: null, quoted: true, origin: "computed", note: "32 hex digits" },
    ],
    derivation,
  },
};
const exchange = sampleExchange("e", {
  startedAt: Date.UTC(2010, 6, 22, 17, 19, 36),
  totalMs: 212,
  legs: [ask, answer],
  document: null,
});

describe("the text for a ticket", () => {
  it("holds both legs, the parameters and the derivation, and no secret", () => {
    expect(handshakeText(exchange, "Harbour & Oak agent")).toBe(`GET http://api.rezora.com/v1/contacts
Connection: Harbour & Oak agent
2010-07-22 17:19:36 UTC, 2 wire requests, 212 ms
First exchange on this nonce: 2 legs. The next ones need 1.

Leg 1: Ask without a login (401, 44 ms)
> GET /v1/contacts HTTP/1.1
> Host: api.rezora.com
< HTTP/1.1 401 Unauthorized
< WWW-Authenticate: Digest realm="Rezora API",qop="auth"

Leg 2: Answer the challenge (200, 168 ms)
> GET /v1/contacts HTTP/1.1
> Authorization: Digest username="hoak-agent-0412", response="••••••••"
< HTTP/1.1 200 OK
< Content-Type: text/csv

Parameters of leg 2, in the order sent
  username  hoak-agent-0412  (connection; quoted)
  response  ••••••••  (computed; 32 hex digits)

How the response is made
  HA1 = MD5( username : realm : password ) = ••••••••
  HA2 = MD5( method : uri ) = 750b3264beba900e11e309bb2c3ec817
  response = MD5( HA1 : nonce : nc : cnonce : qop : HA2 ) = ••••••••
  Computed twice by independent code: equal.
`);
  });

  it("says what failed when no response arrived", () => {
    const failure = {
      code: "refused",
      message: "No connection to api.rezora.com:80.",
      advice: "",
      detail: "",
    } as const;
    const text = handshakeText({ ...exchange, legs: [{ ...ask, status: null, responseHeaders: [] }], failure }, "x");
    expect(text).toContain("Failed: No connection to api.rezora.com:80.");
    expect(text).toContain("(no answer, 44 ms)");
    expect(text).not.toContain("null");
  });
});

describe("legs", () => {
  it("are explained by their number", () => {
    expect(legsSentence({ ...exchange, legs: [answer] })).toBe("The nonce was used again: 1 leg.");
    expect(legsSentence({ ...exchange, legs: [ask, answer, answer] })).toContain("3 legs");
    expect(legsSentence({ ...exchange, legs: [ask] })).toBe("Not signed: 1 leg.");
    expect(legsSentence({ ...exchange, legs: [{ ...ask, status: 200 }], login: "not-asked" })).toBe(
      "No login asked for: 1 leg.",
    );
    expect(legsSentence({ ...exchange, legs: [] })).toBe("Nothing went over the wire.");
  });

  it("have one that was signed last", () => {
    expect(signedLeg([ask, answer])?.number).toBe(2);
    expect(signedLeg([ask])).toBeNull();
  });
});

describe("the derivation", () => {
  const formulas = (change: Partial<DigestDerivation>): string[] =>
    derivationSteps({ ...derivation, ...change }).map(({ formula }) => formula.join(" : "));

  it("covers session algorithms, auth-int and the oldest form", () => {
    expect(formulas({ session: true, hash: "SHA-256" })[0]).toBe(
      "SHA-256( username : realm : password ) : nonce : cnonce",
    );
    expect(formulas({ qop: "auth-int" })[1]).toBe("method : uri : MD5( body )");
    expect(formulas({ qop: null, nc: null, cnonce: null })[2]).toBe("HA1 : nonce : HA2");
  });
});

describe("a challenge", () => {
  it("has the values marked that were used in the Authorization field", () => {
    const used = new Set(["realm", "nonce"]);
    const value = 'Digest realm="Rezora API", qop="auth", nonce=4c487da82df10, stale=false';
    const pieces = challengePieces(value, used);
    expect(pieces.filter(({ told }) => told).map(({ text }) => text)).toEqual(["Rezora API", "4c487da82df10"]);
    expect(pieces.map(({ text }) => text).join("")).toBe(value);
  });
});
