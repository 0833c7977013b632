import { emptyHistory } from "#shared/login-history.ts";
import { describe, expect, test } from "vitest";
import type { Leg } from "#shared/http/exchange.ts";
import type { HeaderPair } from "#shared/http/headers.ts";
import { titleOfStatus } from "#shared/rezora/status.ts";
import type { CaseFacts } from "./finding.ts";
import { findingOfStatus } from "./status-finding.ts";
import { verdictWords } from "./verdict-words.ts";

const now = Date.UTC(2026, 10, 23, 12, 0, 0);
const facts: CaseFacts = {
  server: "oak.example:80",
  hostname: "oak.example",
  secure: false,
  apiVersion: "v1",
  designator: "contacts",
  resourceLevel: "agent",
  userName: "oak-agent",
  questions: [],
  challengeDamage: [],
  history: emptyHistory,
  startedAt: Date.UTC(2026, 10, 23, 14, 2, 31),
  seen: { realm: "Rezora API", software: "Apache" },
};

function leg(status: number, responseHeaders: readonly HeaderPair[] = []): Leg {
  return {
    purpose: "ask",
    method: "GET",
    requestTarget: "/v1/contacts",
    httpVersion: "1.1",
    requestHeaders: [],
    requestBodyBytes: 0,
    status,
    reason: "",
    responseHeaders: [...responseHeaders],
    timings: { lookup: null, connect: null, tls: null, firstByte: null, total: 1 },
    socketReused: false,
    digest: null,
  };
}

function judge(status: number, signed: boolean, ...headers: HeaderPair[]) {
  const found = findingOfStatus(leg(status, headers), { origin: "http://oak.example", now, signed });
  if (found === null) return null;
  const words = verdictWords[found.code](facts, found);
  return { ...found, said: `${words.title} ${words.explanation} ${words.tell}` };
}

const retryAfters = [null, "", "0", "1", "59", "60", "90", "soon", "Mon, 23 Nov 2026 12:00:01 GMT"] as const;

describe("every status, before and after the login, with every kind of Retry-After", () => {
  test.each([true, false])("signed %s", (signed) => {
    for (let status = 100; status < 600; status += 1) {
      for (const retryAfter of retryAfters) {
        const headers: HeaderPair[] = retryAfter === null ? [] : [["Retry-After", retryAfter]];
        const judged = judge(status, signed, ...headers);
        const isDecided = signed && ((status >= 200 && status < 300) || status === 401 || status === 404);
        expect(judged === null, `${status}`).toBe(isDecided);
        if (judged === null) continue;
        const { said, code } = judged;
        expect(said, `${status} ${retryAfter ?? ""}`).not.toMatch(
          /undefined|NaN| {2}|``|\(\)| [,.;:]|\b1 seconds|\.\./u,
        );
        expect(said).not.toMatch(/decides nothing|says nothing about your login/u);
        // A login that was not sent cannot be refused.
        expect(/the login was sent/iu.test(said) && !signed, said).toBe(false);
        expect(/wrong password/iu.test(said), said).toBe(code === "forbidden" && signed);
        if (status >= 400 && status !== 404 && status !== 410) expect(said).toContain(String(status));
      }
    }
  });
});

test.each([
  [403, false, "forbidden"],
  [403, true, "forbidden"],
  [407, false, "proxy-login"],
  [407, true, "proxy-login"],
  [400, false, "unexpected-answer"],
  [400, true, "signed-request-refused"],
  [404, false, "wrong-base-url"],
  [410, false, "wrong-base-url"],
  [410, true, "unexpected-answer"],
  [423, true, "locked"],
  [429, false, "rate-limited"],
  [429, true, "rate-limited"],
  [500, true, "server-error"],
  [501, false, "server-error"],
  [502, true, "gateway-failed"],
  [503, false, "maintenance"],
  [504, false, "gateway-failed"],
  [511, true, "captive-portal"],
  [520, false, "gateway-failed"],
  [526, true, "gateway-failed"],
  [530, true, "gateway-failed"],
  [599, true, "server-error"],
  [204, false, "no-authentication-asked"],
  [302, true, "redirected-elsewhere"],
  [304, false, "unexpected-answer"],
] as const)("%i, signed %s, is %s", (status, signed, code) => {
  expect(judge(status, signed)?.code).toBe(code);
});

test("a status has the same title as the strip above the response", () => {
  for (const status of [407, 408, 413, 414, 421, 425, 428, 429, 431, 451, 502, 504, 511, 522]) {
    expect(judge(status, true)?.said, `${status}`).toContain(titleOfStatus(status));
  }
});

test("the requested wait is put into words, wherever the server asks for it", () => {
  for (const status of [423, 429, 502, 503]) {
    expect(judge(status, true, ["Retry-After", "120"])?.said).toContain("2 minutes");
    expect(judge(status, true, ["Retry-After", "Mon, 23 Nov 2026 12:00:01 GMT"])?.said).toContain("1 second (until");
  }
});

test("headers with further information are used: Allow, Upgrade", () => {
  expect(judge(405, true, ["Allow", "PUT , ,DELETE"])?.said).toContain("It allows PUT and DELETE only.");
  expect(judge(405, true)?.said).not.toContain("It allows");
  expect(judge(426, false, ["Upgrade", "TLS/1.2, HTTP/1.1"])?.code).toBe("https-expected");
  expect(judge(426, false, ["Upgrade", "HTTP/2.0"])).toMatchObject({ code: "unexpected-answer" });
  expect(judge(426, false, ["Upgrade", "HTTP/2.0"])?.said).toContain("`HTTP/2.0`");
});

test.each([
  ["https://oak.example/v1/contacts", true],
  ["https://oak.example:8443/v1/contacts", true],
  ["https://elsewhere.example/v1/contacts", false],
  ["http://oak.example/other", false],
  ["/other", false],
  ["", false],
])("a redirect to %s leads to https: %s", (location, toHttps) => {
  const said = judge(301, false, ["Location", location])?.said ?? "";
  expect(said.includes("Change the base URL to https")).toBe(toHttps);
  expect(said).not.toMatch(/``| {2}/u);
});
