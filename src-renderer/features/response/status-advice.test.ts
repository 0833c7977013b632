import { describe, expect, it } from "vitest";
import type { Level } from "#shared/connection.ts";
import type { Exchange, Leg } from "#shared/http/exchange.ts";
import type { HeaderPair } from "#shared/http/headers.ts";
import { resourceAt } from "#shared/rezora/catalog.ts";
import { explainStatus } from "#shared/rezora/status.ts";
import { sampleExchange } from "../../state/exchange-sample.ts";
import { noticesOf } from "./answer-notices.ts";
import { adviceForNoData, adviceOf } from "./status-advice.ts";

const at = (level: Level) => ({ level, history: undefined, now: 0 });

const agents = resourceAt("agents");

function answered(status: number, ...responseHeaders: HeaderPair[]): Exchange {
  const plain = sampleExchange("e", { request: { designator: "agents" }, document: null });
  const leg: Leg = {
    purpose: "answer",
    method: "GET",
    requestTarget: "/v1/agents",
    httpVersion: "1.1",
    requestHeaders: [],
    requestBodyBytes: 0,
    status,
    reason: "",
    responseHeaders,
    timings: { lookup: null, connect: null, tls: null, firstByte: null, total: 1 },
    socketReused: false,
    digest: null,
  };
  return { ...plain, status, legs: [leg], startedAt: Date.UTC(2026, 10, 23, 12), totalMs: 0 };
}

describe("the next step", () => {
  it("is shown for every refusal, together with the server's own words", () => {
    for (let status = 400; status < 600; status += 1) {
      const [notice] = noticesOf(answered(status), agents, at("unknown"), "The resource does not exist.");
      expect(notice?.message, `${status}`).toBe("The server said: “The resource does not exist.”");
      expect(notice?.next, `${status}`).toBe(adviceOf(answered(status), agents));
      expect(notice?.next).toMatch(/^[A-Z].+\.$/u);
      const [silent] = noticesOf(answered(status), agents, at("unknown"), null);
      expect([silent?.message, silent?.next ?? ""]).toEqual([notice?.next, ""]);
    }
  });

  it("also follows the server's words after a refused login", () => {
    const refused: Exchange = { ...answered(401), login: "credentials-rejected" };
    const [notice] = noticesOf(refused, agents, at("unknown"), "Unknown user.");
    expect(notice?.title).toBe("The server refused this login.");
    expect(notice?.next).toBe("The server said: “Unknown user.”");
  });

  it("after a 405 names the methods, from the server or else from the catalogue", () => {
    expect(adviceOf(answered(405, ["Allow", "GET, HEAD,,POST"]), agents)).toMatch(
      /^The server allows GET, HEAD and POST\. Docs lists/u,
    );
    expect(adviceOf(answered(405), agents)).toMatch(/^Documented for agents: GET/u);
    expect(adviceOf(answered(405, ["Allow", ""]), null)).toBe(explainStatus(405).advice);
  });

  it("says how long the server asks to wait", () => {
    expect(adviceOf(answered(429, ["Retry-After", "60"]), agents)).toBe(
      "Wait 1 minute, as the server asks, then send again.",
    );
    expect(adviceOf(answered(502, ["Retry-After", "60"]), agents)).toBe(
      "The API may be down. Try again later. The server asks to wait 1 minute.",
    );
    expect(adviceOf(answered(503, ["Retry-After", "Mon, 23 Nov 2026 12:02:00 GMT"]), agents)).toMatch(
      /^Wait 2 minutes \(until .+\), as the server asks/u,
    );
    expect(adviceOf(answered(503, ["Retry-After", "soon"]), agents)).toBe(explainStatus(503).advice);
  });

  it("after a 400 does not mention data, which a GET never has", () => {
    expect(adviceOf(answered(400), agents)).toContain("A GET carries no data");
    const exchange = answered(400);
    const write: Exchange = { ...exchange, request: { ...exchange.request, method: "POST" } };
    expect(adviceOf(write, agents)).toBe(explainStatus(400).advice);
  });

  it("is shown where no data arrived", () => {
    expect(adviceForNoData(agents)).toBe(explainStatus(204).advice);
    expect(adviceForNoData(null)).toBe(explainStatus(204).advice);
    expect(adviceForNoData(resourceAt("agents/ID"))).toMatch(/^Not an error: the server knows the record/u);
  });
});

describe("a second 401 that asks for another login", () => {
  const refused = (second: string): Exchange => {
    const exchange = answered(401, ["WWW-Authenticate", second]);
    const [last] = exchange.legs;
    if (last === undefined) throw new Error("a leg is needed");
    const first: Leg = { ...last, responseHeaders: [["WWW-Authenticate", 'Digest realm="Rezora API", nonce="1"']] };
    return { ...exchange, login: "credentials-rejected", legs: [first, last] };
  };
  const titleOf = (exchange: Exchange): string | undefined =>
    noticesOf(exchange, agents, at("company"), null)[0]?.title;

  it.each([
    ['Digest realm="Other site", nonce="2"', "another realm"],
    ['Basic realm="Staging"', "another scheme"],
    ['Basic realm="Rezora API"', "another scheme"],
    ['Digest realm="Rezora API", nonce="2", algorithm=SHA-256', "another algorithm"],
    ['Digest realm="Rezora API", nonce="2", qop="auth"', "another qop"],
    [
      'Digest realm="B", nonce="2", qop="auth", domain="/v2"',
      "another realm, another qop and another protection space",
    ],
  ])("does not blame the password: %s", (second, differing) => {
    for (const login of ["credentials-rejected", "not-permitted", "nonce-loop"] as const) {
      const [notice] = noticesOf({ ...refused(second), login }, agents, at("company"), null);
      expect(notice?.title).toBe("The second challenge asks for a different login.");
      expect(notice?.message).toBe(
        `The 401 to the signed request asks for ${differing}, so it says nothing about the password.`,
      );
    }
  });

  it.each(['Digest nonce="2",realm="Rezora API"', 'Basic realm="x", Digest realm="Rezora API", nonce="2"', ""])(
    "and the same one does: %s",
    (second) => expect(titleOf(refused(second))).toBe("The user name or the password is wrong."),
  );
});
