import { describe, expect, it } from "vitest";
import { exchangeFailureCode } from "#shared/http/exchange.ts";
import {
  describeBrokenBody,
  describeFailure,
  describeStuckBody,
  errorCode,
  failureCodeOf,
  keptWords,
  reaches,
} from "./failure.ts";

function nodeError(code: string): Error {
  return Object.assign(new Error("failed"), { code });
}

describe("failureCodeOf", () => {
  it.each([
    ["ENOTFOUND", "name-not-found"],
    ["EAI_AGAIN", "name-not-found"],
    ["ECONNREFUSED", "refused"],
    ["EHOSTUNREACH", "unreachable"],
    ["ETIMEDOUT", "timed-out"],
    ["CERT_HAS_EXPIRED", "tls-expired"],
    ["CERT_NOT_YET_VALID", "tls-untrusted"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls-untrusted"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls-untrusted"],
    ["EPROTO", "tls-failed"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls-failed"],
    ["HPE_INVALID_CONSTANT", "not-http"],
    ["HPE_HEADER_OVERFLOW", "not-http"],
    ["ECONNRESET", "connection-lost"],
    ["EPIPE", "connection-lost"],
    ["WHAT_IS_THIS", "connection-lost"],
  ])("sorts %s as %s", (code, failure) => {
    expect(failureCodeOf(nodeError(code), false)).toBe(failure);
  });

  it("blames TLS for a reset during its handshake", () => {
    expect(failureCodeOf(nodeError("ECONNRESET"), true)).toBe("tls-failed");
  });

  it("examines the errors of several addresses", () => {
    expect(errorCode(new AggregateError([nodeError("ECONNREFUSED"), nodeError("ENETUNREACH")]))).toBe("ECONNREFUSED");
    expect(errorCode("not an error")).toBe("");
  });
});

describe("describeFailure", () => {
  it("has a sentence and advice for every code", () => {
    for (const code of exchangeFailureCode.options) {
      const place = { server: "api.example.org:443", method: "GET", writeMayHaveArrived: false };
      const failure = describeFailure(code, place, "detail");
      expect(failure).toMatchObject({ code, detail: "detail" });
      expect(failure.message.length).toBeGreaterThan(5);
      expect(failure.advice.length).toBeGreaterThan(5);
    }
  });

  it("reports a write that may have arrived as unknown, whatever ended it [security: write-state-unknown]", () => {
    for (const code of exchangeFailureCode.options) {
      const place = { server: "api.example.org:443", method: "PUT", writeMayHaveArrived: true };
      const failure = describeFailure(code, place, "");
      expect([code, failure.code]).toEqual([code, code === "cancelled" ? "cancelled" : "state-unknown"]);
      expect(failure.advice).toContain("The PUT may have been carried out.");
      expect(failure.message).not.toContain("Nothing was sent");
    }
  });

  it.each(["connection-lost", "timed-out", "unrequested-upgrade", "broken-head", "not-http"] as const)(
    "reports a write that may have arrived as unknown after %s",
    (code) => {
      const place = { server: "api.example.org:443", method: "PUT", writeMayHaveArrived: true };
      expect(describeFailure(code, place, "").code).toBe("state-unknown");
    },
  );

  it("says that something is kept only when something has arrived", () => {
    for (const reached of [undefined, ...reaches]) {
      const place = { server: "api.example.org:443", method: "GET", writeMayHaveArrived: false };
      const advices = exchangeFailureCode.options.map(
        (code) => describeFailure(code, { ...place, ...(reached === undefined ? {} : { reached }) }, "").advice,
      );
      expect(
        advices.some((advice) => advice.includes("is kept")),
        reached,
      ).toBe(reached === "body");
      expect(advices.filter((advice) => advice.startsWith(keptWords(reached ?? "no-response")))).not.toEqual([]);
    }
    for (const reached of reaches) {
      for (const describe of [describeBrokenBody, describeStuckBody]) {
        const { advice } = describe("api.example.org:443", reached);
        expect([reached, advice.includes("What had arrived is kept.")]).toEqual([reached, reached === "body"]);
      }
    }
  });
});
