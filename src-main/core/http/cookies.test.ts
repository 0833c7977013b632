import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createBench } from "./bench.ts";
import { parseCookieDate } from "./cookie-date.ts";
import { ExchangeCookies } from "./cookies.ts";
import { challenge, response } from "./loopback.ts";
import type { CookiePlace } from "./set-cookie.ts";

const bench = createBench();

const cases = z
  .array(
    z.strictObject({
      title: z.string(),
      target: z.string().default("/v1/contacts"),
      set: z.array(z.string()),
      own: z.array(z.string()).default([]),
      sent: z.string().nullable(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL("cases/cookie-cases.json", import.meta.url), "utf8")));

describe("cookies of a 401", () => {
  it.each(cases)("$title: $sent", async ({ target, set, own, sent }) => {
    const lines = [challenge("n1"), ...set.map((cookie) => `Set-Cookie: ${cookie}`)];
    const server = await bench.play(response("401 Unauthorized", "", ...lines), response("200 OK", "ok"));
    await bench.send(server.origin, {
      requestTarget: target,
      headers: own.map((cookie) => ["Cookie", cookie] as const),
    });
    const field = server.requests[1]?.headers.find(([name]) => name === "Cookie")?.[1] ?? null;
    expect(field).toBe(sent);
  });

  it("are named when the user's own are sent in their place", async () => {
    const server = await bench.play(
      response("401 Unauthorized", "", challenge("n1"), "Set-Cookie: PHPSESSID=secret1"),
      response("200 OK", "ok"),
    );
    const { result } = await bench.send(server.origin, { headers: [["Cookie", "PHPSESSID=secret2"]] });
    expect(result.warnings).toEqual([expect.stringContaining("The server set a cookie PHPSESSID.")]);
    expect(JSON.stringify(result)).not.toContain("secret");
  });
});

const place: CookiePlace = { hostname: "api.rezora.example", secure: true, path: "/v1/contacts", now: 1_000_000 };
function sentBack(fields: readonly string[], from: Partial<CookiePlace> = {}, to: Partial<CookiePlace> = {}) {
  const cookies = new ExchangeCookies();
  cookies.store(
    fields.map((field) => ["Set-Cookie", field] as const),
    { ...place, ...from },
  );
  return cookies.field([], { ...place, ...from, ...to });
}

describe("what goes back where", () => {
  it.each([
    ["a=1; Domain=rezora.example", "a=1"],
    ["a=1; Domain=.rezora.example", "a=1"],
    ["a=1; Domain=API.Rezora.Example", "a=1"],
    ["a=1; Domain=www.rezora.example", null],
    ["a=1; Domain=ora.example", null],
    ["a=1; Domain=example", null],
    ["a=1; Domain=rezora.example.", null],
    ["a=1; Domain=example.com; Domain=rezora.example", "a=1"],
    ["a=1; Secure", "a=1"],
    ["__Secure-a=1; Secure", "__Secure-a=1"],
    ["__Host-a=1; Secure; Path=/", "__Host-a=1"],
    ["__Host-a=1; Secure; Path=/v1", null],
    ["__Host-a=1; Secure; Path=/; Domain=api.rezora.example", null],
  ])("%s over https: %s", (field, expected) => {
    expect(sentBack([field])).toBe(expected);
  });

  it("keeps a cookie of a single-label host for that host", () => {
    expect(sentBack(["a=1; Domain=localhost"], { hostname: "localhost" })).toBe("a=1");
    expect(sentBack(["a=1; Domain=localhost"], { hostname: "api.localhost" })).toBeNull();
  });

  it("keeps a cookie from plain http, including from this computer", () => {
    expect(sentBack(["a=1"], {}, { secure: false })).toBe("a=1");
    expect(sentBack(["a=1; Secure"], {}, { secure: false })).toBeNull();
    expect(sentBack(["a=1; Secure"], { secure: false, hostname: "localhost" })).toBeNull();
  });

  it("forgets a cookie that has expired when it would be sent", () => {
    expect(sentBack(["a=1; Max-Age=2"], {}, { now: place.now + 1_999 })).toBe("a=1");
    expect(sentBack(["a=1; Max-Age=2"], {}, { now: place.now + 2_000 })).toBeNull();
  });

  it("reports whether there is anything to send back", () => {
    const cookies = new ExchangeCookies();
    cookies.store([["Set-Cookie", "a=1; Path=/admin"]], place);
    expect(cookies.empty).toBe(true);
    cookies.store([["Set-Cookie", "a=1"]], place);
    expect(cookies.empty).toBe(false);
  });

  it("never throws and never sends a control character", () => {
    const text = fc.string({ unit: fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code)) });
    const attribute = fc.constantFrom("; Path=", "; Domain=", "; Expires=", "; Max-Age=", "; Secure", "=", ";", " ");
    fc.assert(
      fc.property(fc.array(fc.oneof(text, attribute)), (parts) => {
        const field = sentBack([`a=${parts.join("")}`]) ?? "";
        // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
        expect(field).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f]/u);
      }),
    );
  });
});

describe("dates of cookies", () => {
  it.each([
    ["Thu, 01 Jan 1970 00:00:01 GMT", 1_000],
    ["Thu, 01-Jan-1970 00:00:01 GMT", 1_000],
    ["Thursday, 01-Jan-70 00:00:01 GMT", 1_000],
    ["Thu Jan  1 00:00:01 1970", 1_000],
    ["00:00:01 1970 jan 1", 1_000],
    ["1 January 1970 0:0:1", 1_000],
    ["Tue, 31 Mar 2037 10:20:30 UTC", Date.UTC(2037, 2, 31, 10, 20, 30)],
    ["Fri, 01 Jan 69 00:00:00 GMT", Date.UTC(2069, 0, 1)],
    ["Mon, 29-Feb-2016 00:00:00 GMT", Date.UTC(2016, 1, 29)],
    ["Mon, 29 Feb 2015 00:00:00 GMT", null],
    ["Thu, 01 Jan 1600 00:00:00 GMT", null],
    ["Thu, 32 Jan 1970 00:00:00 GMT", null],
    ["Thu, 01 Jan 1970 24:00:00 GMT", null],
    ["Thu, 01 Jan 1970 00:60:00 GMT", null],
    ["Thu, 01 Jan 1970", null],
    ["0", null],
    ["", null],
  ])("%s", (text, time) => {
    expect(parseCookieDate(text)).toBe(time);
  });

  it("are parsed in every format that servers write", () => {
    const date = fc.date({ min: new Date(0), max: new Date(Date.UTC(2037, 11, 31)), noInvalidDate: true });
    fc.assert(
      fc.property(date, (when) => {
        const seconds = Math.floor(when.getTime() / 1_000) * 1_000;
        const text = new Date(seconds).toUTCString();
        expect(parseCookieDate(text)).toBe(seconds);
        expect(parseCookieDate(text.replaceAll(/(?<=\d) (?=[A-Z])|(?<=[a-z]) (?=\d)/gu, "-"))).toBe(seconds);
      }),
    );
  });
});
