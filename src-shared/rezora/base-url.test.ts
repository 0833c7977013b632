import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBaseUrl } from "./base-url.ts";

/** The platform's own parser as oracle; this wing is compiled without its types. */
const { URL } = globalThis as unknown as {
  readonly URL: new (text: string) => Readonly<Record<"origin" | "host" | "pathname", string>>;
};

function accepted(text: string) {
  const result = parseBaseUrl(text);
  if (!result.ok) throw new Error(`${text}: ${result.reason}`);
  return result.value;
}

describe("accepted", () => {
  test("host, port and origin in wire form", () => {
    expect(accepted(" HTTP://API.Rezora.com:80/ ")).toEqual({
      scheme: "http",
      host: "api.rezora.com",
      port: 80,
      origin: "http://api.rezora.com",
      authority: "api.rezora.com",
      basePath: "",
      loopback: false,
    });
    expect(accepted("https://h.example:8443/rezora/").origin).toBe("https://h.example:8443");
    expect(accepted("https://h.example:8443/rezora/").basePath).toBe("/rezora");
    expect(accepted("https://h.example").port).toBe(443);
  });
  test("IPv6", () => {
    expect(accepted("http://[::1]:8099")).toMatchObject({ host: "::1", authority: "[::1]:8099", loopback: true });
    for (const address of [
      "::",
      "fe80::1",
      "2001:db8:0:0:0:0:0:1",
      "::ffff:127.0.0.1",
      "1::8",
      "1:2:3:4:5:6:7:8",
      "1:2:3:4:5:6:1.2.3.4",
    ])
      expect(accepted(`http://[${address}]/`).host).toBe(address);
  });
  test("only what surely is this computer counts as loopback", () => {
    for (const host of ["localhost", "127.0.0.1", "127.8.9.10", "[::1]", "[0:0:0:0:0:0:0:1]"])
      expect(accepted(`http://${host}`).loopback, host).toBe(true);
    for (const host of ["api.rezora.com", "127.example", "localhost.example", "10.0.0.1", "[::2]", "127.0.0.1.example"])
      expect(accepted(`http://${host}`).loopback, host).toBe(false);
  });
});

test("refused with a reason", () => {
  const refused: readonly (readonly [string, RegExp])[] = [
    ["", /Enter/u],
    ["api.rezora.com", /http:\/\//u],
    ["ftp://h", /Only http/u],
    ["javascript://h", /Only http/u],
    ["http:/h", /http:\/\//u],
    ["http://", /host name is missing/u],
    ["http://:80", /host name is missing/u],
    ["http://user:pw@h", /fields of their own/u],
    ["http://user@h", /fields of their own/u],
    ["http://h?x", /query/u],
    ["http://h/#x", /fragment/u],
    ["http://h:0", /port/u],
    ["http://h:65536", /port/u],
    ["http://h:", /port/u],
    ["http://h:+80", /port/u],
    ["http://::1", /brackets/u],
    ["http://[::1", /brackets/u],
    ["http://[fe80::1%25eth0]", /IPv6/u],
    ["http://[1:2:3]", /IPv6/u],
    ["http://[1::2::3]", /IPv6/u],
    ["http://[1:2:3:4:5:6:7:8:9]", /IPv6/u],
    ["http://[::12345]", /IPv6/u],
    ["http://[1.2.3.4::]", /IPv6/u],
    ["http://127.1", /IPv4/u],
    ["http://2130706433", /IPv4/u],
    ["http://0x7f.1", /IPv4/u],
    ["http://1.2.3.256", /IPv4/u],
    ["http://01.2.3.4", /IPv4/u],
    ["http://münchen.example", /ASCII/u],
    ["http://a..b", /host name/u],
    ["http://-a", /host name/u],
    ["http://a b", /host name/u],
    ["http://h%2f", /host name/u],
    ["http://h\\evil.example", /path/u],
    ["http://h/a//b", /path/u],
    ["http://h/../b", /dot/u],
    ["http://h/%2E%2e", /dot/u],
    ["http://h/a b", /path/u],
    ["http://h/v1", /field of its own/u],
    ["http://h/api/v1/", /field of its own/u],
  ];
  for (const [text, reason] of refused) {
    const result = parseBaseUrl(text);
    expect(result.ok, text).toBe(false);
    if (!result.ok) expect(result.reason, text).toMatch(reason);
  }
});

test("property: what is accepted leads where a browser's parser says", () => {
  fc.assert(
    fc.property(
      fc.webUrl({ withQueryParameters: false, withFragments: false, validSchemes: ["http", "https"] }),
      (text) => {
        const result = parseBaseUrl(text);
        if (!result.ok) return;
        const url = new URL(text);
        expect(result.value.origin).toBe(url.origin);
        expect(result.value.authority).toBe(url.host);
        expect(url.pathname.replace(/\/+$/u, "")).toBe(result.value.basePath);
      },
    ),
  );
});
