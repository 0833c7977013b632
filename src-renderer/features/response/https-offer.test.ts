import { describe, expect, it } from "vitest";
import type { Level } from "#shared/connection.ts";
import type { Exchange } from "#shared/http/exchange.ts";
import { sampleExchange } from "../../state/exchange-sample.ts";
import { noticesOf } from "./answer-notices.ts";
import { moveBaseUrl } from "../connections/switch-to-https.ts";
import { offerHttps } from "./https-offer.ts";

const at = (level: Level) => ({ level, history: undefined, now: 0 });

const toHttps = { location: "https://api.rezora.com/v1/contacts", requestTarget: null, explanation: "It moved." };

function redirected(secureOrigin: string | null, method: "GET" | "POST" = "GET"): Exchange {
  const redirect = { ...toHttps, secureOrigin };
  return sampleExchange("e", { status: 301, document: null, redirect, request: { method } });
}

function noticeOf(exchange: Exchange, baseUrl: string, practice: "agent" | null = null) {
  const [notice] = noticesOf(exchange, null, at("unknown"), null).map((each) =>
    offerHttps(each, exchange, { practice, baseUrl }),
  );
  return { message: notice?.message, actions: notice?.actions.map(({ text }) => text) };
}

describe("the notice of a redirect", () => {
  const secure = redirected("https://api.rezora.com");

  it.each([
    ["to https on the same host", secure, "http://api.rezora.com", null, ["Use https for this connection", "Headers"]],
    ["once https is in use", secure, "https://api.rezora.com", null, ["Fetch again"]],
    [
      "of a write, once https is in use",
      redirected("https://api.rezora.com", "POST"),
      "https://api.rezora.com",
      null,
      [],
    ],
    ["on a practice connection", secure, "http://127.0.0.1:8099", "agent", ["Headers"]],
    ["to elsewhere", redirected(null), "http://api.rezora.com", null, ["Headers"]],
  ] as const)("%s offers what helps", (_, exchange, baseUrl, practice, actions) => {
    expect(noticeOf(exchange, baseUrl, practice).actions).toEqual(actions);
  });

  it("says so once the connection uses https", () => {
    expect(noticeOf(secure, "https://api.rezora.com").message).toMatch(/uses https now/u);
    expect(noticeOf(secure, "http://api.rezora.com").message).toBe("It moved.");
  });
});

it.each([
  ["http://api.rezora.com", "https://api.rezora.com", "https://api.rezora.com"],
  ["http://api.rezora.com:8080/base", "https://api.rezora.com", "https://api.rezora.com/base"],
  ["http://[::1]:80/a/b", "https://[::1]:8443", "https://[::1]:8443/a/b"],
])("the base URL %s on %s is %s", (baseUrl, origin, moved) => {
  expect(moveBaseUrl(baseUrl, origin)).toBe(moved);
});
